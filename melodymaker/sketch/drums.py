"""The drummer: patterns by section, fills into the next one, crashes on arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.tables.drum_patterns import DRUMS
from melodymaker.sketch.tables.rhythms import BUILD, DRUM_NOTES, FILLS, SOFT_FILLS

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.form import Form, Section
    from melodymaker.sketch.metre import Metre
    from melodymaker.sketch.plan import Plan

_FORCE = {"X": 1.0, "x": 0.8, "o": 0.58, ",": 0.36}
# What still plays when the drummer holds back.
_LIGHT = frozenset(("hat", "rim", "shaker", "pedal", "triangle", "tambourine", "ride", "clave", "conga", "brush"))


def drum_bar(plan: Plan, section: Section, bar: int, rng: Random) -> list[tuple[int, str, float]]:
    """Return the strokes of one bar as (step in the bar, drum, force 0 … 1)."""
    if plan.drums is None:
        return []
    level = drum_level(plan, section, bar)
    if level == 0:
        return []
    steps = plan.metre.steps
    strokes = []
    for drum, row in DRUMS[plan.drums].items():
        if level == 1 and drum not in _LIGHT and not (drum == "kick" and section.kind == "verse"):
            continue
        offset = (bar * steps) % len(row)
        for step in range(steps):
            force = _FORCE.get(row[offset + step], 0.0)
            if force:
                strokes.append((step, drum, force * (0.75 if level == 1 else 1.0)))
    if level == 3:
        strokes.extend(_lift(plan, steps, {drum for _, drum, _ in strokes}))
    if bar == section.bars - 1 and section.bars > 1:
        strokes = _with_fill(plan, section, strokes, rng)
    if bar == 0 and level >= 2 and section.kind in ("chorus", "solo") and plan.energy > 0.35:
        strokes.append((0, "crash", 0.75 if plan.energy > 0.6 else 0.5))
    return strokes


def drum_level(plan: Plan, section: Section, bar: int) -> int:
    """Return how much the drummer plays: 0 nothing, 1 lightly, 2 the pattern, 3 with a lift."""
    if section.kind == "intro":
        # Loud songs come in with the band half way through the intro.
        return 2 if plan.energy > 0.55 and bar >= section.bars // 2 else 1
    if section.kind == "bridge":
        return 1 if bar < section.bars // 2 or plan.energy < 0.5 else 2
    if section.kind == "verse":
        return 1 if section.number == 1 and bar < section.bars // 2 and plan.energy < 0.5 else 2
    if section.kind == "outro":
        return 2 if plan.energy > 0.5 else 1
    return 3


def _lift(plan: Plan, steps: int, playing: set[str]) -> list[tuple[int, str, float]]:
    """Return what a chorus adds: an open hat, a tambourine or a shaker that was not there."""
    if plan.energy < 0.4 or plan.drums in ("swing", "brushes", "epic", "march", "tango"):
        return []
    extra = "tambourine" if "tambourine" not in playing else "shaker"
    if plan.energy > 0.6 and "hat" in playing and "open" not in playing:
        off_beats = range(plan.metre.pulse, steps, 2 * plan.metre.pulse)
        return [(steps - 2, "open", 0.55)] + [(step, extra, 0.4) for step in off_beats]
    return [(step, extra, 0.42) for step in range(0, steps, plan.metre.pulse if plan.energy < 0.6 else 2)]


def _with_fill(
    plan: Plan, section: Section, strokes: list[tuple[int, str, float]], rng: Random
) -> list[tuple[int, str, float]]:
    soft = plan.energy < 0.45 or section.kind == "intro"
    fill = rng.choice(SOFT_FILLS if soft else FILLS)
    drop = 16 - plan.metre.steps
    added = [
        (step - drop, drum, _FORCE[char] * (0.7 if soft else 0.9))
        for drum, row in fill.items()
        for step, char in enumerate(row)
        if char in _FORCE and step >= drop
    ]
    begin = min(step for step, _, _ in added)
    kept = [hit for hit in strokes if hit[0] < begin or hit[1] in ("kick", "hat", "ride", "shaker")]
    return kept + added


def build_up(form: Form, section: Section, metre: Metre) -> list[tuple[int, int, float]]:
    """Return a snare roll over a section's last two bars as (bar, step, force)."""
    if metre.steps != len(BUILD["snare"]) // 2 or section.bars < 4 or form.bar_seconds > 2.6:
        return []
    row = BUILD["snare"]
    first = section.start + section.bars - 2
    return [
        (first + step // 16, step % 16, _FORCE[char] * (0.35 + 0.5 * step / 32))
        for step, char in enumerate(row)
        if char in _FORCE
    ]


def drum_note(drum: str) -> int:
    """Return the General MIDI note of a drum."""
    return DRUM_NOTES[drum]
