"""What the API answers, as the document describes it. A field is never taken out and never changes its meaning."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from melodymaker import ports, routes
from melodymaker.playlists.queries import PlaylistRow
from melodymaker.songs.records import RequestRecord, SongRecord
from melodymaker.types import RemixKind, Stage, Status, Voice


class Answer(BaseModel):
    """Made of a record of the same names."""

    model_config = ConfigDict(from_attributes=True)


class Song(Answer):
    """One take. What an unfinished song does not have yet is empty or 0."""

    id: str
    generation_id: str
    title: str
    take: str = Field(description="A roams, B keeps to the text.", examples=["A"])
    status: Status
    reason: str = Field(description="Why it failed.")
    style: str = Field(examples=["folk, warm, guitar"])
    lyrics: str
    instrumental: bool
    bpm: int
    key: str = Field(examples=["D minor"])
    duration: float = Field(description="In seconds.")
    seed: int
    engine: str
    language: str = Field(description="Of the lyrics (ISO 639), where the engine knows it.")
    sung: bool = Field(description="False where nobody sings the lyrics.")
    categories: list[str]
    artist: str
    handle: str = Field(description="The artist's.")
    own: bool
    published: bool
    favorite: bool
    liked: bool
    likes: int
    listens: int
    remixes: int
    source_id: str | None = Field(description="The song it was made of, if you may hear that.")
    created_at: datetime
    page: str = Field(description="The song's page.")


class SongPage(Answer):
    """Songs, the newest first. `cursor` is sent for those that follow; null at the end."""

    songs: list[Song]
    cursor: str | None


class Generation(Answer):
    """A request for a pair of songs, and how far it is."""

    id: str
    status: Status
    stage: Stage | None = Field(description="What is being done, while it is processing.")
    progress: float = Field(description="From 0 to 1.", ge=0, le=1)
    reason: str = Field(description="Why it failed.")
    title: str
    description: str
    style: str
    lyrics: str
    instrumental: bool
    voice: Voice
    duration: int | None
    bpm: int | None
    key: str
    seed: int | None
    remix: RemixKind
    created_at: datetime
    finished_at: datetime | None
    songs: list[Song]


class Playlist(Answer):
    """A playlist of yours, or somebody's public one."""

    id: str
    title: str
    description: str
    public: bool
    count: int = Field(description="How many of its songs you may hear.")
    page: str


class PlaylistWithSongs(Playlist):
    """A playlist with those of its songs that you may hear, in their order."""

    handle: str = Field(description="Its owner's.")
    own: bool
    songs: list[Song]


class Playlists(Answer):
    """Your playlists, the last changed first."""

    playlists: list[Playlist]


class Added(Answer):
    """How many songs are new in the playlist."""

    added: int


class Draft(Answer):
    """A song as the engine's writer proposes it. `duration` is in seconds."""

    title: str
    style: str
    lyrics: str
    bpm: int
    key: str
    duration: float


class Engine(Answer):
    """What makes the songs, and what it can do. Lengths are in seconds."""

    label: str
    sings: bool
    shortest: int
    longest: int
    languages: list[str]
    remix: list[RemixKind] = Field(description="The kinds of remix that it makes.")
    voices: list[Voice] = Field(description="Who may be asked to sing; empty where one cannot choose.")


class Me(Answer):
    """Whose key this is, what it may do, and what makes the songs."""

    id: str
    name: str
    handle: str
    may_create: bool = Field(description="Whether this key may change anything.")
    engine: Engine


def song_answer(song: SongRecord) -> Song:
    """A song of a record."""
    return Song(
        **_values(song, _SONG_FIELDS),
        status=Status(song.status),
        categories=list(song.categories),
        published=song.published_at is not None,
        favorite=song.favorite_at is not None,
        page=_page(routes.song(song.id)),
    )


def generation_answer(record: RequestRecord) -> Generation:
    """A request of a record."""
    return Generation(
        **_values(record.request, _REQUEST_FIELDS),
        id=record.id,
        status=Status(record.status),
        stage=Stage(record.stage) if record.stage and record.status == Status.PROCESSING else None,
        progress=record.progress,
        reason=record.reason,
        created_at=record.created_at,
        finished_at=record.finished_at,
        songs=[song_answer(song) for song in record.songs],
    )


def playlist_answer(row: PlaylistRow) -> Playlist:
    """A playlist of a row."""
    return Playlist(**_playlist_fields(row))


def playlist_with_songs(row: PlaylistRow, handle: str, songs: list[SongRecord], *, own: bool) -> PlaylistWithSongs:
    """A playlist of a row, with these songs."""
    listed = [song_answer(song) for song in songs]
    return PlaylistWithSongs(**_playlist_fields(row), handle=handle, own=own, songs=listed)


def engine_answer() -> Engine:
    """The engine in use."""
    can = ports.in_use().generator.capabilities
    return Engine(
        label=can.label,
        sings=can.sings,
        shortest=can.shortest,
        longest=can.longest,
        languages=list(can.languages),
        remix=list(can.remix),
        voices=list(can.voices),
    )


def _playlist_fields(row: PlaylistRow) -> dict[str, Any]:
    return {**_values(row, ("id", "title", "description", "public", "count")), "page": _page(routes.playlist(row.id))}


def _values(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _page(address: str) -> str:
    return f"{ports.in_use().site.url}{address}"


_MADE = {"status", "categories", "published", "favorite", "page"}
_SONG_FIELDS = [name for name in Song.model_fields if name not in _MADE]
_REQUEST_FIELDS = (
    *("title", "description", "style", "lyrics", "instrumental", "voice", "duration", "bpm", "key", "seed", "remix"),
)
