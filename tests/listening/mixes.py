"""The sketch engine's mixes beside published figures: `python -m tests.listening.mixes [SEED]` prints a table.

Of each family of genres two prompts are made at 60 s, both takes. What lies outside of the family's ranges is named in
the last column; `tests/listening/targets.py` says where the ranges come from.
"""

from __future__ import annotations

import sys

from melodymaker.sketch.original import original
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.synth import RATE
from tests.listening.figures import OCTAVES, MixFigures, measure
from tests.listening.finished import finished
from tests.listening.targets import FAMILIES

_SECONDS = 60.0


def main(arguments: list[str]) -> int:
    """Print the table; return 0, or 1 where a mix lies outside of its family's ranges."""
    seed = int(arguments[0]) if arguments else 3
    octaves = " | ".join(f"{octave} Hz" for octave in OCTAVES)
    print(f"| family | song | crest | range | slope | correlation | bass | {octaves} | outside |")
    print("| --- | --- |" + " ---: |" * (5 + len(OCTAVES)) + " --- |")
    outside = 0
    for family in FAMILIES:
        for prompt in family.prompts:
            for take, piece in enumerate(original(SketchRequest(prompt, duration=_SECONDS, seed=seed))[2]):
                figures = measure(finished(piece), RATE)
                misses = family.misses(figures)
                outside += len(misses)
                print(
                    f"| {family.name} | {prompt}, {'AB'[take]} | {_cells(figures)} | {', '.join(misses)} |", flush=True
                )
    return int(outside > 0)


def _cells(figures: MixFigures) -> str:
    first = [figures.crest, figures.range, figures.slope]
    cells = [f"{value:.1f}" for value in first] + [f"{figures.correlation:.2f}", f"{figures.bass:.0f}"]
    return " | ".join(cells + [f"{level:+.1f}" for level in figures.octaves.values()])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
