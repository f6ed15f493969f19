"""A plan like another's: how much of its choices is made anew says how different the song becomes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.tables.loops import LOOPS
from melodymaker.sketch.theory import Key

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.plan import Plan

_TUNES = ("verse", "chorus", "bridge", "solo")
# From which difference on each of these changes, 0 … 1.
_ALL_TUNES = 0.4
_FIGURES = 0.3
_CHORDS = 0.6
_LEAD = 0.7
_KEY = 0.85
# A fifth up or down, a third, a tone: keys in which the instruments stay in their range.
_STEPS_TO_KEYS = (5, 7, 2, 10, 3, 9)


def varied(plan: Plan, label: str, difference: float, kinds: tuple[str, ...]) -> Plan:
    """Return the plan with another tune, and the more anew the more different it is to be.

    `kinds` are the sections that are there: of their tunes one changes at least. Key, chords and instruments change
    only in the last third.
    """
    rng = chance(label, "vary")
    plan = _renewed(plan, label, [f"{kind} tune" for kind in _changed_tunes(difference, kinds)])
    plan = _renewed(plan, label, ["performance"])
    if difference >= _FIGURES:
        plan = _with_figures(_renewed(plan, label, ["sections", "patterns"]), rng)
    if difference >= _CHORDS:
        plan = with_chords(plan, label, rng)
    if difference >= _LEAD:
        others = [name for name in plan.genre.lead if name != plan.orchestra.lead.name]
        plan = _with_lead(plan, rng.choice(others)) if others and plan.orchestra.pad else plan
    if difference >= _KEY:
        plan = replace(plan, key=Key((plan.key.tonic + rng.choice(_STEPS_TO_KEYS)) % 12, plan.key.mode))
    return plan


def renewed_part(plan: Plan, label: str, difference: float) -> Plan:
    """Return the plan for a part of a song that goes on around it: key and instruments stay, the tune is another."""
    rng = chance(label, "part")
    plan = _renewed(plan, label, [f"{kind} tune" for kind in _TUNES] + ["sections"])
    if difference >= _FIGURES:
        plan = _with_figures(_renewed(plan, label, ["patterns"]), rng)
    return with_chords(plan, label, rng) if difference >= _CHORDS else plan


def continued(plan: Plan, label: str, difference: float, kinds: tuple[str, ...]) -> Plan:
    """Return the plan for sections of these kinds after a song's end.

    Its chorus comes back as it was, if there is anything else, unless the rest is to be clearly different.
    """
    if difference >= _ALL_TUNES:
        return renewed_part(plan, label, difference)
    fresh = [kind for kind in kinds if kind != "chorus"] or kinds
    return _renewed(plan, label, [f"{kind} tune" for kind in fresh] + ["sections"])


def changes_chords(difference: float) -> bool:
    """Tell whether the chords change at this difference."""
    return difference >= _CHORDS


def with_chords(plan: Plan, label: str, rng: Random) -> Plan:
    """Return the plan with other progressions of its genre."""
    loops = LOOPS[plan.genre.loops]
    major = plan.key.mode == "major"
    choices = loops.major if major else loops.minor
    bridges = loops.major_bridge if major else loops.minor_bridge
    old = {" ".join(plan.chorus_loop), " ".join(plan.verse_loop)}
    fresh = [choice for choice in choices if choice not in old] or list(choices)
    chorus = rng.choice(fresh).split()
    verse = chorus if plan.genre.loops == "blues" else rng.choice(fresh).split()
    plan = _renewed(plan, label, ["harmony"])
    return replace(
        plan, chorus_loop=tuple(chorus), verse_loop=tuple(verse), bridge_loop=tuple(rng.choice(bridges).split())
    )


def _changed_tunes(difference: float, kinds: tuple[str, ...]) -> tuple[str, ...]:
    there = [kind for kind in _TUNES if kind in kinds]
    return _TUNES if difference >= _ALL_TUNES or not there else (there[0],)


def _renewed(plan: Plan, label: str, topics: list[str]) -> Plan:
    return replace(plan, renewed=tuple({**dict(plan.renewed), **dict.fromkeys(topics, label)}.items()))


def _with_figures(plan: Plan, rng: Random) -> Plan:
    return replace(
        plan,
        comp=rng.choice(plan.genre.comp),
        chorus_comp=rng.choice(plan.genre.comp),
        bass=rng.choice(plan.genre.bass),
    )


def _with_lead(plan: Plan, name: str) -> Plan:
    from melodymaker.sketch.tables.instruments import INSTRUMENTS

    return replace(plan, orchestra=replace(plan.orchestra, lead=INSTRUMENTS[name]))
