"""From the grid to the performance: swing, human timing, touch and articulation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.feel import feel_of
from melodymaker.sketch.score import Note, Part
from melodymaker.sketch.tables.rhythms import DRUM_NOTES

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.form import Form
    from melodymaker.sketch.melody import Tone
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.tables.instruments import Instrument

_MACHINE_KITS = (24, 25)


class Clock:
    """Turns steps (sixteenths from the start) into milliseconds, swung where the genre swings."""

    def __init__(self, plan: Plan, form: Form) -> None:
        self.step_seconds = form.bar_seconds / plan.metre.steps
        self.swing = plan.genre.swing
        self.swing16 = plan.genre.swing16
        if plan.metre.name == "6/8":  # its eighths are triplets already
            self.swing = self.swing16 = 0.0
        # At breakneck tempos musicians straighten out.
        if plan.bpm > 190:
            self.swing = self.swing * 0.5
            self.swing16 = 0.0

    def at(self, step: int) -> int:
        """Return the time of a step in milliseconds."""
        beat, position = divmod(step, 4)
        # The off-beat eighth moves from 2 towards 2⅔ sixteenths; its neighbours stretch with it.
        middle = 2 + 2 / 3 * self.swing
        moved = (0.0, middle / 2, middle, (middle + 4) / 2)[position]
        if position % 2:
            moved += self.swing16 / 3
        return round((beat * 4 + moved) * self.step_seconds * 1000)


class Performer:
    """Plays figures into parts as a human plays them (or a machine)."""

    def __init__(self, plan: Plan, clock: Clock, rng: Random) -> None:
        self.clock = clock
        self.rng = rng
        self.jitter = 1.5 if plan.genre.kit in _MACHINE_KITS else 6.0
        self.feel = feel_of(plan)
        self.touch = 0.75 + 0.25 * plan.energy

    def _late(self, scale: float = 1.0) -> int:
        # The sum of two uniforms is a triangle: mostly on time, and exact on every machine.
        spread = self.jitter * scale
        return round(self.rng.uniform(-spread, spread) + self.rng.uniform(-spread, spread))

    def _velocity(self, force: float) -> int:
        value = 30 + 92 * force * self.touch + self.rng.uniform(-5, 5)
        return min(127, max(12, round(value)))

    def strike(self, part: Part, step: int, pitch: int, force: float) -> int:
        """Play a drum; return when it sounds, in milliseconds."""
        behind = 0 if pitch == DRUM_NOTES["kick"] else self.feel.drums
        start = max(0, self.clock.at(step) + behind + self._late(0.5))
        part.notes.append(Note(start, 120, pitch, self._velocity(force)))
        return start

    def note(self, part: Part, step: int, steps: int, pitch: int, force: float) -> None:
        """Play one note for its full length."""
        start = max(0, self.clock.at(step) + self.feel.bass + self._late(0.7))
        end = self.clock.at(step + steps)
        part.notes.append(Note(start, max(60, end - start - 12), pitch, self._velocity(force)))

    def chord(
        self,
        part: Part,
        instrument: Instrument,
        step: int,
        steps: int,
        notes: tuple[int, ...],
        force: float,
        *,
        spread: bool = True,
    ) -> None:
        """Play notes together, strummed or rolled a little, moved into the instrument's range."""
        start = max(0, self.clock.at(step) + self.feel.chords + self._late(0.8))
        end = self.clock.at(step + steps)
        plucked = "guitar" in instrument.name or instrument.name in ("harp", "banjo", "koto")
        gap = (11 if plucked else 3) if spread and len(notes) > 1 else 0
        velocity = self._velocity(force)
        for index, pitch in enumerate(_in_range(notes, instrument)):
            begin = start + gap * index
            length = max(70, end - begin - (25 if steps > 2 else 10))
            touch = min(127, max(10, velocity + round(self.rng.uniform(-4, 4))))
            part.notes.append(Note(begin, length, pitch, touch))

    def tone(self, part: Part, instrument: Instrument, tone: Tone, force: float) -> None:
        """Play a melody note: legato for winds, strings and voice, a little shorter for the rest."""
        # A singer's own timing comes with the words.
        behind = self.feel.tune if part.role in ("lead", "counter") else 0
        start = max(0, self.clock.at(tone.step) + behind + self._late())
        end = self.clock.at(tone.step + tone.steps)
        breath = 15 if instrument.sustains else 30
        velocity = self._velocity((0.55 + 0.45 * tone.stress) * force)
        part.notes.append(Note(start, max(80, end - start - breath), tone.pitch, velocity))


def _in_range(notes: tuple[int, ...], instrument: Instrument) -> tuple[int, ...]:
    """Return the notes an octave or two up where the instrument does not reach down to them."""
    shift = 0
    while min(notes) + shift < instrument.low and max(notes) + shift + 12 <= instrument.high + 7:
        shift += 12
    return tuple(note + shift for note in notes)
