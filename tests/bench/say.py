"""What people see while it runs; stdout is for figures."""

import sys
import time

_start = time.monotonic()


def say(words: str) -> None:
    """Print a line with the time since the start."""
    print(f"{time.monotonic() - _start:6.1f} s  {words}", file=sys.stderr, flush=True)
