"""Sound into files: loudness, peaks, trimming, fading, and sources read back."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from scipy.signal import resample

from gpu.audio import faded, read_source, trimmed, write_take
from gpu.errors import ServiceError
from gpu.loudness import loudness, master, true_peaks
from song_files.encoding import waveform_peaks

RATE = 48000


def tone(seconds: float, level: float, hertz: float = 440.0) -> np.ndarray:
    wave = level * np.sin(np.arange(round(seconds * RATE)) * 2 * np.pi * hertz / RATE)
    return np.stack([wave, wave]).astype(np.float32)


def test_loudness_of_the_standards_reference_tone() -> None:
    # BS.1770: a 997 Hz sine at full scale in one channel measures −3.01 LUFS.
    sound = tone(5, 1.0, 997)
    sound[1] = 0
    assert loudness(sound, RATE) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("level", [0.003, 0.1, 0.9])
def test_master_reaches_the_target_loudness(level: float) -> None:
    assert loudness(master(tone(6, level), RATE), RATE) == pytest.approx(-14, abs=0.15)


def test_master_limits_true_peaks_between_the_samples() -> None:
    chance = np.random.default_rng(1)
    quiet = (chance.standard_normal((2, 6 * RATE)) * 0.01).astype(np.float32)
    # Beats far above the rest, and a tone whose true peaks lie between its samples.
    quiet[:, :: RATE // 2] = 0.9
    quiet += tone(6, 0.3, RATE / 4 + 100)
    made = master(quiet, RATE)
    oversampled = np.abs(resample(made[:, : 2 * RATE], 16 * RATE, axis=1)).max()
    assert 20 * np.log10(oversampled) < -1.0
    assert loudness(made, RATE) == pytest.approx(-14, abs=1)


def test_true_peaks_measures_between_the_samples() -> None:
    # At a quarter of the rate, 45° off, every sample is 0.707 of the wave's height.
    wave = np.sin(np.arange(RATE) * np.pi / 2 + np.pi / 4)
    assert np.abs(wave).max() == pytest.approx(0.707, abs=0.001)
    assert true_peaks(np.stack([wave, wave]))[100:-100].max() == pytest.approx(1.0, abs=0.02)


def test_trimmed_removes_silence_at_both_ends() -> None:
    sound = np.concatenate([np.zeros((2, RATE)), tone(3, 0.5), np.zeros((2, 5 * RATE))], axis=1)
    assert trimmed(sound, RATE).shape[1] / RATE == pytest.approx(0.05 + 3 + 1, abs=0.01)


def test_trimmed_rejects_silence() -> None:
    with pytest.raises(ServiceError, match="no sound"):
        trimmed(np.zeros((2, RATE), np.float32), RATE)


def test_faded_fades_out_a_sound_that_stops_abruptly() -> None:
    made = faded(tone(30, 0.5), RATE)
    assert np.abs(made[:, 0]).max() == 0
    assert np.abs(made[:, -1]).max() < 1e-6
    tail = np.abs(made[0, -3 * RATE :])
    assert tail[:RATE].max() > tail[RATE : 2 * RATE].max() > tail[2 * RATE :].max()


def test_faded_keeps_a_sound_that_ends_by_itself() -> None:
    sound = tone(30, 0.5)
    sound[:, -4 * RATE :] *= np.linspace(1, 0, 4 * RATE) ** 4
    np.testing.assert_allclose(faded(sound, RATE)[:, RATE : -RATE // 10], sound[:, RATE : -RATE // 10])


def test_waveform_peaks_follow_the_power() -> None:
    peaks = waveform_peaks(np.concatenate([tone(5, 0.1), tone(5, 0.5)], axis=1))
    assert len(peaks) == 160
    assert peaks[120] == pytest.approx(1, abs=0.02)
    assert peaks[40] == pytest.approx(0.04, abs=0.01)


def test_write_take_writes_the_whole_sound(tmp_path: Path) -> None:
    made = write_take(tone(60, 0.5), RATE, tmp_path / "a.flac", tmp_path / "a.mp3", 1)
    assert made.duration == pytest.approx(60)
    assert soundfile.info(tmp_path / "a.flac").duration == pytest.approx(60)
    assert soundfile.info(tmp_path / "a.flac").subtype == "PCM_16"
    assert soundfile.info(tmp_path / "a.mp3").duration == pytest.approx(60, abs=0.1)


@pytest.mark.parametrize("ending", ["wav", "flac", "mp3"])
@pytest.mark.parametrize(("rate", "channels"), [(44100, 1), (22050, 2), (48000, 2)])
def test_read_source_resamples_to_stereo_at_the_models_rate(
    tmp_path: Path, ending: str, rate: int, channels: int
) -> None:
    wave = 0.5 * np.sin(np.arange(4 * rate) * 2 * np.pi * 440 / rate)
    soundfile.write(tmp_path / f"a.{ending}", np.stack([wave] * channels, axis=1), rate)
    sound = read_source(tmp_path / f"a.{ending}", RATE)
    assert sound.dtype == np.float32
    assert sound.shape[0] == 2
    assert sound.shape[1] / RATE == pytest.approx(4, abs=0.1)
    middle = sound[0, RATE : 3 * RATE]
    spectrum = np.abs(np.fft.rfft(middle))
    assert np.argmax(spectrum) / 2 == pytest.approx(440, abs=1)
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize("seconds", [0.5, 601])
def test_read_source_refuses_a_too_short_or_too_long_file(tmp_path: Path, seconds: float) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(round(seconds * 8000)), 8000)
    with pytest.raises(ServiceError, match="ten minutes"):
        read_source(tmp_path / "a.wav", RATE)


def test_what_is_spliced_into_a_source_leaves_its_samples(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    source = rng.integers(-32000, 32000, (10 * 48000, 2)).astype(np.int16)
    soundfile.write(tmp_path / "source.flac", source, 48000)
    sound = read_source(tmp_path / "source.flac", 48000)
    paths = (tmp_path / "take.flac", tmp_path / "take.mp3")
    write_take(sound, 48000, *paths, 1, spliced="repaint")
    np.testing.assert_array_equal(soundfile.read(paths[0], dtype="int16")[0], source)
    # An extension ends in a fade of a tenth of its length.
    made = write_take(sound, 48000, *paths, 1, spliced="extend")
    written = soundfile.read(paths[0], dtype="int16")[0]
    np.testing.assert_array_equal(written[: 9 * 48000], source[: 9 * 48000])
    assert np.abs(written[-100:]).max() < 10
    assert made.duration == 10
