"""The embedded sketch engine, run in a child process so that pages stay fast."""

import importlib.util
import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from pathlib import Path
from typing import IO, Any, cast

from melodymaker import ports
from melodymaker.adapters.outside_writer import OutsideWriter
from melodymaker.errors import GenerationCancelled, GenerationFailed, NoRoom
from melodymaker.i18n import later
from melodymaker.types import FileName, RemixKind, Seconds, SongRequest, Stage, Voice

log = logging.getLogger(__name__)

MAX_SECONDS = 240
_POLL = 0.25
_NICE = 5
_ANOTHER_SONG = later(
    "This song was made by an earlier version of the sketch engine, which makes another one of it by now."
)
# The language of the lyrics that it writes.
_WRITES = "en"


class SketchGenerator:
    """Composes on the CPU, without a network, a key or a download."""

    name = "sketch"

    def __init__(
        self, storage: ports.Storage, sound_font: Path | None = None, writer: OutsideWriter | None = None
    ) -> None:
        self._storage = storage
        self._sound_font = sound_font
        self._writer = writer
        # Who wants the parts of many songs does not take the processors from those who make some.
        self._parts = threading.Lock()

    @property
    def capabilities(self) -> ports.Capabilities:
        """What it can do: it sings where the package that holds its voice is whole, and hums where it is not."""
        from melodymaker.sketch.voice.assets import voice_fault

        fault = voice_fault()
        missing = f"There is no voice to sing with: {fault}. A wordless one carries the tune."
        return ports.Capabilities(
            label=later("Sketch engine"),
            sings=not fault,
            shortest=20,
            longest=180,
            typical_wait=later("a few seconds"),
            notes=(missing if fault else later("It sings English. Words of other languages are hummed."),),
            remix=(RemixKind.VARY, RemixKind.RESTYLE, RemixKind.EXTEND, RemixKind.REPLACE),
            remixes_own_scores=True,
            voices=() if fault else tuple(Voice),
            parts=True,
        )

    def generate(self, job: ports.Job, listener: ports.ProgressListener) -> ports.Pair:
        """Make the pair in a child process and put its eight files in the storage."""
        written = self._written(job.request, listener)
        if written:
            job = replace(job, request=replace(job.request, lyrics=written[2]))
        with tempfile.TemporaryDirectory(prefix="melodymaker-") as folder:
            result = self._sketch(Path(folder), job, listener)
            first, second = result["takes"]
            for names, take in zip(job.files, (first, second), strict=True):
                for kind in ("master", "stream", "cover", "thumb"):
                    self._storage.put(FileName(getattr(names, kind)), Path(folder, take[kind]))
        # What it writes is English; what it was given may be anything.
        language = "" if job.request.lyrics else _WRITES
        takes = (_take(first), _take(second))
        if written and self._writer:
            return ports.Pair(written[0], result["lyrics"], takes, writer=self._writer.model)
        return ports.Pair(result["title"], result["lyrics"], takes, language=language)

    def draft(self, job: ports.DraftJob) -> ports.Draft:
        """Write the lyrics and choose the music, which is quick enough to need no child process."""
        from melodymaker.sketch.draft import write_draft, write_line
        from melodymaker.sketch.request import SketchRequest

        request = SketchRequest(**_values(replace(job.request, lyrics="")))
        try:
            draft = write_draft(request)
            title, style, lyrics = draft.title, draft.style, draft.lyrics
            if job.line is not None:
                lyrics = self._other_line(job) or write_line(request, job.request.lyrics, job.line)
            elif written := self._written(replace(job.request, lyrics="")):
                title, style, lyrics = written[0], written[1] or style, written[2]
        except ValueError as error:
            raise GenerationFailed(str(error), retry=False) from error
        return ports.Draft(title, style, lyrics, draft.bpm, draft.key, Seconds(draft.duration))

    def not_understood(self, request: SongRequest) -> tuple[str, ...]:
        """Tags, names and words that are in none of its tables."""
        from melodymaker.sketch.request import SketchRequest
        from melodymaker.sketch.unknown import not_understood

        return not_understood(SketchRequest(**_values(request)))

    def write_parts(self, source: ports.Source, folder: Path) -> None:
        """Compose the take once more in a child process, and write its parts; one song at a time."""
        command = [sys.executable, "-m", "melodymaker.sketch", "--json", "--parts", str(source.take), str(folder)]
        if self._sound_font:
            command += ["--sound-font", str(self._sound_font)]
        with self._parts, _child(command, json.dumps(_values(source.request))) as child:
            for line in _lines(cast("IO[bytes]", child.stdout), lambda: False):
                message = json.loads(line)
                if message.get("no_room"):
                    raise NoRoom
                if "error" in message:
                    raise GenerationFailed(message["error"], retry=False)
                if message["result"]["score_hash"] != source.score_hash:
                    raise GenerationFailed(_ANOTHER_SONG, retry=False)
                return
        raise GenerationFailed

    def abandon(self, job_id: str) -> None:
        """Nothing to do: this engine has no external jobs, and its work ends with the worker."""

    def check(self) -> None:
        """Raise unless the sound font is there: the one named, or the one that a package brings."""
        if self._sound_font and not self._sound_font.is_file():
            raise FileNotFoundError(self._sound_font)
        if not self._sound_font and importlib.util.find_spec("pretty_midi") is None:
            raise ModuleNotFoundError(name="pretty_midi")

    def _written(
        self, request: SongRequest, listener: ports.ProgressListener | None = None
    ) -> tuple[str, str, str] | None:
        """Title, style and lyrics by the writer from outside, where there is one and lyrics are wanted."""
        from melodymaker.sketch.draft import write_draft
        from melodymaker.sketch.request import SketchRequest

        if not self._writer or request.lyrics or request.remix or request.instrumental:
            return None
        own = write_draft(SketchRequest(**_values(request)))
        if not own.lyrics:  # "no vocals" may be among the words
            return None
        if listener:
            listener.report(Stage.WRITING, 0.0)
        return self._writer.write_song(_wish(request), own.duration)

    def _other_line(self, job: ports.DraftJob) -> str:
        """The lyrics with the line rewritten by the writer from outside; "" where there is none, or it fails."""
        if not self._writer or job.line is None:
            return ""
        lines = job.request.lyrics.split("\n")
        line = self._writer.write_line(_wish(job.request), job.request.lyrics, job.line)
        return "\n".join([*lines[: job.line], line, *lines[job.line + 1 :]]) if line else ""

    def _sketch(self, folder: Path, job: ports.Job, listener: ports.ProgressListener) -> dict[str, Any]:
        command = [sys.executable, "-m", "melodymaker.sketch", "--json", str(folder)]
        if self._sound_font:
            command += ["--sound-font", str(self._sound_font)]
        with _child(command, json.dumps(_values(job.request))) as child:
            for line in _lines(cast("IO[bytes]", child.stdout), listener.cancelled):
                message = json.loads(line)
                if "result" in message:
                    return message["result"]
                if message.get("no_room"):
                    log.error("the sketch engine: %s", message["error"])
                    raise NoRoom
                if "error" in message:
                    raise GenerationFailed(message["error"], retry=False)
                listener.report(Stage(message["stage"]), message["progress"])
            log.error("the sketch engine ended early: exit status %s", child.wait())
        raise GenerationFailed


def _wish(request: SongRequest) -> str:
    """What the user asked for, in words."""
    parts = (("", request.description), ("Style: ", request.style), ("Title: ", request.title))
    return "\n".join(f"{label}{text}" for label, text in parts if text)


def _values(request: SongRequest) -> dict[str, Any]:
    """What of the request the engine has a field for; what is empty is left out, for the engine to choose."""
    from melodymaker.sketch.request import SketchRequest

    names = [field.name for field in fields(SketchRequest) if hasattr(request, field.name)]
    values = {name: getattr(request, name) for name in names}
    values = {name: value for name, value in values.items() if value not in (None, "")}
    return {**values, "source": _source(request.source)} if request.source else values


def _source(text: str) -> dict[str, Any]:
    """The song that a remix starts from, as the engine takes it."""
    source = ports.Source.of(text)
    return {"request": _values(source.request), "take": source.take, "score_hash": source.score_hash}


def _take(result: dict[str, Any]) -> ports.Take:
    return ports.Take(
        style=result["style"],
        bpm=result["bpm"],
        key=result["key"],
        duration=Seconds(result["duration"]),
        seed=result["seed"],
        guidance=result["guidance"],
        categories=tuple(result["categories"]),
        peaks=tuple(result["peaks"]),
        score_hash=result["score_hash"],
        timings=tuple((float(at), line, tuple(words)) for at, line, words in result["timings"]),
        loudness=result["loudness"],
        sections=tuple((float(at), name) for at, name in result["sections"]),
        bar=result["bar"],
        sung=result["sung"],
    )


@contextmanager
def _child(command: list[str], request: str) -> Iterator[subprocess.Popen[bytes]]:
    """The running command in a process group of its own, which is gone when the block ends."""
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
    pipe = cast("IO[bytes]", child.stdin)
    output = cast("IO[bytes]", child.stdout)
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, child.pid, _NICE)  # pages go first
    try:
        with suppress(BrokenPipeError):
            pipe.write(request.encode())
            pipe.close()
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        output.close()
        child.wait()


def _lines(output: IO[bytes], cancelled: Callable[[], bool]) -> Iterator[bytes]:
    """The lines of the output; raises GenerationCancelled soon after `cancelled` says so."""
    deadline = time.monotonic() + MAX_SECONDS
    rest = b""
    while True:
        if cancelled():
            raise GenerationCancelled
        if time.monotonic() > deadline:
            msg = later("The music engine took too long over this request.")
            raise GenerationFailed(msg)
        if not select.select([output], [], [], _POLL)[0]:
            continue
        chunk = os.read(output.fileno(), 65536)
        if not chunk:
            return
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
