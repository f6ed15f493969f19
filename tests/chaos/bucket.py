"""The S3 API of `deploy.local`, with the clock that the app has, and a switch that has it refuse everything."""

import os
from pathlib import Path

from tests.chaos.paced import follow_clock

SWITCH = "s3-refuses"


def main() -> None:
    """Serve, and refuse with the status that stands in the file beside the clock, while it is there."""
    clock = Path(os.environ["CLOCK"])
    follow_clock(clock)
    from deploy.local import strict_s3

    switch = clock.with_name(SWITCH)
    strict_s3.main(lambda: switch.read_text() if switch.exists() else "")


if __name__ == "__main__":
    main()
