"""The song that plays, as its menu in the player needs it."""

import reflex as rx

from melodymaker.accounts.state import Private, current_user
from melodymaker.db import in_thread
from melodymaker.songs.page_queries import song_page
from melodymaker.songs.rows import SongRow
from melodymaker.songs.state import NO_SONG
from melodymaker.types import SongId
from melodymaker.web import arguments


class PlayingState(Private, rx.State):
    """The song whose menu is open in the player; the player itself knows only what it needs to play it."""

    song: SongRow = NO_SONG

    @rx.event
    async def load_playing(self, song_id: str, opened: bool) -> None:
        """Read the song as the menu opens, as whoever listens may see it."""
        user = await current_user(self)
        self._owner = user.id if user else ""
        if arguments.flag(opened):
            page = await in_thread(song_page, user.id if user else None, SongId(arguments.row_id(song_id)))
            self.song = page.song
        else:
            self.song = NO_SONG
