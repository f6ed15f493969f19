"""The words of the contract: kinds, stages and the types of fields."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

KEY_HEADER = "Modal-Key"
SECRET_HEADER = "Modal-Secret"  # noqa: S105 - a header's name
# Bytes of a request's body.
MAX_BODY = 64 * 1024
PEAKS = 160
# The content type with which each file is uploaded; presigned addresses must be made for the same.
CONTENT_TYPES = {"master": "audio/flac", "stream": "audio/mpeg", "cover": "image/webp", "thumb": "image/webp"}


class Kind(StrEnum):
    """What a job starts from."""

    DESCRIPTION = "description"
    LYRICS = "lyrics"
    DESCRIBED_LYRICS = "described_lyrics"
    REMIX = "remix"
    DRAFT = "draft"


class Stage(StrEnum):
    """The stages of a job in their order; a draft has only the first."""

    WRITING = "writing"
    COMPOSING = "composing"
    COVER = "cover"
    FINISHING = "finishing"


class JobStatus(StrEnum):
    """Where a job stands; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED)


class ErrorCode(StrEnum):
    """Why something was refused, or failed."""

    INVALID = "invalid"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not_found"
    BUSY = "busy"
    TOO_LARGE = "too_large"
    SOURCE_UNREADABLE = "source_unreadable"
    OUT_OF_MEMORY = "out_of_memory"
    UPLOAD_FAILED = "upload_failed"
    MODEL_FAILED = "model_failed"
    UNAVAILABLE = "unavailable"
    CANCELLED = "cancelled"


class Exact(BaseModel):
    """A frozen model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


JobId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/@]+/\S*$", max_length=4096)]
# ACE-Step itself offers no more than 15: above, takes sound forced.
Guidance = Annotated[float, Field(ge=1, le=15)]
Description = Annotated[str, StringConstraints(pattern=r"\S", max_length=1000)]
Style = Annotated[str, StringConstraints(max_length=1000)]
Lyrics = Annotated[str, StringConstraints(max_length=5000)]
Bpm = Annotated[int, Field(ge=30, le=300)]
Duration = Annotated[float, Field(ge=10, le=600, description="seconds")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-G][#b♯♭]? (major|minor)$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Progress = Annotated[float, Field(ge=0, le=1)]
