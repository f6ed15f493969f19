"""Telling open tabs about a generation."""

from melodymaker import ports
from melodymaker.db.models import Generation
from melodymaker.types import Change, Kind, user_topic


def announce(generation: Generation) -> None:
    """Tell the user's open tabs that this generation is there, has begun, or has ended."""
    ports.in_use().live.publish(Change(Kind.GENERATION, generation.id), user_topic(generation.user_id))


def announce_progress(generation: Generation) -> None:
    """Tell the user's open tabs that this generation has come further."""
    ports.in_use().live.publish(Change(Kind.PROGRESS, generation.id), user_topic(generation.user_id))
