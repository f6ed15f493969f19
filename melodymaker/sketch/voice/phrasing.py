"""Lyrics onto a song: each section's lines as phrases on the tune, in seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.tables.instruments import within
from melodymaker.sketch.theory import local_scale
from melodymaker.sketch.verses import matched, parts_of
from melodymaker.sketch.voice.breath_groups import Group, groups_of, shares
from melodymaker.sketch.voice.lines import Word, read_part
from melodymaker.sketch.voice.pace import HURRIED
from melodymaker.sketch.voice.rhythm import Sung, fit

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.form import Section
    from melodymaker.sketch.melody import Tone
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.verses import Part

# The first consonants of a song sound before their beat: the first word waits for one.
_FIRST_STEP = 4


@dataclass(frozen=True)
class SungNote:
    """A stretch of one pitch: seconds from the song's start, and MIDI."""

    start: float
    end: float
    pitch: int


@dataclass(frozen=True)
class Phrase:
    """What is sung in one breath. `notes` holds those of each syllable; `stresses` are 0 … 1.

    `kind` and `number` are the section's; `force` and `together` how its tag wants it; a `backing` phrase is not the
    lead's.
    """

    words: tuple[Word, ...]
    notes: tuple[tuple[SungNote, ...], ...]
    stresses: tuple[float, ...]
    kind: str
    number: int
    backing: bool
    force: float
    together: bool

    @property
    def phonemes(self) -> str:
        """The sounds of all words."""
        return " ".join(word.sounds for word in self.words if word.sounds) + "."

    @property
    def start(self) -> float:
        """When its first vowel sounds."""
        return self.notes[0][0].start

    @property
    def end(self) -> float:
        """When its last vowel ends."""
        return self.notes[-1][-1].end


@dataclass(frozen=True)
class TimedLine:
    """A line as it is written, and the second at which each of its words begins, and at last the end."""

    text: str
    times: tuple[float, ...]


@dataclass(frozen=True)
class Vocal:
    """What is sung in a song: its phrases, its lines with their times, and the lines left out for lack of room."""

    phrases: tuple[Phrase, ...]
    lines: tuple[TimedLine, ...]
    unsung: tuple[str, ...]


def vocal_of(lyrics: str, plan: Plan, music: Composition) -> Vocal:
    """Return what is sung of the lyrics over this music, the same on every machine."""
    phrases: list[Phrase] = []
    lines: list[TimedLine] = []
    unsung: list[str] = []
    parts = parts_of(lyrics)
    placed = matched(parts, music.form.sections)
    carried = [part for _, part in placed]
    unsung += [line for part in parts if part not in carried and len(parts) > 1 for line in part.lines]
    for section, part in placed:
        writer = _SectionWriter(section, part, plan, music)
        writer.write()
        phrases += writer.phrases
        lines += writer.lines
        unsung += writer.unsung
    return Vocal(tuple(phrases), tuple(lines), tuple(unsung))


class _SectionWriter:
    """Puts the lines of one section on its part of the tune."""

    def __init__(self, section: Section, part: Part, plan: Plan, music: Composition) -> None:
        self.section = section
        self.texts = part.lines
        self.verse = read_part(part)
        self.plan = plan
        self.music = music
        self.clock = Clock(plan, music.form)
        size = plan.metre.steps
        self.first = max(section.start * size, _FIRST_STEP)
        self.end = (section.start + section.bars) * size
        self.seconds = (self.end - self.first) * self.clock.step_seconds
        self.phrases: list[Phrase] = []
        self.lines: list[TimedLine] = []
        self.unsung: list[str] = []

    def write(self) -> None:
        """Fill `phrases`, `lines` and `unsung`."""
        kept = self._fitting(self.verse.lines)
        self.unsung = list(self.texts[len(kept) :])
        groups = groups_of(kept, most=max(1, (self.end - self.first) // 8))
        spans = shares(groups, (self.first, self.end), self.plan.metre, self.clock.step_seconds)
        times: dict[int, list[tuple[int, float, float]]] = {}
        for number, (group, span) in enumerate(zip(groups, spans, strict=True)):
            phrase = self._phrase(group, span, number)
            if phrase:
                self.phrases.append(phrase)
                for line, place, start, end in _word_times(group, phrase):
                    times.setdefault(line, []).append((place, start, end))
        for index, line in enumerate(kept):
            if index in times:
                self.lines.append(TimedLine(self.texts[index], _word_starts(line, times[index])))
            elif any(word.sounds for word in line):
                self.unsung.append(self.texts[index])

    def _fitting(self, lines: tuple[tuple[Word, ...], ...]) -> tuple[tuple[Word, ...], ...]:
        """The lines from the first on for which there is time."""
        left = self.seconds * 1.2
        for count, line in enumerate(lines):
            left -= _needed(line)
            if left < 0:
                return lines[:count]
        return lines

    def _phrase(self, group: Group, span: tuple[int, int], number: int) -> Phrase | None:
        stresses = tuple(stress for word in group.words for stress in _stresses(word.sounds))
        placed = fit(stresses, self._tune(span), span, self.plan.metre, self.clock.step_seconds)
        if placed is None:
            return None
        rng = chance(self.plan.name, "passing", self.section.kind, self.section.number, number)
        notes = tuple(self._seconds_of(sung) for sung in self._passing(placed, rng))
        return Phrase(
            tuple(group.words),
            notes,
            stresses,
            self.section.kind,
            self.section.number,
            group.backing,
            self.verse.force,
            self.verse.together,
        )

    def _tune(self, span: tuple[int, int]) -> list[Tone]:
        """The tune's notes in a span of steps, where the singer reaches them; where it rests, the nearest is held."""
        low, high = self.plan.range
        melody = [replace(tone, pitch=within(low, high, tone.pitch)) for tone in self.music.melody]
        tones = [tone for tone in melody if span[0] <= tone.step < span[1]]
        if tones or not melody:
            return tones
        near = min(melody, key=lambda tone: abs(tone.step - span[0]))
        return [type(near)(span[0], span[1] - span[0], near.pitch, near.stress)]

    def _passing(self, placed: list[Sung], rng: Random) -> list[Sung]:
        """Syllables that share one note of the tune would be a chant: the weak ones step aside on the scale."""
        onsets = {tone.step for tone in self.music.melody}
        low, high = self.plan.range
        found: list[Sung] = []
        for index, sung in enumerate(placed):
            step, pitch = sung.notes[0]
            beside = pitch
            if 0 < index < len(placed) - 1 and step not in onsets and step % 4:
                after = placed[index + 1].notes[0][1]
                way = _way(found[-1].notes[-1][1], pitch, after, rng)
                beside = self._beside(step, pitch, way) if way else pitch
                if not (low <= beside <= high and (after == pitch or (beside - pitch) * (after - beside) >= 0)):
                    beside = pitch
            found.append(Sung(((step, beside), *sung.notes[1:]), sung.end))
        return found

    def _beside(self, step: int, pitch: int, way: int) -> int:
        size = self.music.spans[0].steps
        span = self.music.spans[min(len(self.music.spans) - 1, step // size)]
        scale = local_scale(self.plan.key, span.chord)
        return next((pitch + way * by for by in (1, 2, 3) if (pitch + way * by) % 12 in scale), pitch)

    def _seconds_of(self, sung: Sung) -> tuple[SungNote, ...]:
        steps = [step for step, _ in sung.notes]
        edges = [self.clock.at(step) / 1000 for step in (*steps, sung.end)]
        return tuple(
            SungNote(start, end, pitch) for start, end, (_, pitch) in zip(edges, edges[1:], sung.notes, strict=False)
        )


def _way(before: int, pitch: int, after: int, rng: Random) -> int:
    if after != pitch:
        return 1 if after > pitch else -1
    return 0 if before != pitch else rng.choice((1, 1, -1, 0))


def _needed(line: tuple[Word, ...]) -> float:
    count = sum(word.syllables for word in line)
    return count * HURRIED[0] + HURRIED[1] if count else 0.0


def _stresses(sounds: str) -> list[float]:
    """How strong each syllable of a word is: 1 and 0.6 for those that are marked."""
    marks = {"ˈ": 1.0, "ˌ": 0.6}
    found = []
    mark = 0.0
    for sound in sounds:
        if sound in marks:
            mark = marks[sound]
        elif Word("", sound).syllables:
            found.append(mark)
            mark = 0.0
    return found


def _word_times(group: Group, phrase: Phrase) -> list[tuple[int, int, float, float]]:
    """Return (line, place in it, start, end) of each word that is sung."""
    found = []
    syllable = 0
    for word, (line, place) in zip(group.words, group.places, strict=True):
        count = word.syllables
        if count:
            start = phrase.notes[syllable][0].start
            end = phrase.notes[syllable + count - 1][-1].end
            found.append((line, place, start, end))
        syllable += count
    return found


def _word_starts(line: tuple[Word, ...], times: list[tuple[int, float, float]]) -> tuple[float, ...]:
    """Return when each word begins, and when the last one ends; what is not sung goes with the word after it."""
    starts = {place: start for place, start, _ in times}
    end = max(end for *_, end in times)
    found = [round(end, 2)]
    after = end
    for place in reversed(range(len(line))):
        after = starts.get(place, after)
        found.append(round(after, 2))
    return tuple(reversed(found))
