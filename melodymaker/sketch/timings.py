"""When each section begins, and when each line, and each word, is sung."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.perform import Clock
from melodymaker.sketch.verses import matched, parts_of

if TYPE_CHECKING:
    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.piece import Piece
    from melodymaker.sketch.plan import Plan


def line_times(piece: Piece) -> tuple[tuple[float, str, tuple[float, ...]], ...]:
    """Return (seconds, line, seconds of each of its words and of the last one's end) in order.

    Where a wordless voice carries the tune, words have no times of their own. Lines for which the song has no room are
    left out.
    """
    if piece.vocal.lines:
        return tuple((line.times[0], line.text, line.times) for line in piece.vocal.lines)
    return _hummed_times(piece.words, piece.plan, piece.music)


def _hummed_times(
    lyrics: str, plan: Plan, composition: Composition
) -> tuple[tuple[float, str, tuple[float, ...]], ...]:
    """Return when the tune has come to each line, which has its share of the section."""
    if not plan.sung:
        return ()
    clock = Clock(plan, composition.form)
    size = plan.metre.steps
    onsets = [tone.step for tone in composition.melody]
    times: list[tuple[float, str, tuple[float, ...]]] = []
    for section, part in matched(parts_of(lyrics), composition.form.sections):
        first = section.start * size
        end = (section.start + section.bars) * size
        for index, line in enumerate(part.lines):
            begin = first + index * (end - first) // len(part.lines)
            step = min((onset for onset in onsets if begin <= onset < end), default=begin)
            times.append((round(clock.at(step) / 1000, 2), line, ()))
    return tuple(times)


def section_times(plan: Plan, composition: Composition) -> tuple[tuple[float, str], ...]:
    """Return (seconds, name) of each section, in order: Intro, Verse 1, Chorus 1; and of the last chord's ending."""
    clock = Clock(plan, composition.form)
    size = plan.metre.steps
    sections = composition.form.sections
    kinds = [section.kind for section in sections]
    named = [
        (section.start, section.kind.capitalize() + (f" {section.number}" if kinds.count(section.kind) > 1 else ""))
        for section in sections
    ]
    named.append((composition.form.bars, "Ending"))
    return tuple((round(clock.at(bar * size) / 1000, 3), name) for bar, name in named)
