"""Who plays in which section: sparse verses, full choruses, a bridge that steps back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.voices import NONE

if TYPE_CHECKING:
    from melodymaker.sketch.form import Section
    from melodymaker.sketch.plan import Plan

_LONG_ENOUGH = 4
_LIVELY = 0.5
_OFTEN = 0.4
_FORCE = {"intro": 0.66, "verse": 0.7, "chorus": 1.0, "bridge": 0.68, "solo": 0.95, "outro": 0.76}


@dataclass(frozen=True)
class Layers:
    """The layers of a section; `tunes` holds (role, motif, share of the section to wait)."""

    chords: bool
    pad: bool
    bass: str
    tunes: tuple[tuple[str, str, float], ...]
    double: bool
    answers: bool
    force: float
    # Whether all but the tune fall silent for the last beat, before what comes.
    stop: bool = False


def layers_of(plan: Plan, section: Section, following: Section | None = None) -> Layers:
    """Return who plays in a section of this plan."""
    kind = section.kind
    sung = plan.sung
    solo = plan.orchestra.pad is None
    calm = plan.drums is None
    main = "voice" if sung and plan.voice != NONE else "lead"
    tunes: tuple[tuple[str, str, float], ...] = ((main, kind, 0.0),)
    if kind == "intro":
        # The theme looks in before the song starts, except where the intro is too short for it.
        tunes = (("lead", "chorus", 0.5),) if section.bars >= 4 and plan.energy < 0.75 else ()
    elif kind == "solo":
        tunes = (("lead", "solo", 0.0),)
    elif kind == "outro":
        tunes = (("lead", "chorus", 0.0),)
    elif kind == "bridge" and not sung and plan.orchestra.counter and plan.orchestra.counter.melodic:
        tunes = (("counter", "bridge", 0.0),) if not solo else tunes
    force = _FORCE[kind] + (0.03 if section.number > 1 else 0.0)
    late = section.number > 1
    return Layers(
        chords=True,
        pad=not solo and (kind in ("chorus", "bridge", "outro") or calm or late or kind == "solo"),
        bass="half" if kind in ("intro", "bridge") else "all",
        tunes=tunes,
        double=kind == "chorus" and not solo and (late or plan.energy > 0.6 or plan.orchestra.answers is not None),
        answers=sung and not solo and kind == "verse",
        force=force,
        stop=following is not None and _stops(plan, section, following),
    )


def _stops(plan: Plan, section: Section, following: Section) -> bool:
    """Tell whether the band stops for a beat before a later chorus: in two lively songs of five."""
    if following.kind != "chorus" or following.number == 1 or section.bars < _LONG_ENOUGH or plan.energy < _LIVELY:
        return False
    return chance(plan.label("stops"), "stop").random() < _OFTEN
