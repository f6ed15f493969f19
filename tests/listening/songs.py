"""Ten songs heard by machine: `python -m tests.listening.songs FOLDER` prints what is found and draws each song.

Each line of the table says, of a sung song of 60 s, how many lines it has and how many of them a recogniser finds among
all lines of the song and sixty others, how many notes are within 50 cents, how far off the median note is, and how many
vowels begin within 40 ms of their note.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from melodymaker.sketch.original import original
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.voice.phrasing import SungNote
from tests.listening.finished import finished, lead_of
from tests.listening.picture import draw
from tests.listening.sixty_lines import LINES
from tests.listening.voice import RATE, Recogniser, cents_off, onset_errors, pitch_of

PROMPTS = (
    "a bright pop song about the first day of summer",
    "a slow soul ballad about a letter that never came",
    "a house track about dancing until the morning",
    "a rock song about leaving a small town",
    "a heavy metal song about a winter storm",
    "a hip hop song about my grandmother's kitchen",
    "a folk song about the last train home",
    "a jazz waltz about the moon over the river",
    "a reggae song about the sea",
    "a country song about an old truck and a dog",
)
_SECONDS = 60.0
_SHORTEST_NOTE = 0.12


@dataclass(frozen=True)
class Heard:
    """What is found in a sung song; shares are 0 … 1."""

    lines: int
    found: int
    in_tune: float
    cents: float
    in_time: float


def main(arguments: list[str]) -> int:
    """Print the table and draw the songs; return 0, or 1 without a folder."""
    if len(arguments) != 1:
        sys.stderr.write("python -m tests.listening.songs FOLDER\n")
        return 1
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    print("| song | singer | lines | found | notes within 50 cents | median off | vowels within 40 ms |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for index, prompt in enumerate(PROMPTS):
        piece = original(SketchRequest(prompt, duration=_SECONDS, seed=index))[2][index % 2]
        lead = lead_of(piece)
        heard = listen(piece, lead)
        title = f"{prompt} ({piece.plan.voice} voice, {piece.plan.bpm} bpm, {piece.plan.key})"
        notes = _notes(piece)
        draw(folder / f"{index + 1:02}.png", title, finished(piece), RATE, notes, pitch_of(lead))
        print(
            f"| {prompt} | {piece.plan.voice} | {heard.lines} | {heard.found} | {heard.in_tune:.0%} "
            f"| {heard.cents:.0f} cents | {heard.in_time:.0%} |",
            flush=True,
        )
    return 0


def listen(piece: Piece, lead: np.ndarray) -> Heard:
    """Return what is found in the lead of a piece."""
    pitch = pitch_of(lead)
    long = [cents_off(pitch, note) for note in _notes(piece) if note.end - note.start >= _SHORTEST_NOTE]
    medians = np.abs([np.median(cents) if len(cents) else np.inf for cents in long])
    onsets = np.abs(onset_errors(lead, [phrase for phrase in piece.vocal.phrases if not phrase.backing]))
    lines = [line for line in piece.vocal.lines if not line.text.startswith("(")]
    recogniser = Recogniser(sorted({line.text for line in lines} | set(LINES)))
    found = 0
    for line in lines:
        begin = max(0, round((line.times[0] - 0.35) * RATE))
        found += recogniser.line_in(lead[begin : round((line.times[-1] + 0.3) * RATE)]) == line.text
    return Heard(
        lines=len(lines),
        found=found,
        in_tune=float(np.mean(medians < 50)),
        cents=float(np.median(medians)),
        in_time=float(np.mean(onsets <= 0.040)),
    )


def _notes(piece: Piece) -> list[SungNote]:
    return [
        note for phrase in piece.vocal.phrases if not phrase.backing for syllable in phrase.notes for note in syllable
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
