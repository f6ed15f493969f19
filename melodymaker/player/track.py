"""What the player needs to know of a song and its lyrics."""

from dataclasses import dataclass, field

from melodymaker.i18n import t


@dataclass(frozen=True)
class Track:
    """One playable song, as the browser's player receives it.

    `peaks` holds 160 levels, one character each: its place in the URL-safe base64 alphabet, 0 to 63.
    `loudness` is in LUFS; `take` is A or B. The addresses stay the same for the life of the song; each redirects to a
    signed, expiring one. `thumb` is the cover for a row, `tile` the one for a grid.
    """

    id: str
    title: str
    artist: str
    audio: str
    cover: str
    thumb: str
    seconds: float
    peaks: str
    loudness: float = -14.0
    liked: bool = False
    take: str = ""
    tile: str = ""


NOBODY_SINGS = t("Nobody sings these lyrics: the tune is carried by a wordless voice, or by an instrument.")


@dataclass(frozen=True)
class LyricWord:
    """One word of a line with what stands around it, and when it is sung, in seconds from the song's start."""

    text: str
    seconds: float


@dataclass(frozen=True)
class LyricLine:
    """One line of a song's lyrics: its text, whether it is the heading of a section, and when it is sung.

    `seconds` counts from the start of the song, and only where the line is `timed`; `words` are there where each has
    a time of its own.
    """

    text: str
    heading: bool = False
    timed: bool = False
    seconds: float = 0.0
    words: list[LyricWord] = field(default_factory=list)
