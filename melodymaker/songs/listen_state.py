"""The player's one message to the server: that something was listened to."""

import reflex as rx

from melodymaker.accounts.state import current_user
from melodymaker.db import in_thread
from melodymaker.songs import listens
from melodymaker.types import SongId
from melodymaker.web import arguments


class ListenState(rx.State):
    """Counts what is listened to; it holds nothing."""

    @rx.event
    async def count_listen(self, song_id: str) -> None:
        """Count a play that has lasted long enough."""
        if user := await current_user(self):
            await in_thread(listens.count_listen, user.id, SongId(arguments.row_id(song_id)))
