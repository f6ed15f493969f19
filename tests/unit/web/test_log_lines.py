"""Every line has one form, whoever writes it, and shows what it is about and no secret."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
import structlog

from melodymaker.settings import load_operations
from melodymaker.web import log_lines

Lines = Callable[[], list[str]]


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], Lines]]:
    """Sets logs up in a form; the lines that were written since are then to be had."""
    root = logging.getLogger()
    before = [*root.handlers]
    kept = {name: logging.getLogger(name).handlers[:] for name in log_lines._WITH_HANDLERS}
    levels = {name: logging.getLogger(name).level for name in log_lines._OURS}
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())

    def set_up(form: str) -> Lines:
        monkeypatch.setenv("LOG_FORMAT", form)
        load_operations.cache_clear()
        log_lines.set_up()
        return lambda: capsys.readouterr().err.splitlines()  # noqa: PLW0108 - read when it is called

    yield set_up
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    for name, handlers in kept.items():
        logging.getLogger(name).handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    load_operations.cache_clear()


def test_json_lines_carry_what_is_bound_and_what_they_say_themselves(set_up: Callable[[str], Lines]) -> None:
    lines = set_up("json")
    with structlog.contextvars.bound_contextvars(request_id="abc", song_ids=["1", "2"]):
        logging.getLogger("melodymaker.songs").info("a song has %s", "ended", extra={"seconds": 2.5, "hidden": 1})
    (line,) = map(json.loads, lines())
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "level": "info",
        "logger": "melodymaker.songs",
        "message": "a song has ended",
        "request_id": "abc",
        "song_ids": ["1", "2"],
        "seconds": 2.5,
    }


@pytest.mark.parametrize("name", ["reflex.app", "_granian", "granian.access", "uvicorn.error", "huey", "sqlalchemy"])
def test_lines_of_others_have_the_same_form(set_up: Callable[[str], Lines], name: str) -> None:
    logging.getLogger(name).addHandler(logging.StreamHandler(sys.stdout))
    lines = set_up("json")
    logging.getLogger(name).addHandler(logging.NullHandler())
    logging.getLogger(name).error("it failed")
    assert {json.loads(line)["logger"] for line in lines()} == {name}
    logging.getLogger(name).handlers.clear()


def test_lines_for_people_are_one_line_each(set_up: Callable[[str], Lines]) -> None:
    lines = set_up("lines")
    with structlog.contextvars.bound_contextvars(generation_id="9f"):
        logging.getLogger("tasks.songs").warning("songs failed")
    (line,) = lines()
    assert "songs failed" in line
    assert "generation_id=9f" in line
    assert "\x1b" not in line


def test_a_second_set_up_writes_no_line_twice(set_up: Callable[[str], Lines]) -> None:
    set_up("lines")
    lines = set_up("json")
    logging.getLogger("melodymaker").warning("once")
    assert len(lines()) == 1


@pytest.mark.parametrize("form", ["lines", "json"])
def test_no_secret_is_shown_of_values_and_tracebacks(set_up: Callable[[str], Lines], form: str) -> None:
    lines = set_up(form)
    hidden = "mm_akeythatopensall"
    with structlog.contextvars.bound_contextvars(request_id=hidden):
        try:
            raise ValueError(f"signature=thesignature, {hidden}")  # noqa: EM102, TRY003, TRY301 - the message is the point
        except ValueError:
            logging.getLogger("melodymaker").exception(
                "failed over token=thetoken", extra={"reason": f"Bearer {hidden}"}
            )
    text = "\n".join(lines())
    assert "ValueError" in text
    for secret in ("thesignature", "thetoken", hidden):
        assert secret not in text


def test_a_value_that_was_sent_makes_no_second_line(set_up: Callable[[str], Lines]) -> None:
    lines = set_up("lines")
    logging.getLogger("melodymaker").warning("refused", extra={"reason": "a\n2026 [error] forged"})
    assert len(lines()) == 1


def test_what_is_bound_in_one_thread_stays_there(set_up: Callable[[str], Lines]) -> None:
    lines = set_up("json")
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        other = threading.Thread(target=lambda: logging.getLogger("melodymaker").warning("apart"))
        other.start()
        other.join()
    assert "request_id" not in json.loads(lines()[0])
