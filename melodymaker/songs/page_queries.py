"""Reads of one song, for its page, its card and its embedded player."""

from dataclasses import dataclass

from sqlmodel import col

from melodymaker import db
from melodymaker.db.models import Follow, Song, User
from melodymaker.i18n import later, number, t, translated
from melodymaker.i18n.music import key_name
from melodymaker.songs.lyrics import timed_lines
from melodymaker.songs.lyrics_sections import Section, sections_of, with_times
from melodymaker.songs.permissions import get_playable_song, playable_by
from melodymaker.songs.rows import SongRow, clock, select_songs, to_song_row
from melodymaker.types import SongId, UserId

# What engines are called where their own name says too little.
_ENGINE_LABELS = {"sketch": later("Sketch engine: built in, plays sampled instruments")}


@dataclass(frozen=True)
class SongPage:
    """All that a song's page shows. `takes` are those of the pair that the viewer may hear, this one among them.

    `following` says whether the viewer follows the artist.
    """

    song: SongRow
    takes: list[SongRow]
    lyrics: list[Section]
    sung: bool
    facts: list[tuple[str, str]]
    tags: list[str]
    artist_id: str = ""
    following: bool = False


@dataclass(frozen=True)
class Card:
    """The preview of a published song or playlist, where its link is pasted.

    `song_id` gives the picture, if any; `artist` is whose it is, with their handle.
    """

    title: str
    about: str
    song_id: str
    seconds: int = 0
    artist: str = ""
    handle: str = ""
    take: str = ""
    peaks: str = ""


def song_page(viewer: UserId | None, song_id: SongId) -> SongPage:
    """A song as this user, or a visitor, sees it; raises NotFound unless they may hear it."""
    with db.read() as session:
        song = get_playable_song(session, viewer, song_id)
        pair = select_songs(viewer).where(col(Song.generation_id) == song.generation_id, playable_by(viewer))
        takes = [to_song_row(row, viewer) for row in session.connection().execute(pair.order_by(col(Song.take)))]
        following = viewer is not None and session.get(Follow, (viewer, song.user_id)) is not None
    this = next(take for take in takes if take.id == song.id)
    facts = {
        t("Length"): clock(song.duration),
        t("Tempo"): t("{bpm} BPM", bpm=song.bpm) if song.bpm else "",
        t("Key"): key_name(song.key),
        t("Engine"): translated(_ENGINE_LABELS.get(song.engine, song.engine)),
        t("Words by"): song.writer,
        t("Seed"): str(song.seed),
        t("Guidance"): number(song.guidance) if song.guidance else "",
    }
    tags = [tag.strip() for tag in song.style.split(",") if tag.strip()][:12]
    known = [(name, value) for name, value in facts.items() if value]
    return SongPage(this, takes, _timed_sections(song), song.sung, known, tags, song.user_id, following)


def _timed_sections(song: Song) -> list[Section]:
    return with_times(sections_of(song.lyrics), timed_lines(song.lyrics, song.timings))


def song_card(song_id: SongId) -> Card:
    """A published song's card; raises NotFound for any other."""
    with db.read() as session:
        song = get_playable_song(session, None, song_id)
        artist = session.get_one(User, song.user_id)
        about = " · ".join(filter(None, (t("A song by {name}", name=artist.name), song.style[:160])))
        seconds = round(song.duration)
        return Card(song.title, about, song.id, seconds, artist.name, artist.handle, song.take, song.peaks)
