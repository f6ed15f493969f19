"""The engine that makes the songs: what it is given, what it returns, and what it reports meanwhile."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from melodymaker.ports.source import Source
from melodymaker.types import FileName, RemixKind, Seconds, SongRequest, Stage, Voice


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
    """What an engine is given. Without lyrics it writes them, unless the request is for an instrumental.

    `source` is the storage's name for the sound of the song that a remix starts from, where the engine needs it.
    `language` is that of the source's lyrics (ISO 639), where it is known.
    `resumes` is the id of the external job that an earlier worker began for this same request, if one did.
    """

    request: SongRequest
    files: tuple[TakeFiles, TakeFiles]
    resumes: str = ""
    source: FileName | None = None
    language: str = ""


class ProgressListener(Protocol):
    """What an engine reports to while it works: the worker that waits for the pair."""

    def report(self, stage: Stage, progress: float) -> None:
        """Take note of how far the work is, from 0 to 1; raises GenerationCancelled when nobody waits any more."""
        ...

    def cancelled(self) -> bool:
        """Whether this worker waits no more: the request was cancelled, or the worker is stopping."""
        ...

    def save_job(self, job_id: str) -> None:
        """Store the id of an external engine's job, so that another worker can go on waiting for it."""
        ...


@dataclass(frozen=True)
class Take:
    """What an engine says of one finished take. `peaks` are 160 levels from 0 to 1.

    `guidance` is None where the engine does not honour it; `timings` are (seconds, line) of the lyrics, or (seconds,
    line, the seconds of each of its words and of the last one's end), and `sections` (seconds, name), where it knows
    them, as it may know the length of a `bar` in seconds; `loudness` is in LUFS. `sung` says whether the words are sung
    in this take, where that is not what the engine does with all.
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
    timings: tuple[tuple[float, str] | tuple[float, str, tuple[float, ...]], ...] = ()
    loudness: float = -14.0
    sections: tuple[tuple[float, str], ...] = ()
    bar: float = 0.0
    sung: bool | None = None


@dataclass(frozen=True)
class Pair:
    """Two takes of one song, their files delivered to the storage; `model` is what made them, if not the engine.

    `language` is that of the lyrics (ISO 639), where the engine knows it; `writer` is who wrote them, if it was
    somebody from outside: an engine that composes anew from scores is then given them.
    """

    title: str
    lyrics: str
    takes: tuple[Take, Take]
    model: str = ""
    language: str = ""
    writer: str = ""


@dataclass(frozen=True)
class Capabilities:
    """What an engine can do, for the create page to show. Durations in seconds.

    `languages` are ISO 639 codes; `remix` holds the kinds of remix that it makes, of any song's sound or, with
    `remixes_own_scores`, of the scores of its own songs; `at_once` is how many pairs one worker may have under way;
    `voices` are those that one can choose from, if one can; `parts` says whether it can make a song's parts anew;
    `answers` is false while the engine cannot be reached.
    """

    label: str
    sings: bool
    shortest: int
    longest: int
    typical_wait: str
    notes: tuple[str, ...] = ()
    honours_guidance: bool = True
    languages: tuple[str, ...] = ("en",)
    remix: tuple[RemixKind, ...] = ()
    remixes_own_scores: bool = False
    at_once: int = 1
    voices: tuple[Voice, ...] = ()
    parts: bool = False
    answers: bool = True


@dataclass(frozen=True)
class DraftJob:
    """What a draft is made from. With `line`, an index into the lyrics' lines, only that line is to be rewritten."""

    request: SongRequest
    line: int | None = None


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

    def generate(self, job: Job, listener: ProgressListener) -> Pair:
        """Make the pair, put its files in the storage, and report progress on the way.

        Raises GenerationFailed, NoRoom and StorageFailed with messages for the user, EngineUnreachable when an external
        job may still be going on, and GenerationCancelled soon after the listener is cancelled, with the job going on.
        """
        ...

    def draft(self, job: DraftJob) -> Draft:
        """Write without making music; raises GenerationFailed with messages for the user."""
        ...

    def not_understood(self, request: SongRequest) -> tuple[str, ...]:
        """What of the style and description the music will not follow, at most a few words; quick, and never waits."""
        ...

    def write_parts(self, source: Source, folder: Path) -> None:
        """Write a finished take's parts into the folder: sounds, score, lyrics with their times.

        Raises GenerationFailed with messages for the user, also where the engine makes another song of it by now.
        """
        ...

    def abandon(self, job_id: str) -> None:
        """Stop an external job that nobody waits for; one that has ended, or is unknown, is no error."""
        ...

    def check(self) -> None:
        """Raise unless it works."""
        ...
