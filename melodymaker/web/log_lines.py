"""How log lines look, whoever writes them: lines for people, or a JSON object each for programs (LOG_FORMAT=json).

A line carries what is bound while it is written (structlog's context variables: `request_id`, `generation_id`,
`song_ids` and so on), and those of its own `extra` values that FIELDS names.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from melodymaker.settings import load_operations
from melodymaker.web import logs, request_ids

FIELDS = ("generation_id", "song_id", "song_ids", "attempt", "stage", "seconds", "reason", "method", "path", "status")
# They come with handlers of their own, which would write their lines in another form.
_WITH_HANDLERS = ("reflex", "_granian", "granian.access", "uvicorn", "uvicorn.access", "uvicorn.error", "huey")
_OURS = ("melodymaker", "tasks")


class Handler(logging.StreamHandler):
    """Writes each line to stderr, in the form of the settings."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(_formatter(as_json=as_json, colors=sys.stderr.isatty()))


def set_up() -> None:
    """From now on, every line of this process has the form of the settings, and shows no secret."""
    logs.keep_secrets()
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, Handler)]:
        root.removeHandler(handler)
    root.addHandler(Handler(as_json=load_operations().log_format == "json"))
    for name in _WITH_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)


def _formatter(*, as_json: bool, colors: bool) -> logging.Formatter:
    # The names are those that Reflex gives its own lines in JSON.
    last: list[Processor] = (
        [
            structlog.processors.format_exc_info,
            structlog.processors.EventRenamer("message"),
            _without_secrets,
            structlog.processors.JSONRenderer(default=str, ensure_ascii=False),
        ]
        if as_json
        else [
            structlog.processors.format_exc_info,
            _without_secrets,
            # Its own way of showing exceptions shows the values of variables, too.
            structlog.dev.ConsoleRenderer(
                colors=colors, exception_formatter=structlog.dev.plain_traceback, pad_event_to=0
            ),
        ]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.contextvars.merge_contextvars,
            request_ids.add_event_id,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=FIELDS),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
    )


def _without_secrets(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """The line with secrets left out of every text in it, tracebacks too, and with each value on one line."""
    for name, value in event.items():
        if isinstance(value, str):
            text = logs.without_secrets(value)
            event[name] = text if name in {"event", "message", "exception"} else logs.one_line(text)
    return event
