"""Progress on stderr; stdout is for figures."""

import sys
import time

_start = time.monotonic()


def say(text: str) -> None:
    """Print a line with the time since the start."""
    print(f"{time.monotonic() - _start:6.1f} s  {text}", file=sys.stderr, flush=True)
