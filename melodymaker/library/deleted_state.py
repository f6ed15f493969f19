"""Deleting songs for good, before their week is over."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.i18n import t
from melodymaker.songs import service as songs
from melodymaker.types import SongId
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments


class DeletedState(Private, rx.State):
    """The dialog that asks before deleted songs go for good: one of them or, without an id, all."""

    asking: bool = False
    title: str = ""
    _song_id: str = ""

    @rx.event
    async def ask_for_one(self, song_id: str, title: str) -> None:
        """Ask whether this song is to go for good."""
        await self._user_id()
        self._song_id = arguments.row_id(song_id)
        self.title = arguments.text(title)
        self.asking = bool(self._song_id)

    @rx.event
    async def ask_for_all(self) -> None:
        """Ask whether all deleted songs are to go for good."""
        await self._user_id()
        self._song_id = ""
        self.title = ""
        self.asking = True

    @rx.event
    async def set_asking(self, asking: bool) -> None:
        """Close the dialog."""
        await self._user_id()
        self.asking = arguments.flag(asking)

    @rx.event
    async def delete_for_good(self) -> rx.event.EventSpec | None:
        """Remove what was asked about, with its files."""
        user_id = await self._user_id()
        if not self.asking:
            return None
        chosen = [SongId(self._song_id)] if self._song_id else []
        gone = await in_thread(songs.purge_songs, user_id, chosen)
        self.asking = False
        return toast_done(t("Deleted {count, plural, one {# song} other {# songs}} for good.", count=gone))
