"""The dialogs that put songs into playlists, and that make and edit them."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import t
from melodymaker.playlists import queries, service
from melodymaker.playlists.queries import NO_PLAYLIST, PlaylistRow
from melodymaker.types import PlaylistId, SongId, UserId
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments


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
        """Make a playlist of the songs; sent twice, the dialog is closed by then."""
        user_id = await self._user_id()
        if not self.opened:
            return None
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
        playlist = (await in_thread(queries.playlist_of, user_id, playlist_id)).row.title
        if not added:
            return toast_done(t("“{playlist}” has it already.", playlist=playlist))
        return toast_done(
            t("{count, plural, one {Added} other {# songs added}} to “{playlist}”.", count=added, playlist=playlist)
        )


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
        self._begin(NO_PLAYLIST)

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
        """Store what is typed; sent twice, the dialog is closed by then."""
        user_id = await self._user_id()
        if not self.opened:
            return []
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
            return toast_done(t("Saved “{title}”.", title=self.title.strip()))
        return [
            toast_done(t("Made “{title}”: it is ready for songs.", title=self.title.strip())),
            rx.redirect(routes.playlist(playlist_id)),
        ]

    def _begin(self, row: PlaylistRow) -> None:
        self.opened = True
        self.errors = {}
        self.playlist_id = row.id
        self.title = row.title
        self.description = row.description
        self.public = row.public
