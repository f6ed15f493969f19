"""What every SongGenerator promises."""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
import soundfile
from granian.constants import Interfaces
from granian.server.embed import Server
from PIL import Image
from starlette.applications import Starlette

from deploy.local.servers import free_port
from melodymaker import ports
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.sketch_generator import SketchGenerator
from melodymaker.api import media
from melodymaker.errors import GenerationCancelled, GenerationFailed
from melodymaker.types import FileName, RemixKind, SongRequest, Stage
from tests.doubles import RecordingListener
from tests.gpu.process import KEYS
from tests.waiting import stays

pytest_plugins = ["tests.gpu.whole"]
OUTSIDE = pytest.param("gpu", marks=pytest.mark.gpu)


def _files(letter: str) -> ports.TakeFiles:
    return ports.TakeFiles(
        *(FileName(f"{number}{letter * 31}.{ending}") for number, ending in enumerate(("flac", "mp3", "webp", "webp")))
    )


def _job(resumes: str = "", **changes: object) -> ports.Job:
    request = SongRequest(description="a folk tune about rain", duration=20, bpm=100, key="D minor", seed=7)
    return ports.Job(replace(request, **changes), (_files("a"), _files("b")), resumes)


@dataclass(frozen=True)
class Kept:
    """A generator, the folder that its files land in, and the size of its covers."""

    generator: ports.SongGenerator
    media: Path
    cover: int = 1024
    thumb: int = 256
    # An external engine is polled, so that a stage may be missed.
    outside: bool = False

    def path(self, name: str) -> Path:
        """Where a file of that name lies."""
        return self.media / name[:2] / name

    def files(self) -> list[Path]:
        """Every file."""
        return [path for path in self.media.rglob("*") if path.is_file()]


@pytest.fixture(params=["sketch", OUTSIDE])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    folder = tmp_path / "media"
    if request.param == "sketch":
        yield Kept(SketchGenerator(LocalStorage(folder, b"secret")), folder)
        return
    with media_served(folder) as storage, closing(GpuService(request.getfixturevalue("gpu").url, *KEYS)) as client:
        yield Kept(GpuGenerator(storage, client), folder, cover=64, thumb=64, outside=True)


@contextmanager
def media_served(folder: Path) -> Iterator[LocalStorage]:
    """A folder storage that takes uploads through the app's own route, until the block ends."""
    port = free_port()
    storage = LocalStorage(folder, b"secret", f"http://127.0.0.1:{port}")
    loop = asyncio.new_event_loop()
    server = Server(Starlette(routes=media.ROUTES), port=port, interface=Interfaces.ASGINL, log_enabled=False)
    ports.use(ports.Ports(storage, *(cast("Any", None),) * 5))
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),))
    thread.start()
    try:
        yield storage
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join()
        loop.close()
        ports.use(None)


def test_generate_delivers_two_takes_with_eight_files(kept: Kept) -> None:
    listener = RecordingListener()
    job = _job()
    pair = kept.generator.generate(job, listener)
    assert pair.title
    assert pair.lyrics.strip() if kept.outside else "[Verse 1]" in pair.lyrics
    for take, files in zip(pair.takes, job.files, strict=True):
        master = soundfile.info(kept.path(files.master))
        assert master.format == "FLAC"
        assert abs(master.duration - take.duration) < 0.1
        # Decoded: a length guessed from an MP3's size counts the pictures in its tags.
        stream, rate = soundfile.read(kept.path(files.stream))
        assert abs(len(stream) / rate - take.duration) < 0.2
        assert 15 <= take.duration <= 25
        assert take.bpm == 100
        assert take.key == "D minor"
        assert take.style
        assert take.categories
        assert len(take.peaks) == 160
        assert max(take.peaks) > 0.5
        for name, side in ((files.cover, kept.cover), (files.thumb, kept.thumb)):
            with Image.open(kept.path(name)) as picture:
                assert (picture.format, picture.size) == ("WEBP", (side, side))
    assert len(kept.files()) == 8
    first, second = (kept.path(files.master).read_bytes() for files in job.files)
    assert first != second
    assert kept.outside or pair.takes[0].score_hash != pair.takes[1].score_hash
    assert [take.guidance for take in pair.takes] == [7.5, 15.0]
    progress = [part for _, part in listener.reported]
    assert progress == sorted(progress)
    stages = [stage for stage, _ in listener.reported]
    assert stages == sorted(stages, key=list(Stage).index)
    assert kept.outside or set(stages) == set(Stage)
    assert bool(listener.saved_jobs) == kept.outside


def test_generated_bpm_key_and_duration_are_valid(kept: Kept) -> None:
    job = _job(bpm=None, key="", duration=None, style="folk")
    pair = kept.generator.generate(job, RecordingListener())
    can = kept.generator.capabilities
    for take in pair.takes:
        assert 30 <= take.bpm <= 300
        assert re.fullmatch(r"[A-G][♭♯]? (major|minor)", take.key)
        assert take.duration <= can.longest


def test_given_lyrics_are_returned_unchanged(kept: Kept) -> None:
    words = "[Verse 1]\nZażółć  gęślą (jaźń)\n\n[Chorus]\nla 🎹"
    pair = kept.generator.generate(_job(description="", style="folk", lyrics=words), RecordingListener())
    assert pair.lyrics == words


@pytest.mark.parametrize(
    ("kind", "changes", "seconds"),
    [
        (RemixKind.VARY, {}, 20),
        (RemixKind.RESTYLE, {"style": "bossa nova"}, None),
        (RemixKind.REPLACE, {"remix_from": 4.8, "remix_to": 9.6}, 20),
        (RemixKind.EXTEND, {"remix_from": 9.6, "duration": 28}, 28),
    ],
)
def test_a_remix_starts_from_its_source(
    kept: Kept, kind: RemixKind, changes: dict[str, Any], seconds: int | None
) -> None:
    song = _job(style="folk", lyrics="[Verse]\nRain", description="")
    made = kept.generator.generate(song, RecordingListener())
    remix = replace(
        song.request,
        **{"duration": None, "guidance_low": 10.0, "remix": kind, "source_id": "song", **changes},
        source=ports.Source(song.request, 0, made.takes[0].score_hash).text(),
    )
    files = (_files("c"), _files("d"))
    pair = kept.generator.generate(ports.Job(remix, files, source=song.files[0].master), RecordingListener())
    assert pair.lyrics == "[Verse]\nRain"
    assert len(kept.files()) == 16
    assert [take.guidance for take in pair.takes] == [10.0, 15.0]
    for take, names in zip(pair.takes, files, strict=True):
        assert abs(soundfile.info(kept.path(names.master)).duration - take.duration) < 0.1
        assert seconds is None or take.duration == pytest.approx(seconds, abs=4)
        assert take.key == "D minor"


def test_all_kinds_of_remix_are_named_as_the_app_names_them(kept: Kept) -> None:
    if kept.outside:
        cast("GpuGenerator", kept.generator).read_capabilities()
    assert set(kept.generator.capabilities.remix) == set(RemixKind) - {RemixKind.NONE}
    assert kept.generator.capabilities.remixes_own_scores != kept.outside


def test_a_remix_of_nothing_fails_without_retry(kept: Kept) -> None:
    remix = replace(_job(description="", style="folk", lyrics="la").request, remix=RemixKind.VARY, source_id="song")
    with pytest.raises(GenerationFailed) as caught:
        kept.generator.generate(ports.Job(remix, _job().files), RecordingListener())
    assert not caught.value.retry


def test_a_cancelled_generation_delivers_nothing(kept: Kept) -> None:
    listener = RecordingListener()
    listener.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        kept.generator.generate(_job(duration=180), listener)
    for job_id in listener.saved_jobs:  # an external job ends when no worker takes it over
        kept.generator.abandon(job_id)
    if kept.outside:
        stays(lambda: not kept.files(), seconds=2)
    assert not kept.files()


@pytest.mark.parametrize("kept", [OUTSIDE], indirect=True)
def test_generate_with_the_same_id_resumes_the_job(kept: Kept) -> None:
    listener = RecordingListener()
    listener.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        kept.generator.generate(_job(), listener)
    later = RecordingListener()
    pair = kept.generator.generate(_job(resumes=listener.saved_jobs[0]), later)
    assert later.saved_jobs == listener.saved_jobs
    assert pair.title
    assert len(kept.files()) == 8


def test_abandon_of_an_unknown_job_does_nothing(kept: Kept) -> None:
    kept.generator.abandon("0123456789abcdef")
    assert not kept.files()


def test_a_draft_has_texts_and_no_files(kept: Kept) -> None:
    job = ports.DraftJob(SongRequest(description="a walk at dawn", seed=3))
    draft = kept.generator.draft(job)
    assert all((draft.title, draft.style, draft.lyrics))
    assert 30 <= draft.bpm <= 300
    assert re.fullmatch(r"[A-G][♭♯]? (major|minor)", draft.key)
    assert draft.duration > 0
    assert not kept.files()


def test_a_draft_of_one_line_keeps_the_others(kept: Kept) -> None:
    lyrics = "[Verse 1]\nGrey light on the harbour wall\nNobody answers at all"
    job = ports.DraftJob(SongRequest(style="folk", lyrics=lyrics, seed=3), line=1)
    first, new, last = kept.generator.draft(job).lyrics.split("\n")
    assert (first, last) == ("[Verse 1]", "Nobody answers at all")
    assert new != "Grey light on the harbour wall"


def test_what_it_does_not_follow_is_named_where_it_knows(kept: Kept) -> None:
    named = kept.generator.not_understood(SongRequest(description="a gutar song about rain", style="folk, otamatonic,"))
    assert named == (("otamatonic",) if isinstance(kept.generator, SketchGenerator) else ())
    named = kept.generator.not_understood(SongRequest(description="a gutar song about rain"))
    assert named == (("gutar",) if isinstance(kept.generator, SketchGenerator) else ())


def test_an_impossible_request_fails_without_retry(kept: Kept) -> None:
    with pytest.raises(GenerationFailed) as caught:
        kept.generator.generate(_job(bpm=10**6), RecordingListener())
    assert not caught.value.retry


def test_check_passes_while_the_engine_works(kept: Kept) -> None:
    assert kept.generator.check() is None
