"""Lines as groups of words that are sung in one breath, and what each gets of its section's time."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from melodymaker.sketch.metre import Metre
    from melodymaker.sketch.voice.lines import Word

_LONGEST = 14
_PAUSES = (",", ";", ":", ".", "!", "?", "—", "–", "…")
# Seconds for a syllable below which lines of one length are no longer given one length of time.
_EVEN = 0.235
_QUICKEST = 0.17
_BREATH = 2


@dataclass
class Group:
    """Words in order, with the line and the place in it of each (from 0)."""

    backing: bool
    words: list[Word] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def syllables(self) -> int:
        """How many vowels are sung."""
        return sum(word.syllables for word in self.words)


def groups_of(lines: Sequence[tuple[Word, ...]], most: int) -> list[Group]:
    """Return the lines as groups, at most `most` of them: long lines are parted, and short ones sung in one breath."""
    groups: list[Group] = []
    for number, line in enumerate(lines):
        own: list[Group] = []
        for place, word in enumerate(line):
            if not word.sounds:
                continue
            if not own or own[-1].backing != word.backing:
                own.append(Group(word.backing))
            own[-1].words.append(word)
            own[-1].places.append((number, place))
        groups += [part for group in own for part in _parted(group)]
    while len(groups) > most:
        index = _least_pair(groups)
        if index is None:
            break
        after = groups.pop(index + 1)
        groups[index].words += after.words
        groups[index].places += after.places
    return groups


def shares(groups: Sequence[Group], span: tuple[int, int], metre: Metre, step_seconds: float) -> list[tuple[int, int]]:
    """Return the steps from and to which each group may be sung: whole bars, halves or beats of the span.

    All get the same where that is not too quick for any; otherwise each what its syllables ask for.
    """
    if not groups:
        return []
    begin, end = span
    bar = metre.steps
    units = [bar, bar // 2, metre.pulse] if metre.beats % 2 == 0 else [bar, metre.pulse]
    weights = [group.syllables + _BREATH for group in groups]
    for unit in units:
        whole = (end - begin) // unit
        if whole >= len(groups) and whole % len(groups) == 0:
            size = whole // len(groups) * unit
            if size * step_seconds >= _EVEN * max(weights):
                edges = [begin + size * index for index in range(len(groups))]
                return list(zip(edges, [*edges[1:], end], strict=True))
    spans: list[tuple[int, int]] = []
    for unit in (*units[1:], 2, 1):
        spans = _weighted(weights, span, unit)
        if (end - begin) // unit >= len(groups) and not any(map(_hurries, spans, groups, repeat(step_seconds))):
            break
    return spans


def _hurries(span: tuple[int, int], group: Group, step_seconds: float) -> bool:
    return (span[1] - span[0]) * step_seconds < _QUICKEST * group.syllables


def _weighted(weights: list[int], span: tuple[int, int], unit: int) -> list[tuple[int, int]]:
    begin, end = span
    whole = max(len(weights), (end - begin) // unit)
    total = sum(weights)
    edges = []
    done = 0
    for index, weight in enumerate(weights):
        # Nobody is left without a unit.
        at = max(index, min(whole - len(weights) + index, round(whole * done / total)))
        edges.append(min(end - 1, max(begin + at * unit, edges[-1] + 1 if edges else begin)))
        done += weight
    return list(zip(edges, [*edges[1:], end], strict=True))


def _parted(group: Group) -> list[Group]:
    """Part a group that is too long for a breath: after a comma, or about in the middle."""
    if group.syllables <= _LONGEST or len(group.words) < 2:
        return [group]
    half = group.syllables / 2
    best = 1
    least = float("inf")
    sung = 0
    for index in range(1, len(group.words)):
        sung += group.words[index - 1].syllables
        off = abs(sung - half) - (4 if group.words[index - 1].text.endswith(_PAUSES) else 0)
        if off < least:
            best = index
            least = off
    parts = (slice(None, best), slice(best, None))
    return [part for cut in parts for part in _parted(Group(group.backing, group.words[cut], group.places[cut]))]


def _least_pair(groups: list[Group]) -> int | None:
    """Where two neighbours of the same voice are the shortest together, and no longer than a breath."""
    pairs = [
        (groups[index].syllables + groups[index + 1].syllables, index)
        for index in range(len(groups) - 1)
        if groups[index].backing == groups[index + 1].backing
    ]
    size, index = min(pairs, default=(_LONGEST + 1, 0))
    return index if size <= _LONGEST else None
