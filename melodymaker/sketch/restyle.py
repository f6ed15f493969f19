"""A song in another style: its form, chords and tune played by another band."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor
from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.chance import chance
from melodymaker.sketch.compose import Composition, compose
from melodymaker.sketch.form import LONGEST_RING
from melodymaker.sketch.plan import choose_drums, plan_pair
from melodymaker.sketch.request import BPM_RANGE, DURATION_SECONDS, SketchRequest

if TYPE_CHECKING:
    from melodymaker.sketch.brief import Brief
    from melodymaker.sketch.form import Form
    from melodymaker.sketch.metre import Metre
    from melodymaker.sketch.plan import Plan

# Up to here the song keeps its lead instrument, and from the second on it has the new style's tempo.
_NEAR = 0.25
_FAR = 0.75


def restyled(plan: Plan, music: Composition, request: SketchRequest, index: int) -> tuple[Plan, Composition]:
    """Return the plan and the music of a song in the request's style: the same tune over the same chords."""
    asked = SketchRequest(
        style=request.style,
        instrumental=not plan.sung,
        key=str(plan.key),
        seed=request.seed,
        guidance=request.guidance,
    )
    brief = read_brief(asked)
    new = plan_pair(asked, brief)[index]
    bpm = _tempo(plan, new, music.form, brief, request.difference)
    orchestra = new.orchestra
    if request.difference <= _NEAR and orchestra.pad and not brief.instruments:
        orchestra = replace(orchestra, lead=plan.orchestra.lead)
    new = replace(
        new,
        bpm=bpm,
        metre=plan.metre,
        drums=_drums(new, brief, plan.metre),
        orchestra=orchestra,
        duration=plan.duration,
        sung=plan.sung,
        written=plan.written,
        voice=plan.voice,
        scene=plan.scene,
    )
    form = replace(music.form, bar_seconds=plan.beats * 60 / bpm)
    return new, compose(new, form, music.spans, music.melody)


def _drums(new: Plan, brief: Brief, metre: Metre) -> str | None:
    """The new style's drums, in the song's own metre."""
    if new.metre == metre or new.drums is None:
        return new.drums
    return choose_drums(new.genre, brief, metre, new.adventure, chance(new.name, "metre"), None)


def _tempo(plan: Plan, new: Plan, form: Form, brief: Brief, difference: float) -> int:
    """A tempo between the song's and the new style's, at which it is neither too short nor too long."""
    low, high = new.genre.bpm
    target = brief.bpm or min(high, max(low, plan.bpm))
    share = 1.0 if brief.bpm else min(1.0, difference / _FAR)
    beats = form.bars * plan.beats * 60
    slowest = ceil(beats / (DURATION_SECONDS[1] - LONGEST_RING))
    fastest = floor(beats / max(1.0, DURATION_SECONDS[0] - form.ring))
    bpm = round(plan.bpm + share * (target - plan.bpm))
    return min(BPM_RANGE[1], fastest, max(BPM_RANGE[0], slowest, bpm))
