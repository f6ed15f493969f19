"""Names for the kinds of value that pass between the layers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

UserId = NewType("UserId", str)
SongId = NewType("SongId", str)
GenerationId = NewType("GenerationId", str)
PlaylistId = NewType("PlaylistId", str)
FileName = NewType("FileName", str)
Seconds = NewType("Seconds", float)

AT_ONCE = Seconds(0)


class Status(StrEnum):
    """Where a generation, and each of its songs, stands."""

    QUEUED = "queued"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"
    NO_CREDITS = "no_credits"
    CANCELLED = "cancelled"


PENDING = (Status.QUEUED, Status.PROCESSING)


class Mode(StrEnum):
    """What the user gave: one sentence, or lyrics and a style."""

    SIMPLE = "simple"
    CUSTOM = "custom"


class Stage(StrEnum):
    """The stages of making a pair, in their order."""

    WRITING = "writing"
    COMPOSING = "composing"
    COVER = "cover"
    FINISHING = "finishing"


class Kind(StrEnum):
    """What a change is about."""

    GENERATION = "generation"
    """A request is there, has begun, has ended, or its songs are other ones."""
    PROGRESS = "progress"
    """A request that is being made has come further."""
    SONG = "song"
    PLAYLIST = "playlist"


@dataclass(frozen=True)
class Change:
    """That a row of this kind and id is another now, for open tabs to read it again."""

    kind: Kind
    id: str


Topic = NewType("Topic", str)
"""What a tab listens to: all that is a user's, or one thing."""


def user_topic(user_id: str) -> Topic:
    """Changes of what a user owns, or has marked."""
    return Topic(f"user:{user_id}")


def song_topic(song_id: str) -> Topic:
    """Changes of one song, whoever makes them."""
    return Topic(f"song:{song_id}")


def playlist_topic(playlist_id: str) -> Topic:
    """Changes of one playlist."""
    return Topic(f"playlist:{playlist_id}")
