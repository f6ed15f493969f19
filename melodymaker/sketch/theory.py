"""Keys, scales and chords as pitch classes (0 = C … 11 = B)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
MINOR_SCALE = (0, 2, 3, 5, 7, 8, 10)
PENTATONIC = {"major": (0, 2, 4, 7, 9), "minor": (0, 3, 5, 7, 10)}
BLUES_SCALE = (0, 3, 5, 6, 7, 10)

_LETTERS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
# The spelling players expect: few accidentals in the key signature.
_MAJOR_NAMES = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
_MINOR_NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B")

_KEY = re.compile(
    r"([A-G])\s*(?:-\s*)?(?:(#|♯|b|♭|sharp|flat)\s*(?:-\s*)?)?(?:-\s*)?(major|minor|maj|min|m)?",
    re.IGNORECASE,
)

_QUALITIES = {
    "": (0, 4, 7),
    "m": (0, 3, 7),
    "dim": (0, 3, 6),
    "sus4": (0, 5, 7),
    "sus2": (0, 2, 7),
    "add9": (0, 4, 7, 2),
    "madd9": (0, 3, 7, 2),
    "6": (0, 4, 7, 9),
    "7": (0, 4, 7, 10),
    "maj7": (0, 4, 7, 11),
    "m7": (0, 3, 7, 10),
    "m7b5": (0, 3, 6, 10),
    "9": (0, 4, 7, 10, 2),
    "maj9": (0, 4, 7, 11, 2),
    "m9": (0, 3, 7, 10, 2),
    "5": (0, 7),
}
_DEGREES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7}
_ROMAN = re.compile(r"([b#]?)([IViv]+)((?:[^IViv].*)?)")


@dataclass(frozen=True)
class Key:
    """A tonic pitch class and a mode, "major" or "minor"."""

    tonic: int
    mode: str

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven pitch classes, from the tonic up."""
        steps = MAJOR_SCALE if self.mode == "major" else MINOR_SCALE
        return tuple((self.tonic + step) % 12 for step in steps)

    def __str__(self) -> str:
        names = _MAJOR_NAMES if self.mode == "major" else _MINOR_NAMES
        return f"{names[self.tonic]} {self.mode}"


@dataclass(frozen=True)
class Chord:
    """A root, its pitch classes in order of importance and the symbol it came from."""

    root: int
    classes: tuple[int, ...]
    symbol: str


def parse_key(text: str) -> Key:
    """Return the key named by "D minor", "Bb major", "F♯m"; raise ValueError otherwise."""
    match = _KEY.fullmatch(text.strip())
    if not match:
        message = f"key must be a note and major or minor, like D minor; not {text[:40]!r}"
        raise ValueError(message)
    letter, accidental, mode = match.groups()
    tonic = _LETTERS[letter.upper()]
    accidental = (accidental or "").lower()
    if accidental in ("#", "♯", "sharp"):
        tonic += 1
    elif accidental in ("b", "♭", "flat"):
        tonic -= 1
    minor = mode == "m" or (mode or "").lower() in ("min", "minor")
    return Key(tonic % 12, "minor" if minor else "major")


@lru_cache(maxsize=2048)
def roman_chord(symbol: str, key: Key, colour: str) -> Chord:
    """Return the chord of a roman numeral in a key.

    Degrees count from the major scale ("bVI" is the flat sixth), lower case is minor.
    `colour` is "triad", "seventh", "ninth" or "power" and applies where the symbol is bare.
    """
    match = _ROMAN.fullmatch(symbol)
    if not match:
        message = f"not a roman numeral: {symbol}"
        raise ValueError(message)
    accidental, numeral, suffix = match.groups()
    step = MAJOR_SCALE[_DEGREES[numeral.upper()] - 1]
    step += {"b": -1, "#": 1, "": 0}[accidental]
    minor = numeral.islower()
    quality = suffix or _coloured(step % 12, minor=minor, colour=colour)
    if minor and quality in ("", "7", "9", "add9"):
        quality = "m" + quality
    root = (key.tonic + step) % 12
    return Chord(root, tuple((root + tone) % 12 for tone in _QUALITIES[quality]), symbol)


def _coloured(step: int, *, minor: bool, colour: str) -> str:
    if colour == "power":
        return "5"
    if colour in ("seventh", "ninth"):
        if minor:
            return "m9" if colour == "ninth" and step in (0, 2, 5, 9) else "m7"
        # The fifth and the flat seventh take a minor seventh, every other major chord a major one.
        if step in (7, 10):
            return "9" if colour == "ninth" else "7"
        return "maj9" if colour == "ninth" and step in (0, 5) else "maj7"
    return "m" if minor else ""


@lru_cache(maxsize=4096)
def local_scale(key: Key, chord: Chord) -> frozenset[int]:
    """Return the pitch classes that pass over the chord without a clash.

    A scale tone a semitone from an altered chord tone gives way to it, as the leading
    note replaces the flat seventh over the dominant of a minor key.
    """
    tones = set(key.scale)
    for tone in chord.classes:
        if tone not in tones:
            tones -= {(tone + 1) % 12, (tone - 1) % 12} - set(chord.classes)
            tones.add(tone)
    return frozenset(tones)
