"""The app's processes as the faults need them: with waits that are shorter, and a clock that can be set.

`python -m tests.chaos.paced` is a worker; `create` is the app, for Granian. PACE is by what the leases and pauses are
divided (1: the product's own), CLOCK a file that holds the seconds by which this machine's clock is wrong.
"""

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import time_machine

_LOOK_SECONDS = 0.05


def shorten(pace: float) -> None:
    """Divide the app's leases and pauses; before anything else of the app is imported, since modules copy them."""
    from melodymaker.generation import timing

    for name in ("LEASE", "LONGEST_LEASE", "UNREACHABLE_WAIT", "LONGEST_WAIT"):
        setattr(timing, name, getattr(timing, name) / pace)
    timing.BACKOFF = tuple(wait / pace for wait in timing.BACKOFF)  # pyright: ignore[reportAttributeAccessIssue]

    from huey.consumer import Scheduler

    from melodymaker.adapters import gpu_generator, gpu_service
    from melodymaker.api_keys import stored_answers
    from tasks import songs

    Scheduler.periodic_task_seconds = 60 / pace
    stored_answers.GIVEN_UP_AFTER /= pace
    gpu_service._TIMEOUT = httpx.Timeout(10 / pace, read=160 / pace)
    gpu_service._LONGEST_PAUSE /= pace
    gpu_service.GpuService.__init__.__kwdefaults__["pause"] /= pace
    gpu_generator._FIRST_POLL /= pace
    gpu_generator._LONGEST_POLL /= pace
    gpu_generator._RETRY_AFTER /= pace
    songs.HEARTBEAT /= pace  # pyright: ignore[reportAttributeAccessIssue]


def follow_clock(file: Path) -> None:
    """From now on have this process's clock as wrong as the file says; what counts from its start goes on as it is."""
    travelled = time_machine.travel(datetime.now(UTC), tick=True).start()

    def follow() -> None:
        wrong = 0.0
        while True:
            with suppress(OSError, ValueError):
                wanted = float(file.read_text())
                travelled.shift(wanted - wrong)
                wrong = wanted
            time.sleep(_LOOK_SECONDS)

    threading.Thread(target=follow, name="clock", daemon=True).start()


def begin() -> None:
    """What the environment says."""
    follow_clock(Path(os.environ["CLOCK"]))
    shorten(float(os.environ["PACE"]))


def create() -> Any:
    """The app as Granian wants it."""
    begin()
    from reflex_base.environment import environment

    environment.REFLEX_SKIP_COMPILE.set(True)  # the pages are not asked for
    from melodymaker.app import app

    return app()


if __name__ == "__main__":
    begin()
    from tasks import worker

    worker.main()
