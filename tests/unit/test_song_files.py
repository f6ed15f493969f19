"""Sound written as files, and the tags in them."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen import File
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from mutagen.wave import WAVE
from PIL import Image

from song_files.encoding import waveform_peaks, write_flac_and_mp3
from song_files.tags import Tags, cover_jpeg, write_tags

RATE = 48_000
TAGS = Tags(
    title="Rain",
    comment="AI-generated",
    artist="Mira",
    genre="folk",
    year=2026,
    bpm=90,
    key="B♭ minor",
    lyrics="la\nla",
    encoder="an engine",
    more={"SEED": "7", "EMPTY": ""},
)


def _tone(seconds: float, level: float = 0.3) -> np.ndarray:
    wave = level * np.sin(np.arange(round(seconds * RATE)) * 2 * np.pi * 440 / RATE)
    return np.stack([wave, wave]).astype(np.float32)


def _write(sound: np.ndarray, folder: Path, seed: int = 1, **options: object) -> tuple[Path, Path]:
    flac = folder / "a.flac"
    mp3 = folder / "a.mp3"
    write_flac_and_mp3(sound, RATE, flac, mp3, np.random.default_rng(seed), mp3_quality=7, **options)
    return flac, mp3


def test_write_flac_and_mp3_writes_the_whole_sound_and_reports_progress(tmp_path: Path) -> None:
    reported = []
    flac, mp3 = _write(_tone(9), tmp_path, report=reported.append)
    samples, rate = soundfile.read(flac, dtype="int16")
    assert (samples.shape, rate, soundfile.info(flac).subtype) == ((9 * RATE, 2), RATE, "PCM_16")
    assert soundfile.info(mp3).duration == pytest.approx(9, abs=0.1)
    assert reported == [pytest.approx(4 / 9), pytest.approx(8 / 9), 1]


def test_write_flac_and_mp3_dithers_sound_but_not_silence(tmp_path: Path) -> None:
    quiet = np.concatenate([np.full((2, RATE), 0.25 / 32_767), np.zeros((2, RATE))], axis=1).astype(np.float32)
    samples, _ = soundfile.read(_write(quiet, tmp_path)[0], dtype="int16")
    assert samples[:RATE].mean() == pytest.approx(0.25, abs=0.01)
    assert set(np.unique(samples[:RATE])) == {-1, 0, 1}
    assert not samples[RATE:].any()


def test_write_flac_and_mp3_makes_the_same_files_of_the_same_seed(tmp_path: Path) -> None:
    contents = [tuple(path.read_bytes() for path in _write(_tone(1), tmp_path, seed)) for seed in (1, 1, 2)]
    assert contents[0] == contents[1]
    assert contents[0][0] != contents[2][0]


@pytest.mark.parametrize("samples", [1, 100, RATE])
def test_waveform_peaks_are_160_levels_up_to_1(samples: int) -> None:
    peaks = waveform_peaks(np.full((2, samples), 0.5, np.float32))
    assert (len(peaks), max(peaks)) == (160, 1)
    assert waveform_peaks(np.zeros((2, samples), np.float32)) == [0.0] * 160


def _labelled(folder: Path, ending: str, tags: Tags) -> Path:
    path = folder / f"a.{ending}"
    soundfile.write(path, _tone(1).T, RATE)
    write_tags(path, Tags(title="An older label", comment="old", genre="rock", more={"OLD": "1"}))
    write_tags(path, tags)
    return path


@pytest.mark.parametrize("ending", ["mp3", "wav"])
def test_write_tags_replaces_the_id3_tags(tmp_path: Path, ending: str) -> None:
    path = _labelled(tmp_path, ending, TAGS)
    content = path.read_bytes()
    assert b"ID3\x03" in content  # version 2.3
    assert b"TYER" in content
    assert b"TDRC" not in content  # which is of 2.4
    id3 = ID3(path) if ending == "mp3" else WAVE(path).tags
    assert {name: str(frame) for name, frame in id3.items()} == {
        "TIT2": "Rain",
        "TPE1": "Mira",
        "TCON": "folk",
        "TDRC": "2026",
        "TBPM": "90",
        "TKEY": "Bbm",
        "TSSE": "an engine",
        "COMM::eng": "AI-generated",
        "USLT::und": "la\nla",
        "TXXX:SEED": "7",
    }


def test_write_tags_replaces_the_vorbis_comments(tmp_path: Path) -> None:
    flac = FLAC(_labelled(tmp_path, "flac", TAGS))
    assert {name.lower(): text for name, (text,) in flac.tags.as_dict().items()} == {
        "title": "Rain",
        "artist": "Mira",
        "genre": "folk",
        "date": "2026",
        "bpm": "90",
        "initialkey": "B♭ minor",
        "encoder": "an engine",
        "comment": "AI-generated",
        "lyrics": "la\nla",
        "seed": "7",
    }


@pytest.mark.parametrize("ending", ["mp3", "wav", "flac"])
def test_write_tags_leaves_out_what_is_empty(tmp_path: Path, ending: str) -> None:
    tags = File(_labelled(tmp_path, ending, Tags(title="Rain", comment="AI-generated"))).tags
    assert len(tags.keys()) == 2


@pytest.mark.parametrize("size", [(64, 64), (1024, 1024)])
def test_write_tags_embeds_a_cover_of_600_pixels(tmp_path: Path, size: tuple[int, int]) -> None:
    cover = cover_jpeg(Image.new("RGBA", size, "teal"))
    assert Image.open(io.BytesIO(cover)).size == (600, 600)
    tags = Tags(title="Rain", comment="AI-generated", cover=cover)
    assert ID3(_labelled(tmp_path, "mp3", tags)).getall("APIC")[0].data == cover
    assert FLAC(_labelled(tmp_path, "flac", tags)).pictures[0].data == cover
