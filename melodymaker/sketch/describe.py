"""A plan as text: the tags and categories of what was really made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.voices import HIGHER, LOWER, NONE

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan

_VOICES = {HIGHER: "female vocals", LOWER: "male vocals", NONE: "karaoke"}


def style_tags(plan: Plan) -> str:
    """Return "lo-fi, warm, piano, soft drums": genre, moods, instruments, drums, voice."""
    orchestra = plan.orchestra
    tags = [plan.genre.name, *plan.moods[:2], orchestra.chords.name]
    if orchestra.lead.name != orchestra.chords.name:
        tags.append(orchestra.lead.name)
    tags += [name for name in orchestra.named[:4] if orchestra.pad and name == orchestra.pad.name]
    if orchestra.bass and orchestra.bass.name in orchestra.named:
        tags.append(orchestra.bass.name)
    if plan.metre.name != "4/4":
        tags.append("waltz" if plan.metre.name == "3/4" else plan.metre.name)
    if orchestra.pad is None:
        tags.append(f"solo {orchestra.chords.name}")
    elif plan.drums is None:
        tags.append("no drums")
    else:
        tags.append(_drum_tag(plan))
    tags.append(_VOICES.get(plan.voice, "wordless vocals") if plan.sung else "instrumental")
    return ", ".join(dict.fromkeys(tags))


def _drum_tag(plan: Plan) -> str:
    if plan.genre.kit in (24, 25):
        return "808 drums" if plan.genre.kit == 25 else "electronic drums"
    if plan.genre.kit == 40 or plan.drums == "brushes":
        return "brushed drums"
    if plan.genre.kit == 48:
        return "orchestral percussion"
    return "soft drums" if plan.energy < 0.45 else "driving drums" if plan.energy > 0.75 else "drums"
