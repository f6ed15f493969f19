"""The tracks of a list that follow those on the page: the player plays on past "Load more"."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.answers import refused
from melodymaker.api.visitors import signed_in_user, visitor_of
from melodymaker.db import in_thread
from melodymaker.discover import shelves
from melodymaker.discover.search import Query, songs_found_after
from melodymaker.discover.shelves import Shelf
from melodymaker.errors import MelodyError
from melodymaker.library.queries import Choice, songs_after
from melodymaker.profiles.queries import songs_by_after
from melodymaker.songs.queries import pairs_after
from melodymaker.songs.rows import SongRow
from melodymaker.types import SongId, Status, UserId
from melodymaker.web import arguments

_MOST_LETTERS = 200
_CHOICES = ("q", "status", "kind", "category", "sort")
# What the lists that everybody sees are narrowed down by.
_PUBLIC_CHOICES = ("shelf", "category", "handle", *(field.name for field in fields(Query)))
# A page may hold no finished song at all; the next one is read then, so many times at most.
_MOST_PAGES = 20

Viewer = TypeVar("Viewer", UserId, UserId | None)
Page = tuple[list[SongRow], bool]
"""Songs, and whether others follow."""


def _songs_after(user_id: UserId, choice: dict[str, str], song_id: SongId) -> Page:
    text = choice["q"]
    songs, cursor = songs_after(user_id, Choice(text, *(choice[name] for name in _CHOICES[1:])), song_id)
    return songs, cursor is not None


def _favorites_after(user_id: UserId, choice: dict[str, str], song_id: SongId) -> Page:
    songs, cursor = songs_after(user_id, Choice(choice["q"], tab="favorites"), song_id)
    return songs, cursor is not None


def _created_after(user_id: UserId, _choice: dict[str, str], song_id: SongId) -> Page:
    pairs, cursor = pairs_after(user_id, song_id)
    return [song for pair in pairs for song in pair.songs], cursor is not None


def _on_shelf_after(viewer: UserId | None, choice: dict[str, str], song_id: SongId) -> Page:
    songs, cursor = shelves.songs_after(viewer, Shelf(choice["shelf"], choice["category"]), song_id)
    return songs, cursor is not None


def _found_after(viewer: UserId | None, choice: dict[str, str], song_id: SongId) -> Page:
    query = Query(**{field.name: choice[field.name] for field in fields(Query)})
    songs, cursor = songs_found_after(viewer, query, song_id)
    return songs, cursor is not None


def _by_person_after(viewer: UserId | None, choice: dict[str, str], song_id: SongId) -> Page:
    songs, cursor = songs_by_after(viewer, choice["handle"], song_id)
    return songs, cursor is not None


_PUBLIC_READERS: dict[str, Callable[[UserId | None, dict[str, str], SongId], Page]] = {
    routes.TRACKS_SHELF: _on_shelf_after,
    routes.TRACKS_SEARCH: _found_after,
    routes.TRACKS_PROFILE: _by_person_after,
}
_READERS: dict[str, Callable[[UserId, dict[str, str], SongId], Page]] = {
    routes.TRACKS_LIBRARY: _songs_after,
    routes.TRACKS_FAVORITES: _favorites_after,
    routes.TRACKS_CREATED: _created_after,
}


async def get_tracks(request: Request) -> Response:
    """The next tracks of a list, and the address of those that follow them, or nothing."""
    address = request.url.path
    names = _CHOICES if address in _READERS else _PUBLIC_CHOICES
    choice = {name: arguments.text(request.query_params.get(name, ""), _MOST_LETTERS) for name in names}
    after = SongId(arguments.row_id(request.query_params.get("after", "")))
    try:
        if read := _READERS.get(address):
            songs, last = await in_thread(_ready_after, read, await signed_in_user(request), choice, after)
        else:
            viewer = await visitor_of(request)
            songs, last = await in_thread(_ready_after, _PUBLIC_READERS[address], viewer, choice, after)
    except MelodyError as error:
        return refused(error)
    more = routes.tracks(address, last, **choice) if last else ""
    answer = {"tracks": [asdict(song.track) for song in songs], "more": more}
    return JSONResponse(answer, headers={"Cache-Control": "private, no-store"})


def _ready_after(
    read: Callable[[Viewer, dict[str, str], SongId], Page], viewer: Viewer, choice: dict[str, str], after: SongId
) -> tuple[list[SongRow], str]:
    """The finished songs of the next page that holds any, and the id of its last song, or "" where the list ends."""
    for _ in range(_MOST_PAGES):
        songs, follows = read(viewer, choice, after)
        if not songs or not follows:
            return [song for song in songs if song.status == Status.READY], ""
        after = SongId(songs[-1].id)
        if ready := [song for song in songs if song.status == Status.READY]:
            return ready, after
    return [], after


ROUTES = [Route(address, get_tracks) for address in (*_READERS, *_PUBLIC_READERS)]
