"""Waiting, within bounds, for what another process or thread does."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(true: Callable[[], T], seconds: float = 20, *, every: float = 0.02) -> T:
    """The first true answer; fails the test when none has come after that many seconds."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (answer := true()):
        assert time.monotonic() < deadline, f"not true within {seconds} s"
        pause.wait(every)
    return answer


def stays(true: Callable[[], object], seconds: float) -> None:
    """Fails the test as soon as it is not true, within that many seconds."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while time.monotonic() < deadline:
        assert true()
        pause.wait(0.05)
