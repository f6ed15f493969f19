"""What the player needs to know of a song."""

import json
from dataclasses import dataclass

from melodymaker import db
from melodymaker.rights import heard_song
from melodymaker.types import SongId, UserId

_WORDLESS = "sketch"


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
class Words:
    """The words of a song: `sung` is false where a wordless voice carries them; `lines` are (seconds, line)."""

    lyrics: str
    sung: bool
    lines: list[tuple[float, str]]


def words_of(user_id: UserId | None, song_id: SongId) -> Words:
    """The words of a song that this user, or a visitor, may hear; raises NotFound."""
    with db.read() as session:
        song = heard_song(session, user_id, song_id)
    return Words(song.lyrics, song.engine != _WORDLESS, json.loads(song.timings) if song.timings else [])
