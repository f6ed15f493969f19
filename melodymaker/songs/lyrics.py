"""Reads of a song's lyrics: to be read, and to be followed while it plays."""

import json
from dataclasses import dataclass

from melodymaker import db
from melodymaker.songs.permissions import get_playable_song
from melodymaker.songs.rows import details
from melodymaker.types import SongId, UserId


@dataclass(frozen=True)
class LyricsRow:
    """A song's lyrics, to be read. `sung` is false where the engine only writes them."""

    title: str
    about: str
    text: str
    sung: bool


@dataclass(frozen=True)
class TimedLyrics:
    """The lyrics of a song: `sung` is false where a wordless voice carries them; `lines` are (seconds, line)."""

    lyrics: str
    sung: bool
    lines: list[tuple[float, str]]


def timed_lyrics_of(user_id: UserId | None, song_id: SongId) -> TimedLyrics:
    """The lyrics of a song that this user, or a visitor, may hear; raises NotFound."""
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    return TimedLyrics(song.lyrics, song.sung, json.loads(song.timings) if song.timings else [])


def lyrics_of(user_id: UserId, song_id: SongId) -> LyricsRow:
    """The lyrics of a song that the user may hear; raises NotFound."""
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    about = " · ".join(filter(None, (f"Take {song.take}", song.style, details(song))))
    return LyricsRow(song.title, about, song.lyrics, song.sung)
