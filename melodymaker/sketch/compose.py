"""A plan becomes a score: sections, layers, performance and a real ending."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from melodymaker.sketch.accompany import bass_bar, chord_bar, pick_bass_pattern, pick_chord_pattern
from melodymaker.sketch.chance import chance
from melodymaker.sketch.drums import build_up, drum_bar, drum_note
from melodymaker.sketch.form import Form, Section, fit_form
from melodymaker.sketch.harmony import Span, harmonise
from melodymaker.sketch.layers import Layers, layers_of
from melodymaker.sketch.melody import Tone, make_motif, sing
from melodymaker.sketch.perform import Clock, Performer
from melodymaker.sketch.score import Part, Score
from melodymaker.sketch.tables.instruments import INSTRUMENTS, Instrument, tune_range, within
from melodymaker.sketch.voices import SINGERS

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.theory import Chord


@dataclass(frozen=True)
class Composition:
    """The score of a take, its form and what it was made of."""

    score: Score
    form: Form
    spans: list[Span]
    melody: list[Tone]


def compose(
    plan: Plan, form: Form | None = None, spans: list[Span] | None = None, tune: list[Tone] | None = None
) -> Composition:
    """Return the music of a plan, the same for the same plan on every machine.

    A remix gives what it keeps of its source: the form, the chords on its grid, the tune.
    """
    form = form or fit_form(plan.duration, plan.bpm, plan.beats, plan.written, sung=plan.sung)
    spans = spans or harmonise(plan, form, chance(plan.label("harmony"), "harmony"))
    return _Writer(plan, form, spans, tune).write()


class _Writer:
    """Writes one take section by section into its parts."""

    def __init__(self, plan: Plan, form: Form, spans: list[Span], tune: list[Tone] | None = None) -> None:
        self.plan = plan
        self.form = form
        self.spans = spans
        self.tune = tune
        self.voice = _voice_of(plan)
        self.bar_steps = plan.metre.steps
        self.clock = Clock(plan, form)
        self.performer = Performer(plan, self.clock, chance(plan.label("performance"), "performance"))
        self.parts: dict[str, Part] = {}
        self.melody: list[Tone] = []
        # The step from which the band is silent, so that the next section arrives.
        self.silent_from = 0
        self.kicks: list[int] = []
        self.builds: list[tuple[int, int]] = []
        self.arrivals: list[int] = []
        self.forces: list[tuple[int, float]] = []
        self.motifs = {
            kind: make_motif(plan, form, kind, chance(plan.label(f"{kind} tune"), "motif", kind))
            for kind in ("verse", "chorus", "bridge", "solo")
        }
        self.rng = chance(plan.label("patterns"), "patterns")
        self.patterns: dict[tuple[str, str], str] = {}

    def write(self) -> Composition:
        for index, section in enumerate(self.form.sections):
            following = self.form.sections[index + 1 : index + 2]
            self._section(section, following[0] if following else None)
        self._ending()
        self._fill_first_beat()
        length = round(self.form.seconds * 1000)
        parts = [part for part in self.parts.values() if part.notes]
        for part in parts:
            part.notes.sort(key=lambda note: (note.start, note.pitch))
        score = Score(parts, length, sorted(self.kicks), self.builds, self.arrivals, self.forces)
        return Composition(score, self.form, self.spans, self.melody)

    def part(self, role: str, instrument: Instrument | None) -> Part:
        """Return the part of a role, made when first needed."""
        # Two may play beside the singer in turn.
        key = f"counter {instrument.name}" if role == "counter" and instrument else role
        if key not in self.parts:
            if instrument is None:
                self.parts[key] = Part(role, "drums", self.plan.genre.kit, drums=True)
            else:
                self.parts[key] = Part(role, instrument.name, instrument.program)
        return self.parts[key]

    def span_at(self, step: int) -> Span:
        """Return the chord span that sounds at a step of the song."""
        size = self.spans[0].steps
        return self.spans[min(len(self.spans) - 1, step // size)]

    def chord_at(self, step: int) -> Chord:
        """Return the chord that sounds at a step of the song."""
        return self.span_at(step).chord

    def _section(self, section: Section, following: Section | None) -> None:
        layers = layers_of(self.plan, section, following)
        self.forces.append((self.clock.at(section.start * self.bar_steps), layers.force))
        if section.kind in ("chorus", "solo") and section.start:
            self.arrivals.append(self.forces[-1][0])
        self.silent_from = (section.start + section.bars) * self.bar_steps - (
            self.plan.metre.pulse if layers.stop else 0
        )
        rng = chance(self.plan.label("sections"), section.kind, section.number)
        for bar in range(section.bars):
            self._rhythm(section, bar, rng)
            half = bar >= section.bars / 2
            if layers.chords:
                self._chords(section, bar, layers.force)
            if layers.bass == "all" or (layers.bass == "half" and half):
                self._bass(section, bar, layers.force)
        if layers.pad:
            self._pad(section, layers.force)
        self._tunes(section, layers, rng)
        if following and following.kind == "chorus" and self.plan.energy > 0.6:
            self._build(section)

    def _rhythm(self, section: Section, bar: int, rng: Random) -> None:
        origin = (section.start + bar) * self.bar_steps
        strokes = [stroke for stroke in drum_bar(self.plan, section, bar, rng) if origin + stroke[0] < self.silent_from]
        for step, drum, force in strokes:
            part = self.part("drums", None)
            start = self.performer.strike(part, origin + step, drum_note(drum), force)
            if drum == "kick":
                self.kicks.append(start)

    def _build(self, section: Section) -> None:
        start = (section.start + section.bars - 2) * self.bar_steps
        end = (section.start + section.bars) * self.bar_steps
        if self.plan.drums and self.plan.genre.duck >= 0.4:
            for bar, step, force in build_up(self.form, section, self.plan.metre):
                part = self.part("drums", None)
                self.performer.strike(part, bar * self.bar_steps + step, 38, force)
            self.builds.append((self.clock.at(start), self.clock.at(end)))

    def _pattern(self, layer: str, kind: str) -> str:
        """Return the figure of a layer in a kind of section, the same all through the song."""
        if (layer, kind) not in self.patterns:
            if layer == "bass":
                choice = pick_bass_pattern(self.plan.bass, self.plan.metre, self.rng)
            else:
                style = self.plan.chorus_comp if kind in ("chorus", "outro") else self.plan.comp
                if kind == "bridge" and self.plan.energy < 0.7:
                    style = "sustain"
                choice = pick_chord_pattern(style, self.plan.metre, self.rng)
            self.patterns[layer, kind] = choice
        return self.patterns[layer, kind]

    def _chords(self, section: Section, bar: int, force: float) -> None:
        instrument = self.plan.orchestra.chords
        pattern = self._pattern("chords", section.kind)
        origin = (section.start + bar) * self.bar_steps
        part = self.part("chords", instrument)
        for step, steps, notes, stress in chord_bar(pattern, origin, self.span_at, sustained=instrument.sustains):
            held = min(steps, self.silent_from - origin - step)
            if held > 0:
                self.performer.chord(part, instrument, origin + step, held, notes, stress * force)

    def _bass(self, section: Section, bar: int, force: float) -> None:
        instrument = self.plan.orchestra.bass
        if instrument is None:
            return
        pattern = self._pattern("bass", section.kind)
        origin = (section.start + bar) * self.bar_steps
        part = self.part("bass", instrument)
        low = instrument.low
        high = instrument.high
        for step, steps, notes, stress in bass_bar(pattern, origin, self.span_at, self.plan.key, low, high):
            held = min(steps, self.silent_from - origin - step)
            if held > 0:
                self.performer.note(part, origin + step, held, notes[0], stress * (0.4 + 0.6 * force))

    def _pad(self, section: Section, force: float) -> None:
        instrument = self.plan.orchestra.pad
        if instrument is None:
            return
        part = self.part("pad", instrument)
        first = section.start * self.bar_steps
        last = (section.start + section.bars) * self.bar_steps
        for span in self.spans[:-1]:
            if first <= span.start < last:
                steps = min(span.steps, last - span.start)
                self.performer.chord(part, instrument, span.start, steps, span.voicing, 0.75 * force, spread=False)

    def _tunes(self, section: Section, layers: Layers, rng: Random) -> None:
        lead = self.plan.orchestra.lead
        if self.tune is not None:
            self._given_tune(section, layers, self.tune)
        for role, kind, begin in layers.tunes if self.tune is None else ():
            instrument = {"voice": self.voice, "lead": lead}.get(role, self.plan.orchestra.counter)
            if instrument is None:
                continue
            motif = self.motifs[kind]
            bounds = tune_range(instrument)
            tones = sing(self.plan, section, motif, self.chord_at, bounds, rng)
            edge = (section.start + round(begin * section.bars)) * self.bar_steps
            part = self.part(role, instrument)
            kept = [tone for tone in tones if tone.step >= edge]
            for tone in kept:
                self.performer.tone(part, instrument, tone, layers.force)
            self.melody.extend(kept)
        if layers.double and self.melody:
            self._double(section, self._second(section) if self.plan.sung else self.plan.orchestra.counter)
        if layers.answers:
            self._answers(section, self._second(section), rng)

    def _second(self, section: Section) -> Instrument:
        """Who plays beside a singer: the lead, and in every other section one that was asked for beside it."""
        orchestra = self.plan.orchestra
        turn = (section.number % 2 == 0) != (section.kind == "chorus")
        return orchestra.answers if turn and orchestra.answers else orchestra.lead

    def _given_tune(self, section: Section, layers: Layers, tune: list[Tone]) -> None:
        """Have a section's part of the given tune played, by octaves where its new instrument reaches."""
        first = section.start * self.bar_steps
        last = (section.start + section.bars) * self.bar_steps
        tones = [tone for tone in tune if first <= tone.step < last]
        role = layers.tunes[0][0] if layers.tunes else "lead"
        if role == "counter":
            role = "lead"
        instrument = self.voice if role == "voice" else self.plan.orchestra.lead
        for tone in tones:
            reached = Tone(tone.step, tone.steps, within(instrument.low, instrument.high, tone.pitch), tone.stress)
            self.performer.tone(self.part(role, instrument), instrument, reached, layers.force)
        self.melody.extend(tones)

    def _double(self, section: Section, instrument: Instrument | None) -> None:
        """Let a second instrument follow the tune of a chorus, quietly, where it can reach."""
        if instrument is None or not instrument.melodic:
            return
        first = section.start * self.bar_steps
        part = self.part("counter", instrument)
        for tone in [tone for tone in self.melody if tone.step >= first]:
            doubled = Tone(
                tone.step, tone.steps, within(instrument.low, instrument.high, tone.pitch), tone.stress * 0.7
            )
            self.performer.tone(part, instrument, doubled, 0.7)

    def _answers(self, section: Section, instrument: Instrument, rng: Random) -> None:
        """Fill the pause after a phrase with two or three notes of the chord."""
        bounds = tune_range(instrument)
        part = self.part("lead" if instrument is self.plan.orchestra.lead else "counter", instrument)
        for bar in range(3, section.bars, 4):
            if rng.random() > 0.7:
                continue
            origin = (section.start + bar) * self.bar_steps + self.bar_steps - 6
            span = self.span_at(origin)
            notes = sorted(note for note in range(bounds[0], bounds[1] + 1) if note % 12 in span.chord.classes[:3])
            position = rng.randrange(max(1, len(notes) - 2))
            run = notes[position : position + 3]
            if rng.random() < 0.5:
                run = run[::-1]
            for index, pitch in enumerate(run):
                step = origin + 2 * index
                if self.span_at(step) == span:
                    self.performer.tone(part, instrument, Tone(step, 2, pitch, 0.6), 0.7)

    def _ending(self) -> None:
        """Strike the last chord with everyone who is playing and let it ring."""
        step = self.form.bars * self.bar_steps
        span = self.spans[-1]
        steps = max(4, round(self.form.ring * 0.97 / self.clock.step_seconds))
        orchestra = self.plan.orchestra
        self.performer.chord(self.part("chords", orchestra.chords), orchestra.chords, step, steps, span.voicing, 0.8)
        if "pad" in self.parts and orchestra.pad:
            self.performer.chord(self.parts["pad"], orchestra.pad, step, steps, span.voicing, 0.6, spread=False)
        if orchestra.bass:
            root = orchestra.bass.low + (span.chord.root - orchestra.bass.low) % 12
            self.performer.note(self.part("bass", orchestra.bass), step, steps, root, 0.85)
        self._last_tone(step, steps, span)
        if self.plan.drums:
            part = self.part("drums", None)
            self.kicks.append(self.performer.strike(part, step, 36, 0.8))
            self.performer.strike(part, step, 49 if self.plan.energy > 0.35 else 51, 0.6)

    def _last_tone(self, step: int, steps: int, span: Span) -> None:
        role, instrument = ("voice", self.voice) if "voice" in self.parts else ("lead", self.plan.orchestra.lead)
        low, high = tune_range(instrument)
        last = self.melody[-1].pitch if self.melody else (low + high) // 2
        homes = [note for note in range(low, high + 1) if note % 12 == span.chord.root]
        pitch = min(homes, key=lambda note: abs(note - last))
        given = [tone.pitch for tone in self.tune or () if tone.step == step]
        tone = Tone(step, steps, given[0] if given else pitch, 0.8)
        self.melody.append(tone)
        reached = Tone(step, steps, within(instrument.low, instrument.high, tone.pitch), 0.8)
        self.performer.tone(self.part(role, instrument), instrument, reached, 0.8)

    def _fill_first_beat(self) -> None:
        """Make sure that the song begins with its first beat, whatever the patterns rest on."""
        first = min((note.start for part in self.parts.values() for note in part.notes), default=0)
        chords = self.plan.orchestra.chords
        if first > 60:
            notes = self.spans[0].voicing
            self.performer.chord(self.part("chords", chords), chords, 0, 3, notes, 0.7)


def _voice_of(plan: Plan) -> Instrument:
    """The voice that carries the tune, in the range of the plan's singer."""
    singer = SINGERS.get(plan.voice)
    voice = INSTRUMENTS["voice"]
    return replace(voice, low=singer.low, high=singer.high) if singer else voice
