"""One request of an app, and what its methods give."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from melodymaker.api.subsonic.parameters import Parameters
from melodymaker.api_keys.service import KeyHolder
from melodymaker.types import UserId


@dataclass(frozen=True)
class Asked:
    """Who asks, and what was sent."""

    holder: KeyHolder
    sent: Parameters

    @property
    def user_id(self) -> UserId:
        """For whom the app acts."""
        return self.holder.user_id


Method = Callable[[Asked], dict[str, Any]]
"""Gives what stands in the envelope; runs off the event loop."""
FileMethod = Callable[[Asked], Awaitable[Response]]
"""Gives a file."""
