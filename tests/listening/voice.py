"""How the tests hear a voice: its pitch, its onsets, and the words that a recogniser finds in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import parselmouth
import pocketsphinx
import scipy.signal

from melodymaker.sketch.voice.phrasing import Phrase, SungNote

Array = np.ndarray
RATE = 48_000
_MODEL = pocketsphinx.get_model_path()


def pitch_of(wave: Array) -> tuple[Array, Array]:
    """Return times in seconds and the frequency at each, 0 where there is none."""
    found = parselmouth.Sound(wave.astype(np.float64), RATE).to_pitch_ac(
        time_step=0.005, pitch_floor=75, pitch_ceiling=700, voicing_threshold=0.35
    )
    return found.xs(), found.selected_array["frequency"]


def cents_off(pitch: tuple[Array, Array], note: SungNote) -> Array:
    """Return how far off a note is, in cents, at each moment of its middle; empty where no pitch is heard."""
    times, hertz = pitch
    edge = min(0.06, 0.3 * (note.end - note.start))
    inside = (times > note.start + edge) & (times < note.end - edge) & (hertz > 0)
    return 1200 * np.log2(hertz[inside] / 440) - 100 * (note.pitch - 69)


def onset_errors(wave: Array, phrases: Sequence[Phrase]) -> list[float]:
    """Return how late each vowel comes that is set off from what is before it, in seconds: when it is half risen."""
    low, high = 250, 3500
    band = np.asarray(
        scipy.signal.sosfilt(scipy.signal.butter(2, (low, high), "bandpass", fs=RATE, output="sos"), wave)
    )
    size = RATE // 100
    smooth = np.convolve(band**2, np.hanning(size) / np.hanning(size).sum(), "same") ** 0.5
    errors = []
    for phrase in phrases:
        for syllable in phrase.notes:
            start = syllable[0].start
            end = min(syllable[0].end, start + 0.15)
            near = smooth[round((start - 0.09) * RATE) : round(end * RATE)]
            top = near[round(0.09 * RATE) :].max(initial=0.0)
            before = int(np.argmin(near[: round(0.1 * RATE)]))
            if top < 1e-4 or near[before] > 0.3 * top:
                continue
            risen = before + int(np.argmax(near[before:] > 0.5 * top))
            errors.append(risen / RATE - 0.09)
    return errors


class Recogniser:
    """Finds which of some lines is sung."""

    def __init__(self, lines: Sequence[str]) -> None:
        # Long vowels are no speech: with the usual narrow beams they would be given up.
        self._decoder = pocketsphinx.Decoder(
            pocketsphinx.Config(
                hmm=f"{_MODEL}/en-us/en-us",
                dict=f"{_MODEL}/en-us/cmudict-en-us.dict",
                lm=None,
                beam=1e-80,
                pbeam=1e-80,
                wbeam=1e-60,
                maxhmmpf=-1,
                loglevel="FATAL",
            )
        )
        # A line is told by its words that the dictionary knows.
        self._words = {line: [word for word in words_of(line) if self._decoder.lookup_word(word)] for line in lines}
        choices = " | ".join(" ".join(words) for words in self._words.values() if words)
        self._decoder.add_jsgf_string("lines", f"#JSGF V1.0;\ngrammar lines;\npublic <line> = {choices};")
        self._decoder.activate_search("lines")

    def line_in(self, wave: Array) -> str:
        """Return the line whose words are most like those that are heard in a wave at 48 kHz."""
        heard = np.pad(scipy.signal.resample_poly(wave, 1, 3), (4000, 8000))
        heard = 0.6 * heard / max(1e-9, np.abs(heard).max())
        heard += 1e-3 * np.random.default_rng(1).standard_normal(len(heard))
        self._decoder.start_utt()
        self._decoder.process_raw((32767 * heard).astype(np.int16).tobytes(), full_utt=True)
        self._decoder.end_utt()
        found = self._decoder.hyp()
        heard_words = set(found.hypstr.split()) if found else set()

        def likeness(line: str) -> float:
            words = set(self._words[line])
            return len(heard_words & words) / max(1, len(heard_words | words))

        return max(self._words, key=likeness)


def words_of(line: str) -> list[str]:
    """Return the words of a line as the recogniser's dictionary spells them."""
    return re.findall(r"[a-z']+", line.lower())
