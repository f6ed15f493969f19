"""A phrase in time: every sound on its note, as the frames that the voice is decoded from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.voice import pitch
from melodymaker.sketch.voice.network import FEATURES, Network, Reading
from melodymaker.sketch.voice.phonemes import STRESSES
from melodymaker.sketch.voice.pitch import smooth
from melodymaker.sketch.voice.spelling import VOWELS

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.voice.manner import Manner
    from melodymaker.sketch.voice.phrasing import Phrase, SungNote
    from melodymaker.sketch.voices import Singer

Array = np.ndarray

FRAME = 0.0125
"""Seconds of a frame of the voice as it was trained."""
_DIPHTHONGS = frozenset("AIOQWY")
_UNVOICED = frozenset("ptkfθsʃʧh")
_MARKS = frozenset(".,!?;:—…")
# A vowel is heard on the beat when it is half risen, which takes it so many seconds (measured).
_EARLY = 0.015
# A sound comes so many frames before its token (measured over 83 vowels).
_LAG = 3
_LEAD = 0.10
_TAIL = 0.16
_GAP = 0.22
_SHORTEST_CONSONANT = 0.03
_CONSONANT = (0.04, 0.15)
_CONSONANT_SHARE = 0.95
# The energy that vowels are drawn to, and how far.
_LOUD = 7.4
_DRAWN = 0.7


@dataclass(frozen=True)
class Layout:
    """A phrase ready to be decoded and made to sound.

    `start` is the second of the first frame's centre; `frames` [frames, 130] is the decoder's input; `times` and
    `hertz` are the curve of the sung pitch. Per frame: `gain`, whether it is `voiced`, how much of it is a `vowel`.
    """

    start: float
    frames: Array
    times: Array
    hertz: Array
    gain: Array
    voiced: Array
    vowel: Array
    begin: float
    end: float


def lay_out(
    phrase: Phrase, network: Network, singer: Singer, manner: Manner, rng: Random, latest: float = np.inf
) -> Layout:
    """Return the phrase in time, its last sound gone by the second `latest`."""
    reading = network.read(held(phrase.phonemes))
    placed = _Placed(reading, phrase, latest)
    period = FRAME / singer.size
    begin = placed.begin
    count = int(np.ceil((begin[-1] - begin[0]) / period)) + _LAG
    centre = begin[0] + (np.arange(count) + 0.5) * period
    token = _at(begin, centre - _LAG * period)
    sounding = _at(begin, centre)
    vowel = placed.vowel_share(centre)
    near = _spoken_position(reading, begin, centre, sounding)
    energy = np.interp(near, np.arange(len(reading.energy)) + 0.5, reading.energy)
    energy += vowel * _DRAWN * (_LOUD - energy)
    energy = np.convolve(np.pad(energy, 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    voiced = placed.voiced(centre, sounding, near)
    syllables = placed.sung(phrase)
    times = np.arange(begin[0] - 0.05, begin[-1] + 0.1 + _LAG * period, pitch.GRID)
    hertz = pitch.hertz(pitch.curve(times, syllables, manner, rng))
    told = pitch.told(np.interp(centre, times, hertz) / singer.size)
    frames = np.empty((count, FEATURES + 2), np.float32)
    frames[:, :FEATURES] = reading.features[token]
    frames[:, FEATURES] = np.log(1 + np.where(voiced, told, 0)) / 5
    frames[:, FEATURES + 1] = energy / 5
    gain = placed.gain(centre, phrase, syllables)
    return Layout(centre[0], frames, times, hertz, gain, voiced, vowel, begin[1], begin[-2])


def held(phonemes: str) -> str:
    """Return the phonemes with a stress mark before every vowel: it is in the frames of its mark that one is held.

    Stretching a vowel's own token would collapse it; a diphthong glides in its own, at the end.
    """
    found: list[str] = []
    for sound in phonemes:
        if sound in VOWELS and (not found or found[-1] not in STRESSES):
            found.append("ˌ")
        found.append(sound)
    return "".join(found)


class _Placed:
    """Where each token of a reading begins: vowels on their notes, consonants before them."""

    def __init__(self, reading: Reading, phrase: Phrase, latest: float) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.vowels = [index for index, token in enumerate(self.tokens) if token in VOWELS]
        self.natural = reading.frames * FRAME
        self.starts = [syllable[0].start - _EARLY for syllable in phrase.notes]
        self.ends = [syllable[-1].end - _EARLY for syllable in phrase.notes]
        self.ends[-1] = max(min(self.ends[-1], latest), self.starts[-1] + 0.15)
        self.begin = np.zeros(len(self.tokens) + 1)
        self.silent: list[tuple[float, float]] = []
        self._opening()
        for number in range(len(self.vowels)):
            self._syllable(number)
        self.begin = np.maximum.accumulate(self.begin)

    def _opening(self) -> None:
        first = range(1, self.vowels[0] - 1)
        lengths = self._lengths(first)
        self.begin[0] = self.starts[0] - lengths.sum() - _LEAD
        self._put(first, lengths, self.starts[0] - lengths.sum())

    def _syllable(self, number: int) -> None:
        """Place a vowel and the consonants between it and the next one."""
        vowel = self.vowels[number]
        start = self.starts[number]
        if number + 1 == len(self.vowels):
            end = self._closing(vowel, start, self.ends[number])
        else:
            between = range(vowel + 1, self.vowels[number + 1] - 1)
            following = self.starts[number + 1]
            if following - self.ends[number] < _GAP:
                span = following - start
                lengths = _squeezed(self._lengths(between), self._least(between), _room(span))
                end = following - lengths.sum()
                self._put(between, lengths, end)
            else:
                end = self._around_a_rest(between, start, self.ends[number], following)
        self.begin[vowel - 1] = start
        self.begin[vowel] = end - self._tail(vowel, end - start)

    def _tail(self, vowel: int, length: float) -> float:
        """How much of a vowel is its own token's: in a diphthong, where it glides."""
        if self.tokens[vowel] in _DIPHTHONGS:
            return min(max(self.natural[vowel], 0.06), 0.4 * length)
        return min(self.natural[vowel], 0.35 * length)

    def _closing(self, vowel: int, start: float, end: float) -> float:
        last = range(vowel + 1, len(self.tokens) - 1)
        lengths = _squeezed(self._lengths(last), self._least(last), 0.6 * (end - start) + 0.06)
        vowel_end = max(end - 0.5 * lengths.sum(), start + 0.07)
        stop = self._put(last, lengths, vowel_end)
        self.begin[-2] = stop
        self.begin[-1] = stop + _TAIL
        return vowel_end

    def _around_a_rest(self, between: range, start: float, end: float, following: float) -> float:
        """Sounds of the word that ends go before the rest, those of the next one right before its vowel."""
        spaces = [index for index in between if self.tokens[index] == " "]
        cut = spaces[0] if spaces else between.start + len(between) // 2
        coda = range(between.start, cut)
        onset = range(cut, between.stop)
        lengths = _squeezed(self._lengths(coda), self._least(coda), 0.5 * (end - start))
        vowel_end = end - 0.5 * lengths.sum()
        done = self._put(coda, lengths, vowel_end)
        lengths = self._lengths(onset)
        again = following - lengths.sum()
        self._put(onset, lengths, again)
        if onset:
            self.begin[cut] = done
        self.silent.append((done, again))
        return vowel_end

    def _put(self, tokens: range, lengths: Array, start: float) -> float:
        for index, length in zip(tokens, lengths, strict=True):
            self.begin[index] = start
            start += length
        return start

    def _lengths(self, tokens: range) -> Array:
        return np.array([self._length(index) for index in tokens])

    def _length(self, index: int) -> float:
        if self.tokens[index] == " ":
            return 0.0
        if self.tokens[index] in _MARKS:
            return 0.025
        return float(np.clip(_CONSONANT_SHARE * self.natural[index], *_CONSONANT))

    def _least(self, tokens: range) -> Array:
        silent = _MARKS | {" "}
        return np.array([0.0 if self.tokens[index] in silent else _SHORTEST_CONSONANT for index in tokens])

    def vowel_share(self, centre: Array) -> Array:
        """Return how far each frame is inside of a vowel, 0 … 1."""
        share = np.zeros(len(centre))
        for start, vowel in zip(self.starts, self.vowels, strict=True):
            end = self.begin[vowel + 1]
            inside = smooth((centre - start + 0.01) / 0.04) * smooth((end + 0.01 - centre) / 0.05)
            np.maximum(share, inside, out=share)
        return share

    def voiced(self, centre: Array, sounding: Array, near: Array) -> Array:
        """Return which frames have a pitch: vowels, and of the consonants those that are spoken with one."""
        spoken = self.reading.pitch[np.clip(near.astype(int), 0, len(self.reading.pitch) - 1)] > 40
        always = np.array([token in VOWELS or token in STRESSES for token in self.tokens])[sounding]
        never = np.array([token in _UNVOICED for token in self.tokens])[sounding]
        voiced = (spoken | always) & ~never
        for start, end in self.silent:
            voiced &= ~((centre > start + 0.03) & (centre < end - 0.02))
        return voiced & (centre <= self.begin[-2] + 0.06) & (centre >= self.begin[1] - 0.01)

    def sung(self, phrase: Phrase) -> list[list[SungNote]]:
        """Return the notes of each syllable, the last one as long as there is time for it."""
        syllables = [list(syllable) for syllable in phrase.notes]
        last = syllables[-1][-1]
        syllables[-1][-1] = type(last)(last.start, max(self.ends[-1], last.start + 0.1), last.pitch)
        return syllables

    def gain(self, centre: Array, phrase: Phrase, syllables: list[list[SungNote]]) -> Array:
        """Return each frame's gain: stressed syllables pushed, long notes swelling, rests silent."""
        gain = np.ones(len(centre))
        for stress, syllable in zip(phrase.stresses, syllables, strict=True):
            start = syllable[0].start
            end = syllable[-1].end
            inside = smooth((centre - start + 0.03) / 0.05) * smooth((end - centre) / 0.08)
            gain *= 1 + 0.06 * (stress - 0.4) * inside
            if end - start > 0.8:
                swell = 1 + 0.15 * np.sin(np.pi * np.clip((centre - start) / (end - start), 0, 1)) - 0.06
                gain *= np.where((centre > start) & (centre < end), swell, 1)
        gain *= smooth((centre - self.begin[0] - 0.03) / 0.06)
        gain *= 1 - smooth((centre - (self.begin[-2] - 0.02)) / 0.10)
        for start, end in self.silent:
            gain *= 1 - smooth((centre - start) / 0.05) * smooth((end - centre) / 0.03)
        return gain


def _room(span: float) -> float:
    """The time for consonants between two vowels that begin so far apart."""
    return min(max(span - 0.11, 0.4 * span), 0.6 * span)


def _squeezed(wanted: Array, least: Array, room: float) -> Array:
    """Return lengths that fit into the room: the long ones shorter first, none below its least unless all must be."""
    if wanted.sum() <= room or not len(wanted):
        return wanted
    least = np.minimum(least, wanted)
    if least.sum() >= room:
        return least * (room / least.sum())
    spare = wanted - least
    return least + spare * ((room - least.sum()) / spare.sum())


def _at(begin: Array, times: Array) -> Array:
    """Return which token's time each of these falls in."""
    return np.clip(np.searchsorted(begin, times, side="right") - 1, 0, len(begin) - 2)


def _spoken_position(reading: Reading, begin: Array, centre: Array, sounding: Array) -> Array:
    """Return the frame of the spoken reading that each sung frame corresponds to."""
    offset = np.concatenate([[0], np.cumsum(reading.frames)])
    length = np.maximum(np.diff(begin), 1e-4)
    share = np.clip((centre - begin[sounding]) / length[sounding], 0, 1)
    return offset[sounding] - _LAG + share * reading.frames[sounding]
