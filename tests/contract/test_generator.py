"""What every SongGenerator promises."""

from pathlib import Path

import pytest
import soundfile
from PIL import Image

from melodymaker import ports
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.sketch_generator import SketchGenerator
from melodymaker.errors import GenerationCancelled, GenerationFailed
from melodymaker.types import FileName, Seconds, Stage
from tests.doubles import PatientWatcher


def _files(letter: str) -> ports.TakeFiles:
    return ports.TakeFiles(
        *(FileName(f"{number}{letter * 31}.{ending}") for number, ending in enumerate(("flac", "mp3", "webp", "webp")))
    )


def _job(**changes: object) -> ports.Job:
    fields = {
        "description": "a folk tune about rain",
        "style": "",
        "lyrics": None,
        "instrumental": False,
        "duration": Seconds(20),
        "bpm": 100,
        "key": "D minor",
        "seed": 7,
        "guidance": (7.5, 15.0),
        "files": (_files("a"), _files("b")),
    }
    return ports.Job(**{**fields, **changes})


class Kept:
    """A generator and the folder that its files land in."""

    def __init__(self, folder: Path) -> None:
        self.media = folder / "media"
        self.generator: ports.SongGenerator = SketchGenerator(LocalStorage(self.media, b"secret"))

    def path(self, name: str) -> Path:
        """Where a file of that name lies."""
        return self.media / name[:2] / name


@pytest.fixture(params=["sketch"])
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def test_it_delivers_two_takes_with_eight_files(kept: Kept) -> None:
    watcher = PatientWatcher()
    job = _job()
    pair = kept.generator.generate(job, watcher)
    assert pair.title
    assert "[Verse 1]" in pair.lyrics
    for take, files in zip(pair.takes, job.files, strict=True):
        master, stream = (soundfile.info(kept.path(name)) for name in (files.master, files.stream))
        assert master.format == "FLAC"
        assert abs(master.duration - take.duration) < 0.1
        assert abs(stream.duration - take.duration) < 0.2
        assert 15 <= take.duration <= 25
        assert take.bpm == 100
        assert take.key == "D minor"
        assert take.style
        assert take.categories
        assert len(take.peaks) == 160
        assert max(take.peaks) > 0.5
        for name, side in ((files.cover, 1024), (files.thumb, 256)):
            with Image.open(kept.path(name)) as picture:
                assert (picture.format, picture.size) == ("WEBP", (side, side))
    assert pair.takes[0].score_hash != pair.takes[1].score_hash
    assert [take.guidance for take in pair.takes] == [7.5, 15.0]
    progress = [part for _, part in watcher.told]
    assert progress == sorted(progress)
    assert {stage for stage, _ in watcher.told} == set(Stage)


def test_own_lyrics_come_back_to_the_letter(kept: Kept) -> None:
    words = "[Verse 1]\nZażółć  gęślą (jaźń)\n\n[Chorus]\nla 🎹"
    pair = kept.generator.generate(_job(description="", style="folk", lyrics=words), PatientWatcher())
    assert pair.lyrics == words


def test_called_off_it_stops_and_delivers_nothing(kept: Kept) -> None:
    watcher = PatientWatcher()
    watcher.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        kept.generator.generate(_job(duration=Seconds(180)), watcher)
    assert not [path for path in kept.media.rglob("*") if path.is_file()]


def test_what_cannot_be_made_is_said_and_not_tried_again(kept: Kept) -> None:
    with pytest.raises(GenerationFailed) as caught:
        kept.generator.generate(_job(bpm=10**6), PatientWatcher())
    assert not caught.value.retry


def test_it_says_whether_it_works(kept: Kept) -> None:
    kept.generator.check()
