"""Two takes at once, each in a child process that never outlives its parent."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import shutil
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from melodymaker.sketch.take import TakeOrder, make_take

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from pathlib import Path

    from melodymaker.sketch.request import SketchTake

STAGES = ("writing", "composing", "cover", "finishing")
_PR_SET_PDEATHSIG = 1
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_LAST_BYTES = 1024 * 1024


class TakeFailed(RuntimeError):
    """A take could not be made; `no_room` says that there is no room for its files."""

    def __init__(self, message: str, *, no_room: bool = False) -> None:
        self.no_room = no_room
        super().__init__(message)


def make_takes(orders: Sequence[TakeOrder], on_progress: Callable[[str, float], None]) -> list[SketchTake]:
    """Return the takes of the orders, in order.

    `on_progress` gets the stage of the slowest take and the mean fraction.

    Raises TakeFailed, naming the child's error, when one cannot be made.
    """
    progress = _Progress(len(orders), on_progress)
    if _cpus() < 2 or len(orders) < 2:
        return [_take_alone(at, order, progress) for at, order in enumerate(orders)]
    return _Children(orders, progress).run()


def _take_alone(at: int, order: TakeOrder, progress: _Progress) -> SketchTake:
    try:
        return make_take(order, lambda stage, part: progress.update(at, stage, part))
    except Exception as error:
        message = f"take {at + 1} could not be made: {error}"
        raise TakeFailed(message, no_room=is_out_of_room(error, order.folder)) from error


def is_out_of_room(error: Exception, folder: Path) -> bool:
    """Whether the disk is full: the libraries that write sound and pictures do not always say so."""
    if isinstance(error, OSError) and error.errno in _DISK_FULL:
        return True
    try:
        return shutil.disk_usage(folder).free < _LAST_BYTES
    except OSError:
        return False


def _cpus() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Progress:
    """Joins the takes' progress into one that only goes forward."""

    def __init__(self, count: int, report: Callable[[str, float], None]) -> None:
        self.stages = [STAGES[1]] * count
        self.parts = [0.0] * count
        self.report = report

    def update(self, take: int, stage: str, part: float) -> None:
        self.stages[take] = stage
        self.parts[take] = max(self.parts[take], part)
        slowest = min(self.stages, key=STAGES.index)
        self.report(slowest, sum(self.parts) / len(self.parts))


class _Children:
    """The child processes of one pair and their pipes."""

    def __init__(self, orders: Sequence[TakeOrder], progress: _Progress) -> None:
        # Forking shares what is imported already; where it is not safe, a fresh start is.
        linux = sys.platform == "linux"
        if linux:
            _import_once()
        context = multiprocessing.get_context("fork") if linux else multiprocessing.get_context("spawn")
        self.progress = progress
        self.processes = []
        self.pipes: dict[Connection, int] = {}
        for at, order in enumerate(orders):
            mine, its = context.Pipe(duplex=False)
            process = context.Process(target=_child, args=(order, its, os.getpid()), daemon=True, name=f"take-{at + 1}")
            process.start()
            its.close()
            self.processes.append(process)
            self.pipes[mine] = at

    def run(self) -> list[SketchTake]:
        results: dict[int, SketchTake] = {}
        open_pipes = dict(self.pipes)
        try:
            while open_pipes:
                for pipe in wait(list(open_pipes)):
                    at = open_pipes[pipe]  # type: ignore[index]
                    try:
                        kind, *rest = pipe.recv()  # type: ignore[union-attr]
                    except EOFError:
                        del open_pipes[pipe]  # type: ignore[arg-type]
                        if at not in results:
                            self._raise(at, "it ended early", no_room=False)
                        continue
                    if kind == "progress":
                        self.progress.update(at, *rest)
                    elif kind == "failed":
                        self._raise(at, rest[0], no_room=rest[1])
                    else:
                        results[at] = rest[0]
        finally:
            self._stop()
        return [results[at] for at in range(len(self.processes))]

    def _raise(self, at: int, reason: str, *, no_room: bool) -> None:
        message = f"take {at + 1} could not be made: {reason}"
        raise TakeFailed(message, no_room=no_room)

    def _stop(self) -> None:
        for process in self.processes:
            # A child that has sent everything is about to end by itself.
            process.join(0.5 if sys.exc_info()[0] is None else 0)
            if process.is_alive():
                process.kill()
            process.join()
            process.close()
        for pipe in self.pipes:
            pipe.close()


def _import_once() -> None:
    """Load what the takes need before forking, so that both share it."""
    import melodymaker.sketch.compose
    import melodymaker.sketch.cover
    import melodymaker.sketch.master
    import melodymaker.sketch.mix  # noqa: F401
    import song_files.encoding
    import song_files.tags  # noqa: F401


def _child(order: TakeOrder, pipe: Connection, parent: int) -> None:
    """Make one take and send what happens through the pipe."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent(parent)
    try:
        take = make_take(order, lambda stage, part: pipe.send(("progress", stage, part)))
        pipe.send(("done", take))
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - the parent raises it with its text
        with suppress(OSError):
            pipe.send(("failed", f"{type(error).__name__}: {error}", is_out_of_room(error, order.folder)))
    finally:
        pipe.close()


def _end_with_parent(parent: int) -> None:
    """Ask Linux to kill this process when its parent ends, however that ends."""
    if sys.platform != "linux":
        return
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
