"""What an assistant can do. The docstrings and the names of the arguments are what it reads."""

from collections.abc import Callable, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from melodymaker import ports
from melodymaker.api.mcp.endpoint import holder
from melodymaker.api.v1 import account, generations, playlists, songs
from melodymaker.api.v1.answers import (
    Draft,
    Generation,
    Me,
    Playlist,
    Playlists,
    PlaylistWithSongs,
    Song,
    SongPage,
)
from melodymaker.api.v1.bodies import DraftBody, ListQuery, PlaylistBody, RemixBody, SongBody, SongIds
from melodymaker.api.v1.endpoints import Call
from melodymaker.errors import KeyOnlyReads, NotFound
from melodymaker.songs.queries import media_name
from melodymaker.types import Seconds, SongId, Status

LINK_LIFETIME = Seconds(3600)


class SongWithAudio(Song):
    """A song, with an address where it can be heard."""

    audio: str | None = Field(description="An MP3, to be heard by whoever has this address, for an hour.")


def who_am_i() -> Me:
    """Say whose account this is, what the key may do, and what the music engine can: lengths, languages, remixes."""
    return account.get_me(_call())


def draft_song(
    description: Annotated[str, Field(description="What the song is to be about, in a sentence.")],
    style: str = "",
    instrumental: bool = False,
) -> Draft:
    """Draft a song: title, style, lyrics, tempo and key. Free; show it to the user, then create it."""
    return account.create_draft(_changing(DraftBody(description=description, style=style, instrumental=instrumental)))


def create_song(
    description: Annotated[str, Field(description="What to make, in a sentence. Enough alone.")] = "",
    title: str = "",
    style: Annotated[str, Field(description='Tags, such as "folk, warm, guitar". Needed with a title or lyrics.')] = "",
    lyrics: Annotated[str, Field(description="With sections such as [Verse 1] and [Chorus].")] = "",
    instrumental: bool = False,
    duration: Annotated[int | None, Field(description="In seconds.")] = None,
    bpm: int | None = None,
    key: Annotated[str, Field(description='Such as "D minor".')] = "",
    voice: Annotated[
        Literal["auto", "higher", "lower", "none"], Field(description="Who sings; auto is one singer a take.")
    ] = "auto",
) -> Generation:
    """Ask for two songs, takes A and B of the same request. Answers at once; then wait with wait_for_songs."""
    body = SongBody(
        description=description,
        title=title,
        style=style,
        lyrics=lyrics,
        instrumental=instrumental,
        duration=duration,
        bpm=bpm,
        key=key,
        voice=voice,
        seed=None,
    )
    return songs.create_song(_changing(body))


def remix_song(
    song_id: str,
    kind: Literal["vary", "restyle", "extend", "replace"],
    style: Annotated[str, Field(description="For restyle: the other style.")] = "",
    difference: Annotated[float, Field(ge=0, le=1)] = 0.5,
    start: Annotated[float | None, Field(description="For extend and replace, in seconds.")] = None,
    end: Annotated[float | None, Field(description="For replace, in seconds.")] = None,
    duration: Annotated[int | None, Field(description="For extend: how long it lasts in all.")] = None,
) -> Generation:
    """Make two remixes of a song. Then wait with wait_for_songs."""
    body = RemixBody(kind=kind, style=style, difference=difference, start=start, end=end, duration=duration)
    return songs.remix(_changing(body, song_id=song_id))


def cancel_generation(generation_id: str) -> Generation:
    """Cancel a request that waits or is being made."""
    return generations.cancel_generation(_changing(generation_id=generation_id))


def list_songs(
    words: Annotated[str, Field(description="Words in the title, style or lyrics.")] = "",
    status: Literal["", "queued", "processing", "ready", "failed"] = "",
    favorites: bool = False,
    limit: Annotated[int, Field(ge=1, le=100)] = 25,
    cursor: Annotated[str, Field(description="From the page before.")] = "",
) -> SongPage:
    """List the user's songs, or favorites, the newest first."""
    wanted = Status(status) if status else ""
    query = ListQuery(q=words, status=wanted, favorite=favorites, limit=limit, cursor=cursor)
    return songs.list_songs(Call(holder(), {}, query))


def get_song(song_id: str) -> SongWithAudio:
    """Get a song with its lyrics, its page, and an address where it can be heard."""
    found = songs.get_song(_call(song_id=song_id))
    try:
        name, _ = media_name(holder().user_id, SongId(song_id), "stream")
        audio = ports.in_use().storage.get_url(name, LINK_LIFETIME)
    except NotFound:  # it is not ready yet
        audio = None
    return SongWithAudio(**found.model_dump(), audio=audio)


def list_playlists() -> Playlists:
    """List the user's playlists."""
    return playlists.list_playlists(_call())


def get_playlist(playlist_id: str) -> PlaylistWithSongs:
    """Get a playlist with its songs in their order."""
    return playlists.get_playlist(_call(playlist_id=playlist_id))


def create_playlist(title: str, description: str = "", song_ids: Sequence[str] = ()) -> Playlist:
    """Make a private playlist, of these songs if any are given."""
    made = playlists.create_playlist(_changing(PlaylistBody(title=title, description=description)))
    return add_to_playlist(made.id, song_ids) if song_ids else made


def add_to_playlist(playlist_id: str, song_ids: Sequence[str]) -> Playlist:
    """Put songs at the end of one of the user's playlists."""
    playlists.add_songs(_changing(SongIds(song_ids=list(song_ids)), playlist_id=playlist_id))
    return playlists.get_playlist(_call(playlist_id=playlist_id))


READING: tuple[Callable[..., BaseModel], ...] = (who_am_i, list_songs, get_song, list_playlists, get_playlist)
CHANGING: tuple[Callable[..., BaseModel], ...] = (
    draft_song,
    create_song,
    remix_song,
    cancel_generation,
    create_playlist,
    add_to_playlist,
)


def _call(**path: str) -> Call:
    return Call(holder(), path)


def _changing(body: object = None, **path: str) -> Call:
    """The call of a tool that changes something; raises KeyOnlyReads."""
    if not holder().may_create:
        raise KeyOnlyReads
    return Call(holder(), path, body=body)
