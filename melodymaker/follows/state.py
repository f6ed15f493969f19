"""What a click on Follow does."""

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.db import in_thread
from melodymaker.follows import service
from melodymaker.types import UserId
from melodymaker.web import arguments


class FollowState(Private, rx.State):
    """Follows; what is shown of them is read with the people."""

    @rx.event
    async def set_follow(self, user_id: str, on: bool) -> None:
        """Follow a person, or no longer."""
        person = UserId(arguments.row_id(user_id))
        await in_thread(service.set_follow, await self._user_id(), person, on=arguments.flag(on))
