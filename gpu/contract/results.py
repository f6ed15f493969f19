"""What the service gives: jobs, finished songs, drafts, refusals and what it can do."""

from datetime import datetime

from pydantic import Field

from gpu.contract.terms import PEAKS, ErrorCode, Exact, JobId, JobStatus, Kind, Progress, Stage


class TakeResult(Exact):
    """One finished take, its files uploaded."""

    duration: float = Field(gt=0, description="seconds")
    seed: int
    guidance: float | None = Field(description="null where the model ignores it")
    peaks: list[Progress] = Field(min_length=PEAKS, max_length=PEAKS, description="the waveform's levels")
    loudness: float = Field(description="LUFS")


class Provenance(Exact):
    """Which models made a song, at which commits of their repositories."""

    model: str
    revision: str
    steps: int
    shift: float
    scheduler: str | None = None
    planner: str = ""
    planner_revision: str = ""
    writer: str
    writer_revision: str
    cover: str
    cover_revision: str


class SongResult(Exact):
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


class DraftResult(Exact):
    """What the writer proposes, for the user to edit."""

    title: str
    style: str
    language: str
    bpm: int
    key: str
    duration: float
    categories: list[str]
    lyrics: str


class Error(Exact):
    """What went wrong, as a message for an end user; `retry` says whether another try may help."""

    code: ErrorCode
    message: str
    field: str | None = Field(default=None, description="the field at fault, dotted")
    retry: bool = False


class ErrorBody(Exact):
    """The body of every refusal."""

    error: Error


class Job(Exact):
    """A job as it stands. Progress never falls. `error` is there when it failed or was cancelled."""

    id: JobId
    kind: Kind
    status: JobStatus
    stage: Stage | None = None
    progress: Progress = 0.0
    result: SongResult | DraftResult | None = None
    error: Error | None = None
    created_at: datetime


class ServiceCapabilities(Exact):
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
    at_once: int = Field(default=2, description="how many songs are under way together")
    notes: list[str] = []
