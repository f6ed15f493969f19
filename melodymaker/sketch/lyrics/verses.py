"""Verses and bridges: lines in the rhyme scheme that goes with the genre."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.phrases.hooks import ANSWERS
from melodymaker.sketch.voice.phonemes import syllables

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.lyrics.lines import Lines
    from melodymaker.sketch.lyrics.naming import Naming

# Who speaks in the lines of a verse: the first looks around, the second is about oneself, the third about us.
_SPEAKERS = (
    ("scene", "scene", "scene", "me"),
    ("me", "you", "me", "feeling"),
    ("you", "scene", "we", "feeling"),
)
# A letter is a sound to rhyme on; the lines of an "x" rhyme with nothing.
_SCHEMES = {
    "blues": ("blues", "blues", "aabb"),
    "country": ("xaxa", "xaxa", "aabb", "list"),
    "folk": ("xaxa", "xaxa", "list", "refrain"),
    "jazz": ("aaba", "aaba", "xaxa"),
    "latin": ("aaba", "abab", "refrain"),
    "hip hop": ("aabb", "aabb", "list"),
    "house": ("refrain", "xaxa"),
    "techno": ("refrain", "xaxa"),
    "classical": ("aaba", "xaxa"),
}
_OTHER_SCHEMES = ("xaxa", "abab", "aabb", "xaxa", "abab", "aabb", "refrain", "list")
# Where a choir or a crowd answers the singer.
_ANSWERED = frozenset({"gospel", "soul", "funk", "reggae", "house"})
_PICTURES = 3


def scheme_for(categories: tuple[str, ...], rng: Random) -> str:
    """Return the rhyme scheme of a song's verses, or "blues", "refrain" or "list"."""
    schemes = next((_SCHEMES[name] for name in categories if name in _SCHEMES), _OTHER_SCHEMES)
    return rng.choice(schemes)


def write_verse(scheme: str, number: int, lines: Lines, naming: Naming | None) -> list[str]:
    """Return the lines of the verse of that number, counted from 1; later ones name the song's subject too."""
    speakers = _SPEAKERS[(number - 1) % len(_SPEAKERS)]
    named = _named(naming, number, lines) if naming else ""
    if scheme == "blues":
        return _blues(speakers, lines)
    if scheme == "list" and number == 1:
        last = next(filter(lines.can_rhyme, lines.pictures), "")
        if last and len(lines.pictures) >= _PICTURES:
            return _list(last, speakers[-1], lines)
    if scheme == "refrain" and naming:
        return [*_rhymed("xaa", speakers, lines, named), naming.hook]
    return _rhymed(scheme if set(scheme) <= set("abx") else "xaxa", speakers, lines, named)


def answered(verse: list[str], categories: tuple[str, ...], mood: str, rng: Random) -> list[str]:
    """Return the verse with a choir's answers where the genre has them."""
    if not _ANSWERED & set(categories):
        return verse
    first, second = rng.sample(ANSWERS[mood], 2)
    return [
        f"{line} ({first if place == 0 else second})" if place in (0, 2) else line for place, line in enumerate(verse)
    ]


def write_bridge(lines: Lines) -> list[str]:
    """Return four lines that turn the song round."""
    return _rhymed("abab", ("turn", "feeling", "turn", "feeling"), lines, "")


def _rhymed(scheme: str, speakers: tuple[str, ...], lines: Lines, named: str) -> list[str]:
    """Return a line for each letter; `named` opens a verse that rhymes with nothing there."""
    sounds: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    verse: list[str] = []
    for letter, speaker in zip(scheme, speakers, strict=False):
        if letter == "x" or scheme.count(letter) == 1:
            verse.append(named if named and not verse else lines.free(speaker))
            continue
        if letter not in sounds:
            sounds[letter] = lines.sound(*sounds.values())
        verse.append(lines.rhymed(speaker, sounds[letter], taken.setdefault(letter, set())))
    return verse


def _blues(speakers: tuple[str, ...], lines: Lines) -> list[str]:
    """Return a line, the same again, and the one that answers it."""
    sound = lines.sound()
    taken: set[str] = set()
    first = lines.rhymed(speakers[0], sound, taken)
    return [first, first, lines.rhymed(speakers[-1], sound, taken)]


def _list(last: str, speaker: str, lines: Lines) -> list[str]:
    """Return what there is to see, `last` the last of it, and a line that rhymes with that."""
    lines.pictures.remove(last)
    first, second = lines.pictures.pop(), lines.pictures.pop()
    return [first, second, f"and {last}", lines.rhyming_with(last, speaker)]


def _named(naming: Naming, number: int, lines: Lines) -> str:
    """Return the line that names the subject, with an ending where there is room for one; none in the first verse."""
    if number == 1:
        return ""
    mention = naming.mentions[(number - 2) % len(naming.mentions)]
    room = lines.length - syllables(mention)
    return lines.ended(mention) if room > 1 else mention
