"""What the player tells the server: only that something was listened to."""

import reflex as rx

from melodymaker.accounts.state import current_user
from melodymaker.db import in_thread
from melodymaker.player import service
from melodymaker.types import SongId


class PlayerState(rx.State):
    """The player's one message."""

    @rx.event
    async def count_listen(self, song_id: str) -> None:
        """Count a play that has lasted long enough."""
        if user := await current_user(self):
            await in_thread(service.count_listen, user.id, SongId(song_id))
