"""A song's whole vocal: the lead with its breaths, doubles and harmony in choruses, backing voices in parentheses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch.chance import chance, noise
from melodymaker.sketch.voice.layout import lay_out
from melodymaker.sketch.voice.manner import manner_of
from melodymaker.sketch.voice.network import network
from melodymaker.sketch.voice.vocoder import RATE, Colour, breath, sound, spectra_of
from melodymaker.sketch.voices import HIGHER, LOWER, SINGERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.voice.manner import Manner
    from melodymaker.sketch.voice.phrasing import Phrase, SungNote

Array = np.ndarray

# Seconds between the end of a phrase and the first vowel of the next one, for its consonants and a breath.
_PAUSE = 0.28
_BREATH_AFTER = 0.45
_BREATH_SECONDS = 0.24
_BREATH_LEVEL = 0.0056
_SOFT_BREATH = 6.0
_BACKING = 0.55


@dataclass
class _Stage:
    """Where the voices stand: samples of the middle, the left and the right."""

    middle: Array
    left: Array
    right: Array
    # Both of them.
    sides: Array

    @classmethod
    def of(cls, samples: int) -> _Stage:
        left, right = sides = np.zeros((2, samples), np.float32)
        return cls(np.zeros(samples, np.float32), left, right, sides)

    def heard(self) -> Array:
        """Return what is heard of it, (2, samples); it is for the last time."""
        self.sides += self.middle
        return self.sides


def sing(
    phrases: Sequence[Phrase],
    plan: Plan,
    music: Composition,
    milliseconds: int,
    tick: Callable[[float], None] = lambda _part: None,
) -> Array:
    """Return the dry vocal, float32 of shape (2, samples) at 48 kHz; raises VoiceMissing where there is none."""
    voices = _Voices(plan, music, milliseconds * RATE // 1000)
    before = 0.0
    for index, phrase in enumerate(phrases):
        following = phrases[index + 1].start if index + 1 < len(phrases) else milliseconds / 1000 - 0.1
        before = voices.phrase(phrase, f"{phrase.start:.3f}", following - _PAUSE, before)
        tick((index + 1) / len(phrases))
    return voices.stage.heard()


class _Voices:
    """The singers of one song."""

    def __init__(self, plan: Plan, music: Composition, samples: int) -> None:
        self.plan = plan
        self.music = music
        self.manner = manner_of(plan)
        self.network = network()
        self.stage = _Stage.of(samples)
        self.lead = SINGERS[plan.voice]
        self.other = SINGERS[LOWER if plan.voice == HIGHER else HIGHER]
        choruses = [section.number for section in music.form.sections if section.kind == "chorus"]
        self.last_chorus = max(choruses, default=0) if len(choruses) > 1 else 0

    def phrase(self, phrase: Phrase, label: str, latest: float, before: float) -> float:
        """Sing a phrase; return when it ends."""
        if phrase.backing:
            return self._backing(phrase, label, latest)
        manner = _shaped(self.manner, phrase)
        rng = chance(self.plan.name, "lead", label)
        layout = lay_out(phrase, self.network, self.lead, manner, rng, latest)
        spectra = spectra_of(*self.network.decode(layout.frames), layout, self.lead)
        colour = Colour(presence=manner.presence, breath=manner.breath, level=10 ** (3 * phrase.force / 20))
        singer = self.lead

        def put(place: Array, colour: Colour, name: str) -> None:
            _add(place, *sound(layout, spectra, singer, colour, noise(self.plan.name, name, label)))

        put(self.stage.middle, colour, "lead")
        if phrase.kind == "chorus" or phrase.together:
            double = replace(colour, level=colour.level * manner.doubles, presence=0.0)
            put(self.stage.left, replace(double, detune=-9, late=0.017), "left")
            put(self.stage.right, replace(double, detune=8, late=0.026), "right")
        if phrase.together or (phrase.kind == "chorus" and phrase.number == self.last_chorus):
            self._harmony(phrase, label, manner, latest)
        if layout.begin - before > _BREATH_AFTER:
            self._breathe(layout.begin, label, manner, phrase.force)
        return layout.end

    def _harmony(self, phrase: Phrase, label: str, manner: Manner, latest: float) -> None:
        """A third or so above the lead, or below it where that would be too high."""
        other = replace(phrase, notes=tuple(tuple(map(self._beside, syllable)) for syllable in phrase.notes))
        quieter = replace(manner, scoop=0.4, vibrato=manner.vibrato * 0.6)
        layout = lay_out(other, self.network, self.lead, quieter, chance(self.plan.name, "harmony", label), latest)
        spectra = spectra_of(*self.network.decode(layout.frames), layout, self.lead)
        colour = Colour(late=0.012, level=manner.harmony, presence=0.0, breath=-10.0)
        start, wave = sound(layout, spectra, self.lead, colour, noise(self.plan.name, "harmony", label))
        _add(self.stage.left, start, 0.8 * wave)
        _add(self.stage.right, start, wave)

    def _backing(self, phrase: Phrase, label: str, latest: float) -> float:
        """Words in parentheses: the other singer, in their own octave, at both sides."""
        away = 0
        lowest = min(note.pitch for syllable in phrase.notes for note in syllable)
        highest = max(note.pitch for syllable in phrase.notes for note in syllable)
        while highest + away > self.other.high and lowest + away - 12 >= self.other.low - 5:
            away -= 12
        while lowest + away < self.other.low and highest + away + 12 <= self.other.high + 3:
            away += 12
        moved = tuple(tuple(replace(note, pitch=note.pitch + away) for note in syllable) for syllable in phrase.notes)
        manner = replace(self.manner, scoop=0.3)
        layout = lay_out(
            replace(phrase, notes=moved),
            self.network,
            self.other,
            manner,
            chance(self.plan.name, "back", label),
            latest,
        )
        spectra = spectra_of(*self.network.decode(layout.frames), layout, self.other)
        for place, detune, late in ((self.stage.left, -7, 0.004), (self.stage.right, 6, 0.013)):
            colour = Colour(detune=detune, late=late, level=_BACKING, presence=1.0, breath=-11.0)
            name = f"backing {detune}"
            _add(place, *sound(layout, spectra, self.other, colour, noise(self.plan.name, name, label)))
        return layout.end

    def _beside(self, note: SungNote) -> SungNote:
        """Return a chord tone three to nine semitones above a note, or below it."""
        span = self.music.spans[0]
        step_seconds = self.music.form.bar_seconds / self.plan.metre.steps
        position = min(len(self.music.spans) - 1, int(note.start / step_seconds + 0.5) // span.steps)
        classes = self.music.spans[position].chord.classes[:3]
        above = next((note.pitch + up for up in range(3, 10) if (note.pitch + up) % 12 in classes), note.pitch)
        below = next((note.pitch - down for down in range(3, 10) if (note.pitch - down) % 12 in classes), note.pitch)
        return replace(note, pitch=above if above <= self.lead.high + 3 else below)

    def _breathe(self, begin: float, label: str, manner: Manner, force: float) -> None:
        wave = breath(noise(self.plan.name, "breath", label), _BREATH_SECONDS)
        louder = manner.breath + 14 + max(0.0, -force) * _SOFT_BREATH
        level = np.float32(_BREATH_LEVEL * 10 ** (louder / 40))
        _add(self.stage.middle, round((begin - _BREATH_SECONDS - 0.03) * RATE), wave * level)


def _shaped(manner: Manner, phrase: Phrase) -> Manner:
    """The manner of a section: choruses with more of everything, soft ones nearly whispered."""
    if phrase.force < 0:
        return replace(manner, breath=manner.breath - 9 * phrase.force, presence=1.0, vibrato=manner.vibrato * 0.5)
    if phrase.kind == "chorus":
        return replace(manner, presence=manner.presence + 1, vibrato=manner.vibrato * 1.1)
    if phrase.kind == "bridge":
        return replace(manner, breath=manner.breath + 2, vibrato=manner.vibrato * 1.2)
    return manner


def _add(place: Array, start: int, wave: Array) -> None:
    begin = max(0, start)
    end = min(len(place), start + len(wave))
    if end > begin:
        place[begin:end] += wave[begin - start : end - start]
