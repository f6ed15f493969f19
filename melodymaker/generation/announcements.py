"""Tells a user's open tabs that one of the user's generations changed."""

from melodymaker import ports
from melodymaker.db.models import Generation
from melodymaker.types import GenerationId, UserId


def announce(generation: Generation) -> None:
    """Tell the user's open tabs that this generation changed."""
    ports.in_use().live.publish(UserId(generation.user_id), GenerationId(generation.id))
