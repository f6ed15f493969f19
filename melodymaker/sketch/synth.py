"""Notes become sound: a sampler that plays a SoundFont, one part at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.soundfont import Region, SoundFont, default_sound_font
from melodymaker.sketch.turns import Voice, shared_out, voices_of

if TYPE_CHECKING:
    from pathlib import Path

    from melodymaker.sketch.score import Note, Part

Array = np.ndarray

RATE = 48_000
_SHORTEST_RELEASE = 0.04
_LONGEST_RELEASE = 0.7
# Released notes fall 100 dB in their release time; past this share nothing is heard.
_AUDIBLE = 0.65
_OPEN_FILTER = 14_000
# By so many samples it is told how loud a sound begins.
_BEGINNING = RATE // 10
_VIBRATO_HZ = 5.2
_VIBRATO_CENTS = 13.0
_VIBRATO_DELAY = 0.3
# Programs of bowed, blown and sung sounds, whose long notes should not stand still.
_VIBRATO = frozenset((22, 40, 41, 42, 52, 53, 56, 57, 59, 60, 64, 65, 66, 68, 69, 70, 71, 73, 110))

# Programs whose samples are not in tune with each other: the harmonica.
_APART = frozenset((22,))


class Synth:
    """A SoundFont player at 48 kHz."""

    def __init__(self, sound_font: Path | None = None, *, keeps_tones: bool = False) -> None:
        """Open the font; with `keeps_tones` what was brought to pitch once is kept, for scores that share notes."""
        self._font = SoundFont(sound_font or default_sound_font())
        self._kept: dict[tuple[str, Region, float], tuple[int, Array]] | None = {} if keeps_tones else None

    def render(self, part: Part, milliseconds: int) -> Array:
        """Return the part as float32 of shape (2, samples), `milliseconds` long."""
        out = np.zeros((2, milliseconds * RATE // 1000), np.float32)
        regions = self._font.regions(part.program, drums=part.drums)
        # Notes are grouped by what sounds: a sample is brought to pitch once for all of them.
        voices: dict[tuple[int, int], list[Note]] = {}
        for note in part.notes:
            for index, region in enumerate(regions):
                if (
                    region.keys[0] <= note.pitch <= region.keys[1]
                    and region.velocities[0] <= note.velocity <= region.velocities[1]
                ):
                    voices.setdefault((index, note.pitch), []).append(note)
        chokes = _chokes(part, regions) if part.drums else {}
        for (index, pitch), notes in voices.items():
            region = regions[index]
            level: float | None = None
            turns = voices_of(region, pitch, () if part.program in _APART else regions, drums=part.drums)
            for voice, own in zip(turns, shared_out(notes, len(turns)), strict=True):
                if own:
                    level = self._play(out, voice, pitch, own, part, chokes.get(region.exclusive), level)
        return out

    def _play(
        self,
        out: Array,
        voice: Voice,
        pitch: int,
        notes: list[Note],
        part: Part,
        choke: Array | None,
        level: float | None,
    ) -> float:
        """Play notes of one pitch, as loud as a sound of this level begins; return the level at which they begin."""
        region = voice.region
        fall = _release(region)
        lengths = [_held(note, drums=part.drums, choke=choke) for note in notes]
        longest = min(max(lengths) + len(fall), out.shape[1])
        tone = self._shaped(part, region, pitch + voice.cents / 100, longest)
        own = float(np.sqrt(np.mean(np.square(tone[:_BEGINNING])))) if len(tone) else 0.0
        gain = region.gain if level is None or not own else level / own
        left = np.cos((region.pan + 1) * np.pi / 4)
        right = np.sin((region.pan + 1) * np.pi / 4)
        for note, held in zip(notes, lengths, strict=True):
            sound = tone[: held + len(fall)] * np.float32(gain * (note.velocity / 127) ** 1.7)
            tail = sound[held:]
            tail *= fall[: len(tail)]
            start = note.start * RATE // 1000
            sound = sound[: max(0, out.shape[1] - start)]
            for channel, share in zip(out, (left, right), strict=True):
                if share > 0.01:
                    channel[start : start + len(sound)] += sound * np.float32(share)
        return gain * own

    def _shaped(self, part: Part, region: Region, pitch: float, length: int) -> Array:
        """Return the sample at a pitch under its envelope; to be read only."""
        # By role too, so that the first score of all finds nothing kept, and sounds as it does without.
        key = (part.role, region, pitch)
        kept_length, tone = self._kept.get(key, (0, None)) if self._kept is not None else (0, None)
        if tone is not None and length <= kept_length:
            return tone[:length]
        tone = self._tone(region, pitch, length, vibrato=part.program in _VIBRATO and not part.drums)
        tone *= _envelope(region, len(tone))
        if self._kept is not None:
            self._kept[key] = (length, tone)
        return tone

    def _tone(self, region: Region, pitch: float, length: int, *, vibrato: bool) -> Array:
        """Return the sample at a pitch, looped as long as wanted, float32 (samples,)."""
        key = region.fixed_key if region.fixed_key >= 0 else pitch
        ratio = region.rate / RATE * 2 ** ((key - region.root) * region.scale / 12)
        sample = self._font.samples[region.start : region.end + 4].astype(np.float32)
        sample *= np.float32(1 / 32768)
        if vibrato and length > RATE * _VIBRATO_DELAY:
            time = np.arange(length, dtype=np.float32) / RATE
            depth = _VIBRATO_CENTS / 1200 * np.clip((time - _VIBRATO_DELAY) * 3, 0, 1)
            position = np.cumsum(ratio * 2 ** (depth * np.sin(2 * np.pi * _VIBRATO_HZ * time)))
        else:
            position = np.arange(length, dtype=np.float64) * ratio
        if region.loop:
            begin, end = (edge - region.start for edge in region.loop)
            late = position >= end
            position[late] = begin + (position[late] - begin) % (end - begin)
            # The interpolation reads past the loop's end what the loop plays next.
            sample[end : end + 3] = sample[begin : begin + 3][: len(sample[end : end + 3])]
        else:
            position = position[: np.searchsorted(position, region.end - region.start - 2)]
        tone = _cubic(sample, position)
        return _filtered(tone, region)


def _cubic(sample: Array, position: Array) -> Array:
    """Return the sample read between its points (4-point Hermite interpolation)."""
    index = position.astype(np.int32)
    part = (position - index).astype(np.float32)
    index = np.minimum(index, max(0, len(sample) - 3))
    before = sample[np.maximum(index - 1, 0)]
    here = sample[index]
    after = sample[index + 1]
    beyond = sample[index + 2]
    slope = 0.5 * (after - before)
    bend = before - 2.5 * here + 2 * after - 0.5 * beyond
    twist = 0.5 * (beyond - before) + 1.5 * (here - after)
    return ((twist * part + bend) * part + slope) * part + here


def _filtered(tone: Array, region: Region) -> Array:
    """Return the tone through the region's low pass as it opens and closes.

    Two fixed filters are crossfaded by the envelope, which the ear cannot tell from a moving one.
    """
    bright, dark = region.cutoff
    if len(tone) < 64 or min(bright, dark) > _OPEN_FILTER:
        return tone
    size = _good_size(len(tone))
    frequencies = np.fft.rfftfreq(size, 1 / RATE).astype(np.float32)
    spectrum = np.fft.rfft(tone, size)
    low = np.fft.irfft(spectrum / np.sqrt(1 + (frequencies / dark) ** 4), size)[: len(tone)]
    if bright < dark * 1.1:
        return low
    spectrum /= np.sqrt(1 + (frequencies / bright) ** 4)
    high = np.fft.irfft(spectrum, size)[: len(tone)]
    attack, hold, decay = region.opening
    time = np.arange(len(tone), dtype=np.float32) / RATE
    share = np.clip(1 - (time - attack - hold) / max(decay, 0.01), 0, 1)
    if attack > 0.002:
        share *= np.minimum(1, time / attack)
    high -= low
    high *= share.astype(np.float32)
    high += low
    return high


def _good_size(length: int) -> int:
    """Return an FFT size a little above the length that is quick to transform."""
    power = 1 << max(6, (length - 1).bit_length())
    return next(size for size in (power * 5 // 8, power * 3 // 4, power) if size >= length)


def _envelope(region: Region, length: int) -> Array:
    """Return attack, hold, decay and sustain of the SoundFont volume envelope."""
    attack = int(region.attack * RATE)
    hold = int(region.hold * RATE)
    envelope = np.ones(length, np.float32)
    if attack > 1:
        envelope[:attack] = np.linspace(0, 1, attack, dtype=np.float32)[:length]
    begin = attack + hold
    if region.sustain < 0.999 and begin < length:
        # The decay falls evenly in dB, at the rate of 100 dB in its time.
        time = np.arange(length - begin, dtype=np.float32) / RATE
        fall = np.exp(time * np.float32(-11.5 / max(region.decay, 0.002)))
        envelope[begin:] = np.maximum(fall, np.float32(region.sustain))
    return envelope


def _release(region: Region) -> Array:
    """Return the fall after the end of a note, cut where it can no longer be heard."""
    seconds = min(_LONGEST_RELEASE, max(_SHORTEST_RELEASE, region.release * _AUDIBLE))
    length = int(seconds * RATE)
    fall = np.exp(np.arange(length, dtype=np.float32) * np.float32(-7.5 / length))
    edge = min(length, 256)
    fall[-edge:] *= np.linspace(1, 0, edge, dtype=np.float32)
    return fall


def _held(note: Note, *, drums: bool, choke: Array | None) -> int:
    """Return for how many samples a note is held: drums ring out unless choked."""
    if not drums:
        return note.length * RATE // 1000
    if choke is not None:
        later = np.searchsorted(choke, note.start + 1)
        if later < len(choke):
            return int(min(4 * RATE, (choke[later] - note.start) * RATE // 1000))
    return 4 * RATE


def _chokes(part: Part, regions: tuple[Region, ...]) -> dict[int, Array]:
    """Return for each exclusive class the times at which one of its drums is struck."""
    times: dict[int, list[int]] = {}
    classes = {
        pitch: region.exclusive
        for region in regions
        if region.exclusive
        for pitch in range(region.keys[0], region.keys[1] + 1)
    }
    for note in part.notes:
        if note.pitch in classes:
            times.setdefault(classes[note.pitch], []).append(note.start)
    return {number: np.array(sorted(starts)) for number, starts in times.items()}
