"""Who sings each take: what was asked for, what the text names, or one singer each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.voice.assets import voice_fault
from melodymaker.sketch.voice.lines import is_english
from melodymaker.sketch.voices import HIGHER, HUMMED, LOWER, NONE, SINGERS
from melodymaker.sketch.words import find, lexicon, tokens

if TYPE_CHECKING:
    from melodymaker.sketch.request import SketchRequest

_NAMED = lexicon(
    {
        HIGHER: (
            *(
                "female",
                "woman",
                "women",
                "girl",
                "lady",
                "she sings",
                "her voice",
                "soprano",
                "alto",
                "mezzo",
                "songstress",
            ),
            *("diva", "female vocals", "female voice", "female singer", "high voice", "higher voice"),
        ),
        LOWER: (
            *(
                "male",
                "a man",
                "man sings",
                "man singing",
                "man's",
                "boy",
                "guy",
                "male vocals",
                "male voice",
                "male singer",
                "he sings",
                "his voice",
                "baritone",
                "tenor",
            ),
            *("bass voice", "crooner", "low voice", "lower voice", "deep voice", "man's voice"),
        ),
    }
)

_PLAYED = frozenset(
    (
        "sax",
        "saxes",
        "saxophone",
        "saxophones",
        "guitar",
        "clarinet",
        "flute",
        "horn",
        "recorder",
        "trombone",
        "ukulele",
    )
)


def voices_of(request: SketchRequest, text: str, *, sung: bool) -> tuple[str, str]:
    """Return who sings take A and take B; "" where the song has no words."""
    if not sung:
        return "", ""
    if request.voice == NONE:
        return NONE, NONE
    if voice_fault() or (request.lyrics and not is_english(request.lyrics)):
        return HUMMED, HUMMED
    asked = request.voice if request.voice in SINGERS else _named(text)
    if asked:
        return asked, asked
    first = chance("singer", request.seed, text).choice((HIGHER, LOWER))
    return first, LOWER if first == HIGHER else HIGHER


def _named(text: str) -> str:
    """The singer that the text asks for, if it asks for one and not for both."""
    stream = tokens(text)
    hits = [found for found in find(stream, _NAMED) if not found.negated]
    # A tenor sings, a tenor sax is played.
    named = {found.name for found in hits if not _PLAYED & set(stream[found.end : found.end + 1])}
    return named.pop() if len(named) == 1 and "duet" not in stream else ""
