"""`python -m gpu.bench` prints a JSON object a line, `name value unit budget holds`, and a table at the end.

Weights are random, for time does not depend on their values: tiny models by default, which run anywhere and show that
the measures work; `--real` builds models as large as the real ones, in the card's memory, which wants a card. Names
choose among the measures: steps pair words cards queue.
"""

import argparse
import sys
import traceback

import torch

from gpu.bench.measures import MEASURES, Bench
from gpu.bench.report import Report
from gpu.catalog import MUSIC

_LENGTHS = (60.0, 180.0, 240.0, 600.0)
_CARDS = (8.0, 12.0, 16.0, 24.0)


def main() -> int:
    """Measure what the command line names; the exit status says whether all could be measured."""
    parser = argparse.ArgumentParser(prog="python -m gpu.bench")
    parser.add_argument("names", nargs="*", help=f"of {' '.join(MEASURES)}; all without any")
    parser.add_argument("--music", nargs="+", choices=tuple(MUSIC), default=tuple(MUSIC))
    parser.add_argument("--real", action="store_true", help="models as large as the real ones")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--duration", type=float, help="seconds of each take (180 for real models)")
    options = parser.parse_args()
    report = Report(options.device)
    bench = Bench(
        report=report,
        real=options.real,
        music=tuple(options.music),
        lengths=_LENGTHS if options.real else (10.0, 12.0),
        duration=options.duration or (180.0 if options.real else 10.0),
        cards=_CARDS,
    )
    failed = [name for name in options.names or MEASURES if not _measured(name, bench)]
    print(report.table())
    return 1 if failed else 0


def _measured(name: str, bench: Bench) -> bool:
    try:
        MEASURES[name](bench)
    except Exception:  # noqa: BLE001 - time on a card is short: what can be measured is
        traceback.print_exc()
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
