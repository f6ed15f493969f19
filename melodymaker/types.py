"""Names for the kinds of value that pass between the layers."""

from enum import StrEnum
from typing import NewType

UserId = NewType("UserId", str)
SongId = NewType("SongId", str)
GenerationId = NewType("GenerationId", str)
PlaylistId = NewType("PlaylistId", str)
# What an announcement can be about.
ChangedId = GenerationId | PlaylistId
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
