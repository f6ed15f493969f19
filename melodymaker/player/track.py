"""What the player needs to know of a song."""

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
