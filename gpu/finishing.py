"""What is left to do when the GPU is free again: sounds and pictures become tagged files and are handed over."""

import json
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from gpu.audio import Array, write_take
from gpu.contract import CONTENT_TYPES, Provenance, SongRequest, SongResult, Stage, TakeResult, TakeUploads
from gpu.cover import save_cover
from gpu.progress import Progress
from gpu.tags import Tags, sleeve, tag_flac, tag_mp3
from gpu.transfer import upload
from gpu.writer import Plan

# Puts a file where its address says, with a content type; the last argument raises when the job was called off.
Deliver = Callable[[Path, str, str, Callable[[], None]], None]
_FILES = {"master": "song.flac", "stream": "song.mp3", "cover": "cover.webp", "thumb": "thumb.webp"}


@dataclass(frozen=True)
class Take:
    """One take as the GPU leaves it: sound (2, samples), picture, and how they came about."""

    sound: Array
    picture: Image
    seed: int
    guidance: float | None


@dataclass(frozen=True)
class Recording:
    """A pair of takes of one plan; `rate` in samples a second, `engine` the music model's name for people."""

    plan: Plan
    takes: tuple[Take, Take]
    rate: int
    engine: str
    provenance: Provenance


def finish(request: SongRequest, recording: Recording, progress: Progress, deliver: Deliver = upload) -> SongResult:
    """Master, encode, tag and deliver both takes, side by side; raises ServiceError when a file does not arrive."""
    steps = 2 * (1 + len(CONTENT_TYPES))
    done: list[str] = []

    def tick(step: str) -> None:
        done.append(step)
        progress.tick(Stage.FINISHING, len(done) / steps)

    def finished(index: int) -> TakeResult:
        paths = {name: Path(folder, f"{index}-{file}") for name, file in _FILES.items()}
        result = _write(request.artist, recording, recording.takes[index], paths)
        tick("written")
        for name, path in paths.items():
            _deliver(deliver, request.uploads[index], name, path, progress)
            tick(name)
        return result

    progress.tick(Stage.FINISHING, 0.0)
    with (
        progress.timed(Stage.FINISHING),
        tempfile.TemporaryDirectory(prefix="melodymaker-") as folder,
        ThreadPoolExecutor(2) as pool,
    ):
        first, second = pool.map(finished, (0, 1))
    plan = recording.plan
    return SongResult(
        title=plan.title,
        style=plan.style,
        language=plan.language,
        bpm=plan.bpm,
        key=plan.key,
        lyrics=plan.lyrics,
        categories=plan.categories,
        takes=(first, second),
        provenance=recording.provenance,
        seconds=dict(progress.seconds),
    )


def _write(artist: str, recording: Recording, take: Take, paths: dict[str, Path]) -> TakeResult:
    plan = recording.plan
    made = write_take(take.sound, recording.rate, paths["master"], paths["stream"], take.seed)
    save_cover(take.picture, paths["cover"], paths["thumb"])
    provenance = recording.provenance.model_dump() | {"seed": take.seed, "guidance": take.guidance}
    tags = Tags(
        title=plan.title,
        artist=artist,
        genre=", ".join(plan.categories),
        bpm=plan.bpm,
        key=plan.key,
        lyrics=plan.lyrics,
        engine=recording.engine,
        provenance=json.dumps(provenance),
    )
    jpeg = sleeve(take.picture)
    tag_flac(paths["master"], tags, jpeg)
    tag_mp3(paths["stream"], tags, jpeg)
    return TakeResult(seed=take.seed, guidance=take.guidance, **vars(made))


def _deliver(deliver: Deliver, uploads: TakeUploads, name: str, path: Path, progress: Progress) -> None:
    deliver(path, getattr(uploads, name), CONTENT_TYPES[name], progress.check)
