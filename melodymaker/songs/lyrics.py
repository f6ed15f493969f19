"""Reads of a song's lyrics: to be read, and to be followed while it plays."""

import json
from dataclasses import dataclass
from typing import Any

from melodymaker import db
from melodymaker.i18n import t
from melodymaker.player.track import LyricLine, LyricWord
from melodymaker.songs.lyrics_sections import Section, sections_of
from melodymaker.songs.permissions import get_playable_song
from melodymaker.songs.rows import details
from melodymaker.types import SongId, UserId
from song_files.headings import heading_of


@dataclass(frozen=True)
class LyricsRow:
    """A song's lyrics, to be read. `sung` is false where nobody sings them."""

    title: str
    about: str
    sections: list[Section]
    sung: bool


@dataclass(frozen=True)
class TimedLyrics:
    """The lyrics of a song, line by line; `sung` is false where nobody sings them.

    `timed` says whether it is known of any line when it is sung.
    """

    sung: bool
    timed: bool
    lines: list[LyricLine]


def timed_lyrics_of(user_id: UserId | None, song_id: SongId) -> TimedLyrics:
    """The lyrics of a song that this user, or a visitor, may hear; raises NotFound."""
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    lines = timed_lines(song.lyrics, song.timings)
    return TimedLyrics(song.sung, any(line.timed for line in lines), lines)


def timed_lines(lyrics: str, timings: str) -> list[LyricLine]:
    """The lines of a song's lyrics, each with its time if the engine has said when it is sung.

    `timings` is JSON: [seconds, line] for each line that is sung, and as a third the seconds of each of its words, as
    spaces part them, and of the end of the last one. An engine that sang other lines than it was given
    is believed.
    """
    timed = json.loads(timings) if timings else []
    lines = []
    position = 0
    for text in filter(None, map(str.strip, lyrics.split("\n"))):
        known: list[Any] = []
        if position < len(timed) and timed[position][1] == text:
            known = timed[position]
            position += 1
        lines.append(_line(text, known))
    return lines if position == len(timed) else [_line(known[1], known) for known in timed]


def _line(text: str, known: list[Any]) -> LyricLine:
    """A line, and what is known of its times: [seconds, line], and for some lines those of the words and of the end."""
    heading = heading_of(text)
    seconds = float(known[0]) if known else 0.0
    words = text.split()
    times = known[2] if len(known) > 2 else []
    timed_words = [LyricWord(*pair) for pair in zip(words, times, strict=False)] if len(times) > len(words) else []
    return LyricLine(heading.text if heading else text, heading is not None, bool(known), seconds, timed_words)


def lyrics_of(user_id: UserId, song_id: SongId) -> LyricsRow:
    """The lyrics of a song that the user may hear; raises NotFound."""
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    about = " · ".join(filter(None, (t("Take {take}", take=song.take), song.style, details(song))))
    return LyricsRow(song.title, about, sections_of(song.lyrics), song.sung)
