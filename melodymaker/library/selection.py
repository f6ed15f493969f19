"""Several songs of a list at once: which are selected, and what is done with them."""

import reflex as rx

from melodymaker.db import in_thread
from melodymaker.downloads.service import counted
from melodymaker.downloads.state import DownloadState
from melodymaker.i18n import t
from melodymaker.library import queries, service
from melodymaker.library.window import SongWindow
from melodymaker.playlists.dialog_states import AddState
from melodymaker.types import SongId
from melodymaker.ui.commands import toast_done, toast_error
from melodymaker.web import arguments


class Selection(SongWindow, rx.State, mixin=True):
    """What is selected: the songs in `selected` or, `inverted`, all of the list but those.

    So "all" is all, also of what no page holds.
    """

    selecting: bool = False
    selected: list[str] = []
    inverted: bool = False

    @rx.event
    async def set_selecting(self, on: bool) -> None:
        """Show or hide the boxes that select songs."""
        await self._user_id()
        self._select_none(selecting=arguments.flag(on))

    @rx.event
    async def toggle_selected(self, song_id: str) -> None:
        """Select a song that is shown, or no longer."""
        await self._user_id()
        song_id = arguments.row_id(song_id)
        if song_id in self.selected:
            self.selected = [each for each in self.selected if each != song_id]
        elif any(song.id == song_id for song in self._drawn()):
            self.selected = [*self.selected, song_id]

    @rx.event
    async def select_all(self) -> None:
        """Select every song of the list."""
        await self._user_id()
        self._select_none(selecting=True)
        self.inverted = True

    @rx.event
    async def delete_selected(self) -> rx.event.EventSpec:
        """Delete the selected songs, and offer to undo it for 10 s."""
        user_id = await self._user_id()
        requested = await self._selected_ids()
        done = await in_thread(service.delete_songs, user_id, requested)
        left = len(requested) - len(done)
        self._select_none()
        if not done:
            return toast_error(t("None of these can be deleted: they are still being made. Cancel them first."))
        message = t("Deleted {songs}.", songs=counted(len(done)))
        if left:
            message += " " + t("{songs} could not be.", songs=counted(left))
        return toast_done(message, undo=type(self).restore_songs([str(song_id) for song_id in done]))

    @rx.event
    async def restore_songs(self, song_ids: list[str]) -> rx.event.EventSpec:
        """Bring deleted songs back."""
        requested = [SongId(one) for one in arguments.row_ids(song_ids)]
        done = await in_thread(service.restore_songs, await self._user_id(), requested)
        return toast_done(t("Restored {songs}.", songs=counted(len(done))))

    @rx.event
    async def publish_selected(self, public: bool) -> rx.event.EventSpec:
        """Let everybody hear the selected songs, or nobody else any more."""
        user_id = await self._user_id()
        public = arguments.flag(public)
        done = await in_thread(service.publish_songs, user_id, await self._selected_ids(), public=public)
        self._select_none()
        songs = counted(len(done))
        heard = t("Everybody with the link can hear {songs} now.", songs=songs)
        return toast_done(heard if public else t("Only you can hear {songs} now.", songs=songs))

    @rx.event
    async def add_selected(self) -> rx.event.EventType[()]:
        """Ask which playlist the selected songs go into."""
        await self._user_id()
        return AddState.open_songs([str(song_id) for song_id in await self._selected_ids()])

    @rx.event
    async def download_selected(self) -> rx.event.EventType[()]:
        """Ask for the format of the selected songs."""
        await self._user_id()
        return DownloadState.open_songs([str(song_id) for song_id in await self._selected_ids()])

    @rx.var
    def selected_count(self) -> int:
        """How many songs are selected."""
        return max(0, self.total - len(self.selected)) if self.inverted else len(self.selected)

    @rx.var
    def selected_text(self) -> str:
        """The same in words."""
        return t("{count} selected", count=self.selected_count)

    def _select_none(self, *, selecting: bool = False) -> None:
        self.selecting = selecting
        self.selected = []
        self.inverted = False

    async def _selected_ids(self) -> list[SongId]:
        if not self.inverted:
            return [SongId(one) for one in self.selected]
        ids = await in_thread(queries.song_ids, await self._user_id(), self._choice(), service.MOST_AT_ONCE)
        left_out = set(self.selected)
        return [song_id for song_id in ids if song_id not in left_out]
