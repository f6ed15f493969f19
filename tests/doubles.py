"""Stand-ins for what the tests do not want to wait for, each named for what it does."""

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from melodymaker import ports
from melodymaker.errors import (
    EngineUnreachable,
    GenerationCancelled,
    GenerationFailed,
    InvalidSignature,
    MailNotSent,
    NotDelivered,
)
from melodymaker.types import AT_ONCE, Change, Seconds, SongRequest, Stage, Topic, UserId, Work


class CountingQueue:
    """A queue that records what is enqueued, and runs nothing."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.works: list[Work] = []

    def enqueue(self, delay: Seconds = AT_ONCE, work: Work = Work.SONGS) -> None:
        """Record the delay, or the work where it is another than making songs."""
        if work == Work.SONGS:
            self.delays.append(delay)
        else:
            self.works.append(work)

    def check(self) -> None:
        """Always well."""


class ScriptedPayments:
    """Sells one pack, to somebody whose orders are `orders`, and believes no message."""

    def __init__(self, *orders: ports.Order) -> None:
        self._orders = orders
        self.forgotten: list[UserId] = []

    def packs(self) -> tuple[ports.Pack, ...]:
        """One pack."""
        return (ports.Pack("pack-10", 10, price="$4.99"),)

    def create_customer(self, user_id: UserId, _email: str, _name: str) -> str:
        """Know everybody at once."""
        return f"customer-{user_id}"

    def forget_customer(self, user_id: UserId) -> None:
        """Remember who was forgotten."""
        self.forgotten.append(user_id)

    def checkout_url(self, user_id: UserId, pack_id: str, _back_to: str) -> str:
        """An address of nowhere."""
        return f"https://pay.example/{user_id}/{pack_id}"

    def portal_url(self, user_id: UserId, _back_to: str) -> str:
        """Another one."""
        return f"https://pay.example/{user_id}"

    def orders_of(self, user_id: UserId) -> Iterator[ports.Order]:
        """Those of the script that are the user's."""
        return (order for order in self._orders if order.user_id == user_id)

    def orders_since(self, _at: datetime) -> Iterator[ports.Order]:
        """Those of the script."""
        return iter(self._orders)

    def verified_event(self, _body: bytes, _headers: Mapping[str, str]) -> ports.Event:
        """No message is the service's."""
        raise InvalidSignature

    def order_of_event(self, body: str) -> ports.Order | None:
        """Not for this one."""
        raise AssertionError(body)


class AtOnce:
    """An executor that waits for nothing."""

    def submit(self, function: Callable[[], object]) -> None:
        """Do it."""
        function()


class RecordingLive:
    """Remembers what was announced."""

    def __init__(self) -> None:
        self.published: list[tuple[Change, tuple[Topic, ...]]] = []

    def publish(self, change: Change, *topics: Topic) -> None:
        """Remember the announcement."""
        self.published.append((change, topics))

    def subscribe(self, *topics: Topic) -> ports.Subscription:
        """Not for this one."""
        raise AssertionError(topics)


class RecordingMailer:
    """Remembers what was sent; `refuses` has it take nothing."""

    delivers = True

    def __init__(self) -> None:
        self.sent: list[ports.Mail] = []
        self.refuses = False

    def send(self, mail: ports.Mail) -> None:
        """Remember the mail."""
        if self.refuses:
            raise MailNotSent
        self.sent.append(mail)


class RecordingMessenger:
    """Remembers what was posted, and answers with `answers`, each a status or what goes wrong; then with 200."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[int | NotDelivered] = []

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        """Remember the message."""
        self.posted.append((url, dict(headers), body))
        answer = self.answers.pop(0) if self.answers else 200
        if isinstance(answer, NotDelivered):
            raise answer
        return answer


class RecordingListener:
    """A worker that waits for a pair, and records what is reported."""

    def __init__(self) -> None:
        self.reported: list[tuple[Stage, float]] = []
        self.saved_jobs: list[str] = []
        self.off = threading.Event()
        self.off_at_first_report = False

    def report(self, stage: Stage, progress: float) -> None:
        """Remember how far it is."""
        self.reported.append((stage, progress))
        if self.off_at_first_report:
            self.off.set()

    def cancelled(self) -> bool:
        """Whether the test has cancelled it."""
        return self.off.is_set()

    def save_job(self, job_id: str) -> None:
        """Record the external job."""
        self.saved_jobs.append(job_id)


class ScriptedGenerator:
    """Delivers small files at once; fails, or waits to be cancelled, as scripted."""

    name = "scripted"
    capabilities = ports.Capabilities(label="Scripted", sings=True, shortest=20, longest=180, typical_wait="no time")

    def __init__(self, storage: ports.Storage, folder: Path) -> None:
        self._storage = storage
        self._file = folder / "scripted.bin"
        self._file.write_bytes(b"file of a song")
        self.jobs: list[ports.Job] = []
        self.failures: list[Exception] = []
        self.wait_for_cancel = False
        self.outside = ""  # the job's name, as at an engine outside
        self.abandoned: list[str] = []
        self.unreachable = False
        self.started = threading.Event()

    def generate(self, job: ports.Job, listener: ports.ProgressListener) -> ports.Pair:
        """Do as scripted."""
        self.jobs.append(job)
        if self.outside:
            listener.save_job(job.resumes or self.outside)
        self.started.set()
        listener.report(Stage.WRITING, 0.1)
        if self.failures:
            raise self.failures.pop(0)
        while self.wait_for_cancel:
            if listener.cancelled():
                raise GenerationCancelled
            threading.Event().wait(0.01)
        for take in job.files:
            for name in take.names():
                self._storage.put(name, self._file)
        listener.report(Stage.FINISHING, 0.9)
        lyrics = job.request.lyrics or ("" if job.request.instrumental else "[Verse 1]\nOne line\n")
        return ports.Pair("A Scripted Song", lyrics, (self._take(job, 0), self._take(job, 1)))

    def draft(self, job: ports.DraftJob) -> ports.Draft:
        """Return the request as a draft."""
        if self.failures:
            raise self.failures.pop(0)
        lyrics = job.request.lyrics.splitlines() or ["[Verse 1]", "One line"]
        if job.line is not None:
            lyrics[job.line] = f"Another line {job.request.seed}"
        return ports.Draft("Drafted", job.request.style or "folk, warm", "\n".join(lyrics), 90, "C major", Seconds(90))

    def not_understood(self, request: SongRequest) -> tuple[str, ...]:
        """The words of the description in capitals."""
        return tuple(word for word in request.description.split() if word.isupper())

    def abandon(self, job_id: str) -> None:
        """Remember what was abandoned."""
        if self.unreachable:
            raise EngineUnreachable
        self.abandoned.append(job_id)

    def write_parts(self, source: ports.Source, folder: Path) -> None:
        """Write one part, which says what it is of."""
        if self.failures:
            raise self.failures.pop(0)
        (folder / "vocals.flac").write_text(f"take {source.take} of {source.request.seed}")

    def check(self) -> None:
        """Always well."""

    def _take(self, job: ports.Job, index: int) -> ports.Take:
        return ports.Take(
            style="folk, warm",
            bpm=job.request.bpm or 90,
            key=job.request.key or "C major",
            duration=Seconds(60.0 + index),
            seed=(job.request.seed or 0) + index,
            guidance=job.request.guidance[index],
            categories=("folk", "calm"),
            peaks=(0.0, 0.5, 1.0) * 53 + (0.25,),
            score_hash="0" * 64,
            timings=((1.5, "A line"), (3.0, "Another")),
            loudness=-12.5,
        )


__all__ = ["CountingQueue", "GenerationFailed", "RecordingListener", "RecordingLive", "ScriptedGenerator"]
