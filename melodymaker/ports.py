"""What the app needs from outside, as Protocols, and the set of adapters in use."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from melodymaker.types import AT_ONCE, ChangedId, FileName, Seconds, Stage, UserId


class Storage(Protocol):
    """Keeps the songs' files under names that are never used twice."""

    def put(self, name: FileName, source: Path) -> None:
        """Keep a copy of the file, whole or not at all; its type follows from the name's ending.

        Raises NoRoom when the disk is full, and StorageFailed when it cannot be kept for another reason.
        """
        ...

    def url(self, name: FileName, lifetime: Seconds, download_as: str = "") -> str:
        """An address that anyone may read, in ranges, until it expires; saved under `download_as` if given."""
        ...

    def put_url(self, name: FileName, lifetime: Seconds) -> str:
        """An address that takes the file by PUT, with the content type of its name, until it expires."""
        ...

    def fetch(self, name: FileName, target: Path) -> None:
        """Write the file to this path.

        Raises NotFound when it is not there, FileUnreadable when it cannot be read, and NoRoom when this disk is full.
        """
        ...

    def size(self, name: FileName) -> int:
        """How many bytes the file has; raises NotFound when it is not there, and StorageFailed without an answer."""
        ...

    def delete(self, names: Collection[FileName]) -> None:
        """Forget the files; names that are not there are no error."""
        ...

    def signed_file(self, name: str, expires: str, signature: str, download_as: str = "") -> Path:
        """The file behind an address from `url`.

        Raises NotFound unless the address is signed and in time, and FileUnreadable when it leads to no file with
        anything in it.
        """
        ...

    def check_upload(self, name: str, expires: str, signature: str, kind: str) -> FileName:
        """The name that an address from `put_url` takes a file of this type for, before any of it is read.

        Raises NotFound unless the address is signed and in time.
        """
        ...

    def free(self) -> int | None:
        """How many bytes there is room for; None where nobody knows, as in a bucket."""
        ...

    def remove_unfinished(self) -> int:
        """Remove what is left of files that were never completed, once it is an hour old; returns how many."""
        ...

    def check(self) -> None:
        """Raise unless what is written can be read again."""
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

    async def changed(self, within: Seconds) -> set[ChangedId]:
        """What changed since the last call; empty when nothing does within this time."""
        ...


class Live(Protocol):
    """Tells open tabs that something changed. Messages are hints: the listener re-reads the row."""

    def publish(self, user_id: UserId, changed: ChangedId) -> None:
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
    """What an engine is asked for. `lyrics` is None when the engine should write them.

    `resumes` names the job at an engine outside that an earlier worker began for this same request, if one did.
    """

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
    resumes: str = ""


class Watcher(Protocol):
    """The worker that waits for a pair."""

    def report(self, stage: Stage, progress: float) -> None:
        """Hear how far the work is, from 0 to 1; raises GenerationCancelled when nobody waits any more."""
        ...

    def cancelled(self) -> bool:
        """Whether this worker waits no more: the request was called off, or the worker is stopping."""
        ...

    def note(self, job_id: str) -> None:
        """Keep the name of a job at an engine outside, so that another worker can go on waiting for it."""
        ...


@dataclass(frozen=True)
class Take:
    """What an engine says of one finished take. `peaks` are 160 levels from 0 to 1.

    `guidance` is None where the engine does not honour it; `timings` are (seconds, line) of the lyrics, where
    it knows them; `loudness` is in LUFS.
    """

    style: str
    bpm: int
    key: str
    duration: Seconds
    seed: int
    guidance: float | None
    categories: tuple[str, ...]
    peaks: tuple[float, ...]
    score_hash: str = ""
    timings: tuple[tuple[float, str], ...] = ()
    loudness: float = -14.0


@dataclass(frozen=True)
class Pair:
    """Two takes of one song, their files delivered to the storage; `model` is what made them, if not the engine."""

    title: str
    lyrics: str
    takes: tuple[Take, Take]
    model: str = ""


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do, for the create page to show. Durations in seconds.

    `languages` are ISO 639 codes; `remix` holds the kinds cover, repaint, extend; `at_once` is how many pairs one
    worker may have under way.
    """

    label: str
    sings: bool
    shortest: int
    longest: int
    typical_wait: str
    notes: tuple[str, ...] = ()
    honours_guidance: bool = True
    languages: tuple[str, ...] = ("en",)
    remix: tuple[str, ...] = ()
    at_once: int = 1


@dataclass(frozen=True)
class DraftJob:
    """What a draft is asked for. With `line`, a place in the lyrics from 0, only that line is to be written anew."""

    description: str
    style: str
    lyrics: str
    line: int | None
    instrumental: bool
    seed: int


@dataclass(frozen=True)
class Draft:
    """What an engine's writer proposes, for the user to edit before any music is made."""

    title: str
    style: str
    lyrics: str
    bpm: int
    key: str
    duration: Seconds


class SongGenerator(Protocol):
    """An engine that makes pairs of songs."""

    name: str

    @property
    def capabilities(self) -> Capabilities:
        """What it can do, as far as is known; never waits."""
        ...

    def generate(self, job: Job, watcher: Watcher) -> Pair:
        """Make the pair, put its files in the storage, and tell of progress on the way.

        Raises GenerationFailed, NoRoom and StorageFailed with words for the user, EngineUnreachable when a job outside
        may still be going on, and GenerationCancelled soon after the watcher waits no more; a job outside goes on then.
        """
        ...

    def draft(self, job: DraftJob) -> Draft:
        """Write without making music; raises GenerationFailed with words for the user."""
        ...

    def abandon(self, job_id: str) -> None:
        """Stop a job outside that nobody waits for; one that has ended, or is unknown, is no error."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...


@dataclass(frozen=True)
class Quota:
    """How much one user may have: songs made in 24 hours, and bytes of stored files. 0 is no limit."""

    songs_per_day: int = 0
    bytes_per_user: int = 0


@dataclass(frozen=True)
class Ports:
    """The adapters that this process uses, and how much of them one user may have."""

    storage: Storage
    queue: JobQueue
    live: Live
    generator: SongGenerator
    limits: Limits
    quota: Quota = Quota()


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
