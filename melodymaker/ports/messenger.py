"""What takes messages to addresses that users name."""

from collections.abc import Mapping
from typing import Protocol

from melodymaker.errors import NotDelivered


class Messenger(Protocol):
    """Posts to addresses that nobody here has checked."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Post the body, and give the HTTP status that was answered; no redirect is followed.

        Raises NotDelivered where there is no answer in time, or where the address is not one of the public internet.
        """
        ...


class Nowhere:
    """Takes no message anywhere."""

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:  # noqa: ARG002 - it takes none of them
        """Raise NotDelivered."""
        raise NotDelivered


NOWHERE = Nowhere()
