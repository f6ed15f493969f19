"""What can be asked of the service."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationInfo, field_validator

from gpu.contract.terms import (
    Address,
    Bpm,
    Description,
    Duration,
    Exact,
    Guidance,
    JobId,
    Key,
    Kind,
    Language,
    Lyrics,
    Style,
)


class TakeUploads(Exact):
    """Presigned addresses that take the files of one take by PUT, each with its type in CONTENT_TYPES."""

    master: Address
    stream: Address
    cover: Address
    thumb: Address


class _PairRequest(Exact):
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

    Its guidance is 10 and 15 by default: 20, which might be wanted for the second, is above ACE-Step's own range.
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


class DraftRequest(Exact):
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
