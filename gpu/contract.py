"""What the service takes and gives, as JSON over HTTP. Both sides read it: it needs pydantic and nothing else.

    POST   /jobs           a JobRequest → 202 Job; an id that is already known → the job that has it
    GET    /jobs/{id}      → 200 Job
    DELETE /jobs/{id}      → 200 Job; it ends as `cancelled` within one step, or as what it already was
    GET    /capabilities   → 200 ServiceCapabilities
    GET    /health         → 200 when the service would take a job; needs the keys like all of the above
    GET    /alive          → 200, for load balancers; the only route that needs no keys

Every request carries the headers `Modal-Key` and `Modal-Secret`. Every refusal has the body ErrorBody: 401 for the
wrong keys, 404 for an unknown job, 413 for a body above MAX_BODY, 422 with the field at fault, 429 with Retry-After
while the waiting list is full. An id names one try: another try after `failed` takes another id.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationInfo, field_validator

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
    CANCELLED = "cancelled"


class _Exact(BaseModel):
    """A frozen model that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


JobId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/@]+/\S*$", max_length=4096)]
Guidance = Annotated[float, Field(ge=1, le=30)]
Description = Annotated[str, StringConstraints(pattern=r"\S", max_length=1000)]
Style = Annotated[str, StringConstraints(max_length=1000)]
Lyrics = Annotated[str, StringConstraints(max_length=5000)]
Bpm = Annotated[int, Field(ge=30, le=300)]
Duration = Annotated[float, Field(ge=10, le=600, description="seconds")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-G][#b♯♭]? (major|minor)$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Progress = Annotated[float, Field(ge=0, le=1)]


class TakeUploads(_Exact):
    """Presigned addresses that take the files of one take by PUT, each with its type in CONTENT_TYPES."""

    master: Address
    stream: Address
    cover: Address
    thumb: Address


class _PairRequest(_Exact):
    """What all requests for a pair of takes share. None leaves the choice to the writer."""

    id: JobId | None = None
    instrumental: bool = False
    duration: Duration | None = None
    bpm: Bpm | None = None
    key: Key | None = None
    time_signature: Literal[2, 3, 4, 6] | None = None
    language: Language | None = None
    seed: int = Field(ge=0, lt=2**31)
    guidance: tuple[Guidance, Guidance] = (7.5, 15.0)
    artist: str = Field(default="", max_length=60)
    uploads: tuple[TakeUploads, TakeUploads]


class DescriptionRequest(_PairRequest):
    """A song from one description; the writer finds everything else."""

    kind: Literal[Kind.DESCRIPTION] = Kind.DESCRIPTION
    description: Description


class _LyricRequest(_PairRequest):
    lyrics: Lyrics = Field(default="", validate_default=True)
    style: Style = ""

    @field_validator("lyrics")
    @classmethod
    def _check_lyrics(cls, value: str, info: ValidationInfo) -> str:
        if not info.data.get("instrumental") and not value.strip():
            msg = "a song that is no instrumental needs lyrics"
            raise ValueError(msg)
        return value


class LyricsRequest(_LyricRequest):
    """A song from lyrics, which are sung unchanged, and a style, which may be empty."""

    kind: Literal[Kind.LYRICS] = Kind.LYRICS


class DescribedLyricsRequest(_PairRequest):
    """A song from a style, which may be empty, and a description of what the lyrics say."""

    kind: Literal[Kind.DESCRIBED_LYRICS] = Kind.DESCRIBED_LYRICS
    description: Description
    style: Style = ""


class RemixRequest(_LyricRequest):
    """A song made of another, whose sound a presigned GET gives.

    `cover` sings the new style and lyrics over the source's melody, `strength` away from it. `repaint` renews the
    seconds from `start` to `end`. `extend` goes on from `start` (None: from the end) until `duration` (None: 30 s
    more). The first two last as long as the source, whatever `duration` says.

    Guidance ends at 15, where the range that ACE-Step itself offers ends.
    """

    kind: Literal[Kind.REMIX] = Kind.REMIX
    task: Literal["cover", "repaint", "extend"]
    source: Address
    strength: float = Field(default=0.5, ge=0, le=1)
    start: float | None = Field(default=None, ge=0, le=600, description="seconds")
    end: float | None = Field(default=None, gt=0, le=600, validate_default=True, description="seconds")
    guidance: tuple[Guidance, Guidance] = (10.0, 15.0)

    @field_validator("end")
    @classmethod
    def _check_end(cls, value: float | None, info: ValidationInfo) -> float | None:
        start = info.data.get("start")
        if info.data.get("task") == "repaint" and (start is None or value is None or start >= value):
            msg = "a repaint needs start and end, the start before the end"
            raise ValueError(msg)
        return value


class DraftRequest(_Exact):
    """The writer's work alone, from at least one of description, style and lyrics.

    Given lyrics are kept; with `line`, a line of theirs counted from 0, that one is rewritten.
    """

    id: JobId | None = None
    kind: Literal[Kind.DRAFT] = Kind.DRAFT
    style: Style = ""
    lyrics: Lyrics = ""
    description: Annotated[str, StringConstraints(max_length=1000)] = Field(default="", validate_default=True)
    line: int | None = Field(default=None, ge=0)
    instrumental: bool = False
    language: Language | None = None
    seed: int = Field(default=0, ge=0, lt=2**31)

    @field_validator("description")
    @classmethod
    def _check_description(cls, value: str, info: ValidationInfo) -> str:
        if not any(text.strip() for text in (value, info.data.get("style", ""), info.data.get("lyrics", ""))):
            msg = "a draft needs a description, a style or lyrics"
            raise ValueError(msg)
        return value

    @field_validator("line")
    @classmethod
    def _check_line(cls, value: int | None, info: ValidationInfo) -> int | None:
        if value is not None and value >= len(info.data.get("lyrics", "").splitlines()):
            msg = "the lyrics have no such line"
            raise ValueError(msg)
        return value


SongRequest = DescriptionRequest | LyricsRequest | DescribedLyricsRequest | RemixRequest
JobRequest = Annotated[SongRequest | DraftRequest, Field(discriminator="kind")]
JOB_REQUEST: TypeAdapter[SongRequest | DraftRequest] = TypeAdapter(JobRequest)


class TakeResult(_Exact):
    """One finished take, its files uploaded."""

    duration: float = Field(gt=0, description="seconds")
    seed: int
    guidance: float | None = Field(description="null where the model ignores it")
    peaks: list[Progress] = Field(min_length=PEAKS, max_length=PEAKS, description="the waveform's levels")
    loudness: float = Field(description="LUFS")


class Provenance(_Exact):
    """Which models made a song, at which commits of their repositories."""

    model: str
    revision: str
    steps: int
    shift: float
    scheduler: str | None = None
    writer: str
    writer_revision: str
    cover: str
    cover_revision: str


class SongResult(_Exact):
    """A finished pair of takes of one song."""

    title: str
    style: str
    language: str
    bpm: int
    key: str
    lyrics: str
    categories: list[str]
    takes: tuple[TakeResult, TakeResult]
    provenance: Provenance
    seconds: dict[Stage, float]


class DraftResult(_Exact):
    """What the writer proposes, for the user to edit."""

    title: str
    style: str
    language: str
    bpm: int
    key: str
    duration: float
    categories: list[str]
    lyrics: str


class Error(_Exact):
    """What went wrong, as a message for an end user; `retry` says whether another try may help."""

    code: ErrorCode
    message: str
    field: str | None = Field(default=None, description="the field at fault, dotted")
    retry: bool = False


class ErrorBody(_Exact):
    """The body of every refusal."""

    error: Error


class Job(_Exact):
    """A job as it stands. Progress never falls. `error` is there when it failed or was cancelled."""

    id: JobId
    kind: Kind
    status: JobStatus
    stage: Stage | None = None
    progress: Progress = 0.0
    result: SongResult | DraftResult | None = None
    error: Error | None = None
    created_at: datetime


class ServiceCapabilities(_Exact):
    """What the service's models can do, for a page to show. Durations in seconds."""

    model: str
    label: str
    sings: bool
    honours_guidance: bool
    languages: list[str]
    shortest: int
    longest: int
    remix: list[str]
    typical_wait: str
    notes: list[str] = []
