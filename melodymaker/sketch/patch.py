"""Two compositions on one grid become one: the second within a stretch of time, the first around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.compose import Composition
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.score import Note, Part, Score

if TYPE_CHECKING:
    from collections.abc import Callable

    from melodymaker.sketch.form import Form
    from melodymaker.sketch.plan import Plan

# A human plays a beat up to so many milliseconds early.
EARLY = 14


def patched(plan: Plan, old: Composition, new: Composition, start: int, end: int | None) -> Composition:
    """Return the music with the new notes from `start` to `end` (milliseconds), on the new one's form."""

    def inside(time: int) -> bool:
        return time >= start - EARLY and (end is None or time < end - EARLY)

    clock = Clock(plan, new.form)

    def step_inside(step: int) -> bool:
        return inside(clock.at(step))

    melody = [tone for tone in old.melody if not step_inside(tone.step)]
    melody += [tone for tone in new.melody if step_inside(tone.step)]
    spans = [span for span in old.spans if not step_inside(span.start)]
    spans += [span for span in new.spans if step_inside(span.start)]
    return Composition(
        score=_joined(old.score, new.score, inside, round(new.form.seconds * 1000), release=start),
        form=new.form,
        spans=sorted(spans, key=lambda span: span.start),
        melody=sorted(melody, key=lambda tone: tone.step),
    )


def chords_until(old: Composition, new: Composition, step: int) -> Composition:
    """Return the new one with the old one's chords before this step."""
    spans = [span for span in old.spans[:-1] if span.start < step]
    spans += [span for span in new.spans if span.start >= step]
    return Composition(new.score, new.form, spans, new.melody)


def cut_form(form: Form, bars: int) -> list[tuple[str, int]]:
    """Return (kind, bars) of the sections up to this bar; the last one may be cut short."""
    return [
        (section.kind, min(section.bars, bars - section.start)) for section in form.sections if section.start < bars
    ]


def clipped(score: Score, start: int, end: int) -> Score:
    """Return what sounds between two times as a score of its own, which begins at 0."""
    parts = []
    for part in score.parts:
        notes = [_moved(note, start) for note in part.notes if note.start < end and _end(note) > start]
        if notes:
            parts.append(Part(part.role, part.instrument, part.program, part.drums, notes))
    kicks = [kick - start for kick in score.kicks if start <= kick < end]
    return Score(
        parts,
        end - start,
        kicks,
        [(first - start, last - start) for first, last in score.builds if first < end and last > start],
        [arrival - start for arrival in score.arrivals if start < arrival],
        [(time - start, force) for time, force in score.forces],
    )


def _joined(old: Score, new: Score, inside: Callable[[int], bool], length: int, *, release: int) -> Score:
    parts: dict[tuple[str, str], Part] = {}
    for score, belongs in ((old, lambda time: not inside(time)), (new, inside)):
        for part in score.parts:
            key = (part.role, part.instrument)
            joined = parts.setdefault(key, Part(part.role, part.instrument, part.program, part.drums))
            notes = [note for note in part.notes if belongs(note.start)]
            joined.notes.extend(_released(note, release, drums=part.drums) if score is old else note for note in notes)
    for part in parts.values():
        part.notes.sort(key=lambda note: (note.start, note.pitch))
    kicks = [kick for kick in old.kicks if not inside(kick)] + [kick for kick in new.kicks if inside(kick)]
    builds = [build for build in old.builds if not inside(build[0])] + [b for b in new.builds if inside(b[0])]
    arrivals = [time for time in old.arrivals if not inside(time)] + [time for time in new.arrivals if inside(time)]
    played = [part for part in parts.values() if part.notes]
    return Score(played, length, sorted(kicks), sorted(builds), sorted(arrivals), new.forces)


def _released(note: Note, release: int, *, drums: bool) -> Note:
    """Return a note of the old music, let go where the new one begins."""
    if drums or note.start >= release or _end(note) <= release:
        return note
    return Note(note.start, max(60, release - note.start), note.pitch, note.velocity)


def _moved(note: Note, start: int) -> Note:
    begin = max(0, note.start - start)
    return Note(begin, _end(note) - start - begin, note.pitch, note.velocity)


def _end(note: Note) -> int:
    return note.start + note.length
