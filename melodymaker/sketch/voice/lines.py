"""Lyrics as a singer reads them: sections with their manner, lines, and words with their sounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.voice.phonemes import is_known, pronounce, syllable_count, words
from melodymaker.sketch.voice.spelling import VOWELS
from song_files.headings import sung_lines

if TYPE_CHECKING:
    from melodymaker.sketch.verses import Part

_ASIDES = re.compile(r"([()])")
_SOFT = ("whisper", "soft", "quiet", "spoken", "breath", "gentl", "hush")
_STRONG = ("shout", "scream", "loud", "belt", "power", "big")
_TOGETHER = ("all", "choir", "together", "crowd", "gang", "everyone", "harmony", "both")
# Of English lyrics a dictionary lacks some names; of other languages it has about every other word, but few of those
# that no English text does without.
_ENGLISH = 0.56
_SURELY = 0.8
_FEW = 0.1
_COMMON = frozenset(
    [
        *("the", "a", "i", "you", "to", "and", "of", "my", "in", "on", "it", "is", "we", "be", "for", "your", "with"),
        *("no", "all", "so", "not", "this", "that", "she", "he", "was", "are", "can", "will", "don't", "i'm", "oh"),
        *("yeah", "when", "what", "up", "down", "me", "but", "they", "from", "by", "as", "at", "have", "if", "or"),
    ]
)


@dataclass(frozen=True)
class Word:
    """What stands between two spaces of a line, as it is written, and its sounds; "" for what is not sung."""

    text: str
    sounds: str
    backing: bool = False

    @property
    def syllables(self) -> int:
        """How many vowels it is sung on."""
        return syllable_count(self.sounds)


@dataclass(frozen=True)
class Verse:
    """A section of the lyrics: its kind, how it is to be sung, and its lines.

    `force` goes from −1, whispered, to 1, shouted; `together` asks for several voices.
    """

    kind: str
    lines: tuple[tuple[Word, ...], ...]
    force: float = 0.0
    together: bool = False


def read_part(part: Part) -> Verse:
    """Return a section of lyrics as it is sung."""
    force = 0.5 * any(word in part.tag for word in _STRONG) - 0.7 * any(word in part.tag for word in _SOFT)
    together = any(word in _TOGETHER for word in part.tag.split())
    return Verse(part.kind, tuple(map(read_line, part.lines)), force, together)


def read_line(line: str) -> tuple[Word, ...]:
    """Return the words of a line; those in (parentheses) are for the backing voices."""
    found: list[Word] = []
    depth = 0
    for chunk in line.split():
        aside = depth > 0 or chunk.startswith("(")
        for mark in _ASIDES.findall(chunk):
            depth = max(0, depth + (1 if mark == "(" else -1))
        spoken = [sounds for word in words(chunk) if (sounds := "".join(pronounce(word) or ()))]
        found.append(Word(chunk, " ".join(spoken), aside))
    return tuple(_joined(found))


def is_english(lyrics: str) -> bool:
    """Tell whether the dictionary has most of the words, so that they can be sung."""
    text = "\n".join(line.text for line in sung_lines(lyrics))
    letters = [char for char in text if char.isalpha()]
    if sum(char < "ɐ" for char in letters) < 0.8 * len(letters):
        return False
    found = {word.lower() for line in text.splitlines() for word in words(line)}
    known = sum(map(is_known, found))
    return known >= _SURELY * len(found) or (
        known >= _ENGLISH * len(found) and len(found & _COMMON) >= _FEW * len(found)
    )


def _joined(line: list[Word]) -> list[Word]:
    """The words as they are said one after the other: "the" and "to" change before a vowel."""
    joined = []
    vowel: bool | None = None
    for word in reversed(line):
        sounds = word.sounds
        if sounds == "ðə" and vowel:
            sounds = "ði"
        elif sounds == "tu" and vowel is False:
            sounds = "tə"
        if sounds:
            vowel = sounds.lstrip("ˈˌ")[0] in VOWELS
        joined.append(Word(word.text, sounds, word.backing))
    return joined[::-1]
