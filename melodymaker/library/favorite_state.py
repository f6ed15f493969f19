"""What a click on the star does."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.i18n import t
from melodymaker.library import service
from melodymaker.types import SongId
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments


class FavoriteState(Private, rx.State):
    """Favorites; what is shown of them is read with the songs."""

    @rx.event
    async def set_favorite(self, song_id: str, on: bool) -> rx.event.EventSpec:
        """Put a song among the favorites, or take it out."""
        requested = SongId(arguments.row_id(song_id))
        on = arguments.flag(on)
        title = await in_thread(service.set_favorite, await self._user_id(), requested, on=on)
        if on:
            return toast_done(t("Added “{title}” to your favorites.", title=title))
        undo = FavoriteState.set_favorite(requested, True)  # noqa: FBT003 - Reflex takes it by place
        return toast_done(t("Removed “{title}” from your favorites.", title=title), undo=undo)
