"""What the player needs to know of a song and its lyrics."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Track:
    """One playable song, as the browser's player receives it.

    `peaks` holds 160 levels, one character each: its place in the URL-safe base64 alphabet, 0 to 63.
    `loudness` is in LUFS. The three addresses stay the same for the life of the song; each redirects to a signed,
    expiring one.
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


@dataclass(frozen=True)
class LyricLine:
    """One line of a song's lyrics: its text, whether it is the heading of a section, and when it is sung.

    `seconds` counts from the start of the song, and only where the line is `timed`.
    """

    text: str
    heading: bool = False
    timed: bool = False
    seconds: float = 0.0
