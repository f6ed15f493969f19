"""The heart and the star: what a click on them does."""

import reflex as rx

from melodymaker import sent
from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.social import service
from melodymaker.types import SongId
from melodymaker.ui.messages import toast_done


class SocialState(Private, rx.State):
    """Likes and favorites; what is shown of them is read with the songs."""

    @rx.event
    async def set_like(self, song_id: str, on: bool) -> None:
        """Like a song, or no longer."""
        await in_thread(service.set_like, await self._user_id(), SongId(sent.text(song_id)), on=bool(on))

    @rx.event
    async def set_favorite(self, song_id: str, on: bool) -> rx.event.EventSpec:
        """Put a song among the favorites, or take it out."""
        await in_thread(service.set_favorite, await self._user_id(), SongId(sent.text(song_id)), on=bool(on))
        if on:
            return toast_done("Added to your favorites.")
        return toast_done("Removed from your favorites.", undo=SocialState.set_favorite(song_id, True))  # noqa: FBT003
