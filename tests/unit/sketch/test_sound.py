"""The rendered pair: loudness, peaks, beginning, end, files, tags, covers and progress."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyloudnorm
import pytest
import soundfile
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from PIL import Image
from scipy.signal import resample_poly

from melodymaker.sketch.tables.genre import CATEGORIES

if TYPE_CHECKING:
    from conftest import Rendered

pytestmark = pytest.mark.parametrize("index", [0, 1])


def sound(rendered: Rendered, index: int) -> tuple[np.ndarray, int]:
    return soundfile.read(rendered.folder / rendered.pair.takes[index].master)


def test_takes_have_the_target_loudness(rendered: Rendered, index: int) -> None:
    samples, rate = sound(rendered, index)
    assert pyloudnorm.Meter(rate).integrated_loudness(samples) == pytest.approx(-14, abs=0.3)


def test_takes_stay_below_the_true_peak(rendered: Rendered, index: int) -> None:
    samples, _ = sound(rendered, index)
    peak = np.abs(resample_poly(samples, 4, 1, axis=0)).max()
    assert 20 * np.log10(peak) <= -1.0


def test_takes_begin_at_once_and_end_in_silence(rendered: Rendered, index: int) -> None:
    samples, rate = sound(rendered, index)
    assert np.abs(samples[: rate // 10]).max() > 0.01
    assert np.abs(samples[-rate // 50 :]).max() < 0.003
    assert np.sqrt(np.mean(samples[-rate:] ** 2)) < 0.3 * np.sqrt(np.mean(samples**2))


def test_takes_have_no_gap_no_offset_and_two_channels(rendered: Rendered, index: int) -> None:
    samples, rate = sound(rendered, index)
    body = samples[: len(samples) - 3 * rate]
    windows = body[: len(body) // rate * rate].reshape(-1, rate, 2)
    assert np.sqrt((windows**2).mean(axis=(1, 2))).min() > 0.01
    assert np.abs(samples.mean(axis=0)).max() < 1e-3
    middle = samples.sum(axis=1)
    side = samples[:, 0] - samples[:, 1]
    assert 0.05 < np.std(side) / np.std(middle) < 1.0


def test_takes_have_the_balance_of_a_record(rendered: Rendered, index: int) -> None:
    """The spectrum falls by some 5 dB an octave, the bass stands in the middle, and peaks keep room above the mean."""
    samples, rate = sound(rendered, index)
    size = 1 << 15
    blocks = [
        samples[start : start + size] * np.hanning(size)[:, None] for start in range(0, len(samples) - size, size)
    ]
    spectra = np.fft.rfft(np.stack(blocks), axis=1)
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    middle = (np.abs(spectra.sum(axis=2)) ** 2).mean(axis=0)
    side = (np.abs(spectra[:, :, 0] - spectra[:, :, 1]) ** 2).mean(axis=0)
    centres = 100 * 2 ** (np.arange(16) / 3)
    thirds = [(frequencies >= centre * 2 ** (-1 / 6)) & (frequencies < centre * 2 ** (1 / 6)) for centre in centres]
    slope = np.polyfit(np.log2(centres), [10 * np.log10(middle[third].mean()) for third in thirds], 1)[0]
    assert -7 < slope < -3
    bass = frequencies < 100
    assert 10 * np.log10(side[bass].sum() / middle[bass].sum()) < -15
    assert -15 < 10 * np.log10(side.sum() / middle.sum()) < -3
    loudness = pyloudnorm.Meter(rate).integrated_loudness(samples)
    assert 9 < 20 * np.log10(np.abs(samples).max()) - loudness < 16


def test_takes_are_in_the_requested_key(rendered: Rendered, index: int) -> None:
    """The notes of G major outweigh the five others: the sampler plays in tune."""
    samples, rate = sound(rendered, index)
    size = 1 << 14
    frames = samples.mean(axis=1)[: len(samples) // size * size].reshape(-1, size) * np.hanning(size)
    power = np.abs(np.fft.rfft(frames)).sum(axis=0)
    frequencies = np.fft.rfftfreq(size, 1 / rate)
    usable = (frequencies > 150) & (frequencies < 1500)
    classes = np.round(69 + 12 * np.log2(frequencies[usable] / 440)).astype(int) % 12
    chroma = np.bincount(classes, power[usable], 12)
    scale = [7, 9, 11, 0, 2, 4, 6]
    others = [tone for tone in range(12) if tone not in scale]
    assert chroma[scale].mean() > 1.3 * chroma[others].mean()


def test_takes_report_duration_bpm_key_and_categories(rendered: Rendered, index: int) -> None:
    samples, rate = sound(rendered, index)
    take = rendered.pair.takes[index]
    assert rate == 48_000
    assert take.duration == pytest.approx(len(samples) / rate, abs=0.01)
    assert take.duration == pytest.approx(20, abs=3)
    assert (take.bpm, take.key, take.seed) == (120, "G major", 11)
    assert take.guidance == rendered.request.guidance[index]
    assert take.style.startswith("pop, bright, piano")
    assert 1 <= len(take.categories) <= 3
    assert set(take.categories) <= set(CATEGORIES)
    assert len(take.peaks) == 160
    assert max(take.peaks) == 1.0 > min(take.peaks) >= 0


def test_streams_are_tagged_mp3_files(rendered: Rendered, index: int) -> None:
    take = rendered.pair.takes[index]
    stream = MP3(rendered.folder / take.stream)
    assert stream.info.bitrate == 192_000
    assert stream.info.length == pytest.approx(take.duration, abs=0.2)
    assert str(stream.tags["TIT2"]) == rendered.pair.title
    assert "AI-generated by MelodyMaker (sketch engine)" in str(stream.tags.getall("COMM")[0])


def test_masters_are_tagged_flac_files(rendered: Rendered, index: int) -> None:
    tags = FLAC(rendered.folder / rendered.pair.takes[index].master)
    assert tags["title"] == [rendered.pair.title]
    assert tags["comment"] == ["AI-generated by MelodyMaker (sketch engine)"]


def test_covers_are_webp_in_two_sizes(rendered: Rendered, index: int) -> None:
    take = rendered.pair.takes[index]
    other = rendered.pair.takes[1 - index]
    pictures = []
    for name, size in ((take.cover, 1024), (take.thumb, 256), (other.thumb, 256)):
        with Image.open(rendered.folder / name) as image:
            assert (image.format, image.size) == ("WEBP", (size, size))
            pictures.append(np.asarray(image.convert("RGB"), float))
    assert pictures[0].std() > 15
    assert np.abs(pictures[1] - pictures[2]).mean() > 10


def test_two_takes_sound_different(rendered: Rendered, index: int) -> None:
    take = rendered.pair.takes[index]
    other = rendered.pair.takes[1 - index]
    assert take.score_hash != other.score_hash
    assert take.peaks != other.peaks
    assert not {take.master, take.stream, take.cover, take.thumb} & {
        other.master,
        other.stream,
        other.cover,
        other.thumb,
    }


def test_progress_never_falls(rendered: Rendered, index: int) -> None:
    stages = ["writing", "composing", "cover", "finishing"]
    fractions = [fraction for _, fraction in rendered.progress]
    places = [stages.index(stage) for stage, _ in rendered.progress]
    assert fractions == sorted(fractions)
    assert places == sorted(places)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert len(fractions) >= 20 * (index + 1)
