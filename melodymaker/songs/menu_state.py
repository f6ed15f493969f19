"""What a song's menu opens and does."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.player.commands import forget_track
from melodymaker.songs import lyrics, service
from melodymaker.songs.lyrics import LyricsRow
from melodymaker.types import SongId
from melodymaker.ui.commands import show_first_error, toast_done, toast_link
from melodymaker.web import arguments


class SongMenuState(Private, rx.State):
    """What a song's menu opens: renaming, reading the lyrics; and deleting, with undo."""

    renaming: str = ""
    title: str = ""
    error: str = ""
    reading: bool = False
    lyrics: LyricsRow = LyricsRow("", "", [], sung=False)

    @rx.event
    async def open_rename(self, song_id: str, title: str) -> None:
        """Ask for a new title."""
        await self._user_id()
        self.renaming = arguments.row_id(song_id)
        self.title = arguments.text(title)
        self.error = ""

    @rx.event
    async def close_rename(self) -> None:
        """Leave the title as it is."""
        await self._user_id()
        self.renaming = ""

    @rx.event
    async def submit_rename(self, form: dict[str, Any]) -> rx.event.EventSpec:
        """Give the song the new title."""
        user_id = await self._user_id()
        self.title = arguments.form_text(form, "title")
        try:
            title = await in_thread(service.rename_song, user_id, SongId(self.renaming), self.title)
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.renaming = ""
        return toast_done(t("Renamed to “{title}”.", title=title))

    @rx.event
    async def open_lyrics(self, song_id: str) -> None:
        """Show a song's words."""
        requested = SongId(arguments.row_id(song_id))
        self.lyrics = await in_thread(lyrics.lyrics_of, await self._user_id(), requested)
        self.reading = True

    @rx.event
    async def set_reading(self, reading: bool) -> None:
        """Open or close the lyrics."""
        await self._user_id()
        self.reading = arguments.flag(reading)

    @rx.event
    async def set_published(self, song_id: str, public: bool) -> rx.event.EventSpec:
        """Let everybody hear a song, or only its owner again."""
        requested = SongId(arguments.row_id(song_id))
        public = arguments.flag(public)
        title = await in_thread(service.publish_song, await self._user_id(), requested, public=public)
        if public:
            return toast_link(t("Everybody with its link can hear “{title}” now.", title=title), routes.song(requested))
        return toast_done(t("Only you can hear “{title}” now.", title=title))

    @rx.event
    async def delete_song(self, song_id: str) -> list[rx.event.EventSpec]:
        """Delete a song, and offer to undo it for 10 s."""
        requested = SongId(arguments.row_id(song_id))
        title = await in_thread(service.delete_song, await self._user_id(), requested)
        return [
            forget_track(requested),
            toast_done(t("Deleted “{title}”.", title=title), undo=SongMenuState.restore_song(requested)),
        ]

    @rx.event
    async def restore_song(self, song_id: str) -> rx.event.EventSpec:
        """Bring a deleted song back."""
        requested = SongId(arguments.row_id(song_id))
        title = await in_thread(service.restore_song, await self._user_id(), requested)
        return toast_done(t("Restored “{title}”.", title=title))
