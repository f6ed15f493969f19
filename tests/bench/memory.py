"""The memory of a process and of everything below it, read from Linux's /proc.

RSS counts a page once for each process that maps it; PSS shares it out among them, so only sums of
PSS say what a machine must have. The tree is walked from parent to child, because the engine runs in
a process group of its own.
"""

import os
import threading
import time
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import Self

_PAGE = os.sysconf("SC_PAGE_SIZE")
_STEP_SECONDS = 0.02
# Adding up a process's PSS walks its page tables, so it is read more rarely.
_STEPS_A_PSS = 5


def tree(root: int) -> list[int]:
    """The ids of the process and of all its descendants."""
    children = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended in between
            # The name in brackets may hold anything, so count from behind it.
            children[int(stat.read_text().rpartition(")")[2].split()[1])].append(int(stat.parent.name))
    found = [root]
    for pid in found:
        found.extend(children[pid])
    return found


def rss(pids: list[int]) -> int:
    """The sum of the processes' resident memory, in bytes."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    return total


def pss(pids: list[int]) -> int:
    """The sum of the processes' proportional shares of memory, in bytes."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return total


def processor_seconds(pids: list[int]) -> float:
    """How long the processes have been at work, all together."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            total += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return total / os.sysconf("SC_CLK_TCK")


def open_files(pids: list[int]) -> int:
    """How many files and connections the processes hold open, all together."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            total += sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())
    return total


def engine_runs(root: int) -> bool:
    """Whether a sketch engine is at work below the process."""
    for pid in tree(root):
        with suppress(OSError):
            if b"melodymaker.sketch" in Path(f"/proc/{pid}/cmdline").read_bytes():
                return True
    return False


class Peak:
    """The most memory that a tree of processes took while the block ran, sampled every 20 ms (PSS: 100 ms)."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._sample, name="peak", daemon=True)
        self.rss = self.pss = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _sample(self) -> None:
        step = 0
        while not self._over.is_set():
            pids = tree(self._root)
            self.rss = max(self.rss, rss(pids))
            if step % _STEPS_A_PSS == 0:
                self.pss = max(self.pss, pss(pids))
            step += 1
            time.sleep(_STEP_SECONDS)
