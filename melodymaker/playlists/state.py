"""Playlists in the sidebar, in the dialogs that add songs and edit them, and on their own page."""

from collections.abc import Iterable
from typing import Any, ClassVar

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.player.commands import play_tracks
from melodymaker.playlists import queries, service
from melodymaker.playlists.queries import IN_SIDEBAR, PlaylistPage, PlaylistRow
from melodymaker.types import Change, Kind, PlaylistId, SongId, Topic, UserId, playlist_topic
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh

_NOBODY = PlaylistRow("", "", "", "", 0, public=False, thumbs=[])
_NO_PAGE = PlaylistPage(_NOBODY, "", own=False, missing=0, songs=[])


class SidebarState(Private, LiveState, rx.State):
    """The playlists in the sidebar."""

    kinds: ClassVar = frozenset({Kind.PLAYLIST})

    playlists: list[PlaylistRow] = []

    @rx.event
    async def load_sidebar(self) -> None:
        """Show the last changed playlists of whoever is signed in."""
        if await current_user(self) is None:
            self.reset()
        else:
            await self._show(fresh())

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        if self._owner:  # visitors have none
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        found = await read(queries.playlists_of, await self._owner_id(), IN_SIDEBAR)
        if found != self.playlists:
            self.playlists = found


class AddState(Private, rx.State):
    """The dialog that puts songs into playlists. `holding` names those that have the one song already."""

    opened: bool = False
    playlists: list[PlaylistRow] = []
    holding: list[str] = []
    error: str = ""
    _song_ids: list[str] = []

    @rx.event
    async def open_song(self, song_id: str) -> None:
        """Ask which playlist a song goes into."""
        await self._open([arguments.row_id(song_id)])

    @rx.event
    async def open_songs(self, song_ids: list[str]) -> None:
        """Ask which playlist several songs go into."""
        await self._open(arguments.row_ids(song_ids))

    @rx.event
    async def set_opened(self, opened: bool) -> None:
        """Close the dialog."""
        await self._user_id()
        self.opened = arguments.flag(opened)

    @rx.event
    async def add(self, playlist_id: str) -> rx.event.EventSpec | None:
        """Put the songs into one of the playlists."""
        return await self._add(await self._user_id(), PlaylistId(arguments.row_id(playlist_id)))

    @rx.event
    async def submit_new(self, form: dict[str, Any]) -> rx.event.EventSpec | None:
        """Make a playlist of the songs."""
        user_id = await self._user_id()
        title = arguments.form_text(form, "title")
        try:
            playlist_id = await in_thread(service.create_playlist, user_id, title)
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        return await self._add(user_id, playlist_id)

    async def _open(self, song_ids: list[str]) -> None:
        user_id = await self._user_id()
        self._song_ids = song_ids
        self.error = ""
        self.playlists = await in_thread(queries.playlists_of, user_id)
        one = SongId(song_ids[0]) if len(song_ids) == 1 else None
        self.holding = sorted(await in_thread(queries.playlists_with, user_id, one)) if one else []
        self.opened = True

    async def _add(self, user_id: UserId, playlist_id: PlaylistId) -> rx.event.EventSpec | None:
        requested = [SongId(one) for one in self._song_ids]
        try:
            added = await in_thread(service.add_songs, user_id, playlist_id, requested)
        except InvalidInput as error:
            self.error = error.message
            return None
        self.opened = False
        if not added:
            return toast_done("That was in it already.")
        return toast_done("Added." if added == 1 else f"{added} songs added.")


class EditState(Private, rx.State):
    """The dialog that makes a playlist, or gives one another title, description and audience."""

    opened: bool = False
    playlist_id: str = ""
    title: str = ""
    description: str = ""
    public: bool = False
    errors: dict[str, str] = {}

    @rx.event
    async def open_new(self) -> None:
        """Ask for the title of a new playlist."""
        await self._user_id()
        self._begin(_NOBODY)

    @rx.event
    async def open_edit(self, playlist_id: str) -> None:
        """Show what a playlist is called, to be changed."""
        requested = PlaylistId(arguments.row_id(playlist_id))
        page = await in_thread(queries.playlist_of, await self._user_id(), requested)
        if not page.own:
            raise NotFound
        self._begin(page.row)

    @rx.event
    async def set_opened(self, opened: bool) -> None:
        """Close the dialog."""
        await self._user_id()
        self.opened = arguments.flag(opened)

    @rx.event
    async def set_public(self, public: bool) -> None:
        """Choose who sees it."""
        await self._user_id()
        self.public = arguments.flag(public)

    @rx.event
    async def submit_edit(self, form: dict[str, Any]) -> rx.event.EventSpec | list[rx.event.EventSpec]:
        """Store what is typed."""
        user_id = await self._user_id()
        self.title = arguments.form_text(form, "title")
        self.description = arguments.form_text(form, "description")
        playlist_id = PlaylistId(self.playlist_id)
        texts = (self.title, self.description)
        try:
            if playlist_id:
                await in_thread(service.edit_playlist, user_id, playlist_id, *texts, public=self.public)
            else:
                playlist_id = await in_thread(service.create_playlist, user_id, *texts, public=self.public)
        except InvalidInput as error:
            self.errors = error.fields
            return show_first_error()
        self.opened = False
        if self.playlist_id:
            return toast_done("Saved.")
        return [toast_done("Your playlist is ready for songs."), rx.redirect(routes.playlist(playlist_id))]

    def _begin(self, row: PlaylistRow) -> None:
        self.opened = True
        self.errors = {}
        self.playlist_id = row.id
        self.title = row.title
        self.description = row.description
        self.public = row.public


class PlaylistState(Private, LiveState, rx.State):
    """One playlist's page."""

    kinds: ClassVar = frozenset({Kind.PLAYLIST, Kind.SONG})

    page: PlaylistPage = _NO_PAGE
    found: bool = False
    loaded: bool = False
    _shown: str = ""

    @rx.event
    async def load_playlist(self) -> None:
        """Show the playlist of the address; visitors see public ones."""
        user = await current_user(self)
        if self._owner != (owner := user.id if user else ""):
            self.reset()  # what one person saw is not for the next
            self._owner = owner
        self.loaded = self.loaded and self._shown == _playlist_at(self.router.url.path)
        self._shown = _playlist_at(self.router.url.path)
        await self._show(fresh())

    @rx.event
    async def play(self, shuffle: bool) -> rx.event.EventSpec:
        """Play all of it, in order or not."""
        return play_tracks(self.page.tracks, shuffle=arguments.flag(shuffle))

    @rx.event
    async def move_song(self, song_id: str, before: str) -> None:
        """Put a song before another one, or with no other at the end."""
        user_id = await self._user_id()
        moved = SongId(arguments.row_id(song_id))
        await in_thread(service.move_song, user_id, self._playlist(), moved, _neighbour(before))
        await self._show(fresh())

    @rx.event
    async def move_by(self, song_id: str, step: int) -> None:
        """Put a song one place up or down."""
        user_id = await self._user_id()
        order = [song.id for song in self.page.songs]
        if song_id not in order or step not in {-1, 1}:
            return
        rest = [one for one in order if one != song_id]
        position = min(max(order.index(song_id) + step, 0), len(rest))
        before = rest[position] if position < len(rest) else ""
        await in_thread(service.move_song, user_id, self._playlist(), SongId(song_id), SongId(before) or None)
        await self._show(fresh())

    @rx.event
    async def remove_song(self, song_id: str) -> rx.event.EventSpec:
        """Take a song out, and offer to put it back for 10 s."""
        requested = SongId(arguments.row_id(song_id))
        follower = await in_thread(service.remove_song, await self._user_id(), self._playlist(), requested)
        await self._show(fresh())
        return toast_done("Taken out.", undo=PlaylistState.put_back(requested, follower or ""))

    @rx.event
    async def put_back(self, song_id: str, before: str) -> None:
        """Put a song back where it was."""
        user_id = await self._user_id()
        requested = SongId(arguments.row_id(song_id))
        await in_thread(service.add_songs, user_id, self._playlist(), [requested])
        await in_thread(service.move_song, user_id, self._playlist(), requested, _neighbour(before))
        await self._show(fresh())

    @rx.event
    async def delete_playlist(self, playlist_id: str) -> list[rx.event.EventSpec]:
        """Delete a playlist, and offer to undo it for 10 s."""
        requested = PlaylistId(arguments.row_id(playlist_id))
        title = await in_thread(service.delete_playlist, await self._user_id(), requested)
        undo = PlaylistState.restore_playlist(requested)
        return [rx.redirect(f"{routes.LIBRARY}?tab=playlists"), toast_done(f"Deleted “{title}”.", undo=undo)]

    @rx.event
    async def restore_playlist(self, playlist_id: str) -> list[rx.event.EventSpec]:
        """Bring a deleted playlist back."""
        requested = PlaylistId(arguments.row_id(playlist_id))
        await in_thread(service.restore_playlist, await self._user_id(), requested)
        return [rx.redirect(routes.playlist(requested)), toast_done("It is back.")]

    @rx.var
    def heading(self) -> str:
        """The page's title in the browser."""
        return f"{self.page.row.title} · MelodyMaker" if self.found else "MelodyMaker"

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (playlist_topic(_playlist_at(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {self._shown, *(song.id for song in self.page.songs)}
        # A song that is back was in the list, though it is not shown.
        if self.page.missing or any(one.id in shown for one in changes):
            await self._show(read)

    async def _look(self, read: Reader) -> None:
        await self._show(read)

    async def _show(self, read: Reader) -> None:
        viewer = UserId(self._owner) if self._owner else None
        try:
            page = await read(queries.playlist_of, viewer, self._playlist())
        except NotFound:
            self.page = _NO_PAGE
            self.found = False
            self.loaded = True
            return
        if page != self.page:
            self.page = page
        self.found = True
        self.loaded = True

    def _playlist(self) -> PlaylistId:
        return PlaylistId(self._shown)


def _neighbour(sent: object) -> SongId | None:
    return SongId(arguments.row_id(sent)) or None


def _playlist_at(path: str) -> str:
    """The playlist whose page has this path."""
    return arguments.row_id(path.rstrip("/").rsplit("/", 1)[-1])
