"""Chords over time and how they are voiced."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

from melodymaker.sketch.theory import Chord, roman_chord

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.form import Form
    from melodymaker.sketch.plan import Plan

# Voicings keep clear of the bass below and of the melody above.
LOWEST = 52
HIGHEST = 74


@dataclass(frozen=True)
class Span:
    """A chord with its first step, steps (sixteenths) and the notes that sound it."""

    chord: Chord
    start: int
    steps: int
    voicing: tuple[int, ...]


def harmonise(plan: Plan, form: Form, rng: Random) -> list[Span]:
    """Return the chords of the whole song in order, voice-led, ending on the tonic."""
    steps_in_bar = plan.metre.steps
    steps = round(steps_in_bar * form.bars_per_chord)
    symbols = _symbols(plan, form, rng)
    spans: list[Span] = []
    previous: tuple[int, ...] | None = None
    for index, symbol in enumerate(symbols):
        chord = roman_chord(symbol, plan.key, plan.genre.colour)
        voicing = voice(chord, previous)
        previous = voicing
        spans.append(Span(chord, index * steps, steps, voicing))
    tonic = roman_chord("I" if plan.key.mode == "major" else "i", plan.key, _last_colour(plan))
    spans.append(Span(tonic, len(symbols) * steps, steps_in_bar * 4, voice(tonic, previous)))
    return spans


def _last_colour(plan: Plan) -> str:
    return plan.genre.colour if plan.genre.colour != "ninth" else "seventh"


def _symbols(plan: Plan, form: Form, rng: Random) -> list[str]:
    symbols: list[str] = []
    running = plan.genre.loops == "blues"
    for section in form.sections:
        loop = _loop_of(plan, section.kind)
        count = round(section.bars / form.bars_per_chord)
        begin = len(symbols) if running else 0
        part = [loop[(begin + position) % len(loop)] for position in range(count)]
        if plan.adventure > 0.3 and not running:
            part = _borrow(part, plan, rng)
        symbols.extend(part)
    requested = -(-form.bars // form.bars_per_chord)
    while len(symbols) < requested:
        symbols.append(symbols[-1])
    dominant = "V" if plan.key.mode == "major" or plan.genre.loops != "techno" else "bVII"
    if plan.genre.colour == "power":
        dominant = "bVII"
    if len(symbols) > 1:
        symbols[-1] = dominant
    return symbols


def _loop_of(plan: Plan, kind: str) -> tuple[str, ...]:
    if kind == "bridge":
        return plan.bridge_loop
    return plan.chorus_loop if kind in ("chorus", "outro") else plan.verse_loop


_BORROWED = {
    "major": {"IV": "iv", "IVmaj7": "iv", "V": "bVII", "vi": "bVI", "ii7": "IV"},
    "minor": {"iv": "IV", "bVI": "bII", "V": "bVII", "bVII": "v"},
}


def _borrow(part: list[str], plan: Plan, rng: Random) -> list[str]:
    """Return the chords with, now and then, one from the parallel key near a phrase's end."""
    table = _BORROWED[plan.key.mode]
    changed = list(part)
    for end in range(3, len(part), 8):
        position = end - 1 if rng.random() < 0.5 else end
        if changed[position] in table and rng.random() < plan.adventure * 0.45:
            changed[position] = table[changed[position]]
    return changed


def voice(chord: Chord, previous: tuple[int, ...] | None) -> tuple[int, ...]:
    """Return 3 or 4 close notes of the chord that move least from the previous ones."""
    tones = list(chord.classes)
    if len(tones) > 4:
        # Five-note chords drop the fifth, then the root: the bass has it.
        tones.remove(tones[2])
    if len(tones) == 2:
        root = LOWEST + (chord.root - LOWEST) % 12
        return (root, root + 7, root + 12)
    candidates = _voicings(tones)
    if previous is None:
        return min(candidates, key=lambda notes: abs(sum(notes) / len(notes) - 62))
    return min(candidates, key=lambda notes: (_movement(notes, previous), notes))


def _voicings(tones: list[int]) -> list[tuple[int, ...]]:
    choices = [[note for note in range(LOWEST, HIGHEST + 1) if note % 12 == tone] for tone in tones]
    found = set()
    for notes in product(*choices):
        ordered = tuple(sorted(notes))
        gaps = [high - low for low, high in pairwise(ordered)]
        # Seconds only at the top and never a semitone: low clusters growl.
        if ordered[-1] - ordered[0] <= 15 and min(gaps) >= 2 and (gaps[0] >= 3 or ordered[0] >= 57):
            found.add(ordered)
    if not found:
        found = {tuple(sorted(notes)) for notes in product(*choices) if max(notes) - min(notes) <= 16}
    return sorted(found)


def _movement(notes: tuple[int, ...], previous: tuple[int, ...]) -> float:
    travel = sum(min(abs(note - old) for old in previous) for note in notes)
    centre = sum(notes) / len(notes)
    return travel + 0.35 * abs(centre - 62.5)
