"""A small disk for DATA_DIR, which can be filled."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The file that takes up the room.
FILL = "fill"
# No song is begun with less than 256 MiB free.
_SIZE = "400m"


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Whether the folder could be put on a disk of its own in memory, which only root can have; until the block ends."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
