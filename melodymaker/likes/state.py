"""What a click on the heart does."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.likes import service
from melodymaker.types import SongId
from melodymaker.web import arguments


class LikeState(Private, rx.State):
    """Likes; what is shown of them is read with the songs."""

    @rx.event
    async def set_like(self, song_id: str, on: bool) -> None:
        """Like a song, or no longer."""
        requested = SongId(arguments.row_id(song_id))
        await in_thread(service.set_like, await self._user_id(), requested, on=arguments.flag(on))
