"""What the app needs from outside, as Protocols, and the set of adapters in use."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from melodymaker.types import AT_ONCE, FileName, GenerationId, Seconds, Stage, UserId

Report = Callable[[Stage, float], None]


class Storage(Protocol):
    """Keeps the songs' files under names that are never used twice."""

    def put(self, name: FileName, source: Path) -> None:
        """Keep a copy of the file; its type follows from the name's ending."""
        ...

    def url(self, name: FileName, lifetime: Seconds, download_as: str = "") -> str:
        """An address that anyone may read, in ranges, until it expires; saved under `download_as` if given."""
        ...

    def put_url(self, name: FileName, lifetime: Seconds) -> str:
        """An address that takes the file by PUT, with the content type of its name, until it expires."""
        ...

    def delete(self, names: Collection[FileName]) -> None:
        """Forget the files; names that are not there are no error."""
        ...

    def signed_file(self, name: str, expires: str, signature: str, download_as: str = "") -> Path:
        """The file behind an address from `url`; raises NotFound unless it is signed and in time."""
        ...

    def take_upload(self, name: str, expires: str, signature: str, kind: str, source: Path) -> None:
        """Keep what came to an address from `put_url`; raises NotFound unless it is signed and in time."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...


class JobQueue(Protocol):
    """The doorbell that wakes a worker. Losing a ring loses no work: the rows are the queue."""

    def ring(self, delay: Seconds = AT_ONCE) -> None:
        """Wake a worker, now or after the delay."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...


class Limits(Protocol):
    """Counts attempts."""

    def allow(self, rule: str, *key: str) -> bool:
        """Count one attempt; False when the rule (such as "10/minute") allows no more for this key."""
        ...


class News(Protocol):
    """One open tab's ear on a user's changes."""

    async def changed(self, within: Seconds) -> set[GenerationId]:
        """What changed since the last call; empty when nothing does within this time."""
        ...


class Live(Protocol):
    """Tells open tabs that something changed. Messages are hints: the listener re-reads the row."""

    def publish(self, user_id: UserId, generation_id: GenerationId) -> None:
        """Announce a change, from any thread."""
        ...

    def subscribe(self, user_id: UserId) -> AbstractContextManager[News]:
        """Listen until the block ends."""
        ...


@dataclass(frozen=True)
class TakeFiles:
    """The storage names that a take's files are to get."""

    master: FileName
    stream: FileName
    cover: FileName
    thumb: FileName

    def names(self) -> tuple[FileName, ...]:
        """All four."""
        return (self.master, self.stream, self.cover, self.thumb)


@dataclass(frozen=True)
class Job:
    """What an engine is asked for. `lyrics` is None when the engine should write them."""

    description: str
    style: str
    lyrics: str | None
    instrumental: bool
    duration: Seconds | None
    bpm: int | None
    key: str | None
    seed: int
    guidance: tuple[float, float]
    files: tuple[TakeFiles, TakeFiles]


@dataclass(frozen=True)
class Take:
    """What an engine says of one finished take. `peaks` are 160 levels from 0 to 1."""

    style: str
    bpm: int
    key: str
    duration: Seconds
    seed: int
    guidance: float
    categories: tuple[str, ...]
    peaks: tuple[float, ...]
    score_hash: str = ""


@dataclass(frozen=True)
class Pair:
    """Two takes of one song, their files delivered to the storage."""

    title: str
    lyrics: str
    takes: tuple[Take, Take]


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do, for the create page to show. Durations in seconds."""

    label: str
    sings: bool
    shortest: int
    longest: int
    typical_wait: str
    notes: tuple[str, ...] = field(default=())


class SongGenerator(Protocol):
    """An engine that makes pairs of songs."""

    name: str
    capabilities: Capabilities

    def generate(self, job: Job, report: Report, cancelled: Callable[[], bool]) -> Pair:
        """Make the pair, put its files in the storage, and tell of progress on the way.

        Raises GenerationFailed with words for the user, and GenerationCancelled soon after
        `cancelled` turns true.
        """
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...


@dataclass(frozen=True)
class Ports:
    """The adapters that this process uses."""

    storage: Storage
    queue: JobQueue
    live: Live
    generator: SongGenerator
    limits: Limits


_in_use: Ports | None = None


def use(ports: Ports | None) -> None:
    """Put the adapters in use for this process."""
    global _in_use
    _in_use = ports


def in_use() -> Ports:
    """The adapters in use."""
    if _in_use is None:
        msg = "no adapters are in use: call wiring.start() first"
        raise RuntimeError(msg)
    return _in_use
