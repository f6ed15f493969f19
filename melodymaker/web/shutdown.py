"""Whether this process has been asked to end.

The server then takes no new connections, closes websockets, and waits for the answers that it is giving. Those that go
on until something happens would keep it waiting: they ask here.
"""

import asyncio
import signal
from collections.abc import Callable

_NUMBERS = (signal.SIGTERM, signal.SIGINT)
_ending = False


def is_ending() -> bool:
    """Whether SIGTERM or SIGINT has come."""
    return _ending


def watch() -> None:
    """Note from now on when a signal comes, before what the server itself does about it; called on the event loop."""
    global _ending
    _ending = False
    loop = asyncio.get_running_loop()
    for number in _NUMBERS:
        # asyncio has no way to ask for the handler of a signal; without one the server has none of its own.
        handle = getattr(loop, "_signal_handlers", {}).get(number)
        if handle is not None:
            loop.add_signal_handler(number, _end, handle._run)  # noqa: SLF001 - as above


def _end(then: Callable[[], object]) -> None:
    global _ending
    # Once: Granian waits for ever to hand over a second signal, and the terminal's own comes with its parent's.
    if not _ending:
        _ending = True
        then()
