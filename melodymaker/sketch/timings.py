"""When each section begins, and when each line is played: the wordless voice has a phrase for each of them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from melodymaker.sketch.form import section_kind
from melodymaker.sketch.perform import Clock

if TYPE_CHECKING:
    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.form import Section
    from melodymaker.sketch.plan import Plan

_TAG = re.compile(r"^\[([^\[\]]{1,60})\]$")
_SUNG = ("verse", "chorus", "bridge")


def line_times(lyrics: str, plan: Plan, composition: Composition) -> tuple[tuple[float, str], ...]:
    """Return (seconds, line) of each line that is carried by the voice, in order.

    A section of the lyrics goes with the next section of its kind in the song; lines without
    a tag share the sections that have a voice. Lines for which the song has no room are left out.
    """
    if not plan.sung:
        return ()
    clock = Clock(plan, composition.form)
    size = plan.metre.steps
    onsets = [tone.step for tone in composition.melody]
    voiced = [section for section in composition.form.sections if section.kind in _SUNG]
    times: list[tuple[float, str]] = []
    for section, lines in _matched(_sections(lyrics), voiced):
        first = section.start * size
        end = (section.start + section.bars) * size
        for index, line in enumerate(lines):
            begin = first + index * (end - first) // len(lines)
            step = min((onset for onset in onsets if begin <= onset < end), default=begin)
            times.append((round(clock.at(step) / 1000, 2), line))
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


def _sections(lyrics: str) -> list[tuple[str, list[str]]]:
    """Return the kind ("" without a tag) and the lines of each section."""
    sections: list[tuple[str, list[str]]] = [("", [])]
    for line in map(str.strip, lyrics.splitlines()):
        tag = _TAG.match(line)
        if tag:
            sections.append((section_kind(tag[1]) or "", []))
        elif line:
            sections[-1][1].append(line)
    return [section for section in sections if section[1]]


def _matched(sections: list[tuple[str, list[str]]], voiced: list[Section]) -> list[tuple[Section, list[str]]]:
    """Return each section of the song that has lines, with its lines, in order."""
    if voiced and all(not kind for kind, _ in sections):
        lines = [line for _, section in sections for line in section]
        shares = [len(lines) * index // len(voiced) for index in range(len(voiced) + 1)]
        parts = [lines[start:end] for start, end in itertools.pairwise(shares)]
        return [(section, part) for section, part in zip(voiced, parts, strict=True) if part]
    matched = []
    rest = voiced
    for kind, lines in sections:
        position = next((index for index, section in enumerate(rest) if section.kind == kind), None)
        if position is not None:
            matched.append((rest[position], lines))
            rest = rest[position + 1 :]
    return matched
