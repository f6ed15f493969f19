"""Playlists in the sidebar, and a playlist's page."""

from collections.abc import Iterable
from typing import ClassVar

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.people import NO_PERSON
from melodymaker.accounts.row_pages import RowPageState, row_id_in
from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.i18n import t
from melodymaker.player.commands import play_tracks
from melodymaker.playlists import queries, service
from melodymaker.playlists.queries import IN_SIDEBAR, NO_PLAYLIST, PlaylistPage, PlaylistRow
from melodymaker.types import Change, Kind, PlaylistId, SongId, Topic, playlist_topic
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh

_NO_PAGE = PlaylistPage(NO_PLAYLIST, NO_PERSON, own=False, missing=0, songs=[])


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


class PlaylistState(RowPageState, rx.State):
    """One playlist's page."""

    kinds: ClassVar = frozenset({Kind.PLAYLIST, Kind.SONG})

    page: PlaylistPage = _NO_PAGE
    editing: bool = False

    @rx.event
    async def load_playlist(self) -> None:
        """Show the playlist of the address; visitors see public ones."""
        self.editing = False
        await self._open()

    @rx.event
    async def set_editing(self, on: bool) -> None:
        """Show or hide the buttons that move songs and take them out."""
        await self._user_id()
        self.editing = arguments.flag(on)

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
        title = next((song.title for song in self.page.songs if song.id == requested), t("the song"))
        follower = await in_thread(service.remove_song, await self._user_id(), self._playlist(), requested)
        await self._show(fresh())
        return toast_done(t("Removed “{title}”.", title=title), undo=PlaylistState.put_back(requested, follower or ""))

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
        return [
            rx.redirect(f"{routes.LIBRARY}?tab=playlists"),
            toast_done(t("Deleted “{title}”.", title=title), undo=undo),
        ]

    @rx.event
    async def restore_playlist(self, playlist_id: str) -> list[rx.event.EventSpec]:
        """Bring a deleted playlist back."""
        requested = PlaylistId(arguments.row_id(playlist_id))
        title = await in_thread(service.restore_playlist, await self._user_id(), requested)
        return [rx.redirect(routes.playlist(requested)), toast_done(t("Restored “{title}”.", title=title))]

    @rx.var
    def heading(self) -> str:
        """The page's title in the browser."""
        return t("{title} · MelodyMaker", title=self.page.row.title) if self.found else "MelodyMaker"

    @staticmethod
    def _topics(path: str) -> Iterable[Topic]:
        return (playlist_topic(row_id_in(path)),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:
        shown = {self._row_id, *(song.id for song in self.page.songs)}
        # A song that is back was in the list, though it is not shown.
        if self.page.missing or any(one.id in shown for one in changes):
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        page = await self._read_page(read, queries.playlist_of, _NO_PAGE)
        if page != self.page:
            self.page = page

    def _playlist(self) -> PlaylistId:
        return PlaylistId(self._row_id)


def _neighbour(sent: object) -> SongId | None:
    return SongId(arguments.row_id(sent)) or None
