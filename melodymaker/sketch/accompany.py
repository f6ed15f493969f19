"""Bass lines and chord figures drawn from the pattern tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.metre import METRES, in_five
from melodymaker.sketch.tables.patterns import BASS_PATTERNS, CHORD_PATTERNS, SIX_BASS, SIX_CHORDS, WALTZ_CHORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from melodymaker.sketch.harmony import Span
    from melodymaker.sketch.metre import Metre
    from melodymaker.sketch.theory import Key

# Steps in a bar of three beats.
_IN_THREE = 12
# (step in the bar, steps, MIDI notes, force 0 … 1)
Figure = tuple[int, int, tuple[int, ...], float]


def chord_bar(pattern: str, origin: int, span_at: Callable[[int], Span], *, sustained: bool) -> list[Figure]:
    """Return the chord figures of the bar that begins at step `origin`."""
    figures: list[Figure] = []
    arpeggio = any(char.isdigit() for char in pattern)
    for step, char in enumerate(pattern):
        if char in "-.":
            continue
        steps = _held(pattern, step)
        span = span_at(origin + step)
        end = span.start + span.steps - origin
        if arpeggio:
            notes: tuple[int, ...] = (_rung(span.voicing, int(char)),)
            # Arpeggios of plucked and struck strings ring on under the next notes.
            steps = min(steps if sustained else steps * 3, end - step)
            force = 0.8 if step % 4 == 0 else 0.62
        else:
            notes = span.voicing
            steps = min(steps, end - step)
            force = 0.9 if char == "X" else 0.7
        figures.append((step, max(1, steps), notes, force))
    return _refreshed(figures, pattern, origin, span_at)


def _refreshed(figures: list[Figure], pattern: str, origin: int, span_at: Callable[[int], Span]) -> list[Figure]:
    """Add a strike where the chord changes inside the bar while the pattern merely holds."""
    struck = {step for step, *_ in figures}
    for step in range(1, len(pattern)):
        if span_at(origin + step).start == origin + step and step not in struck:
            follow = min((other for other in struck if other > step), default=len(pattern))
            figures.append((step, follow - step, span_at(origin + step).voicing, 0.7))
    return figures


def pick_chord_pattern(name: str, metre: Metre, rng: Random) -> str:
    """Return a pattern of the style in the metre."""
    if metre.name == "6/8":
        return rng.choice(SIX_CHORDS[_six_style(name)])
    if metre.name == "5/4":
        three, four = (pick_chord_pattern(name, METRES[part], rng) for part in ("3/4", "4/4"))
        return in_five(three, four)
    if metre.steps == _IN_THREE:
        name = name if len(CHORD_PATTERNS[name][0]) == _IN_THREE else WALTZ_CHORDS.get(_stem(name), "waltz")
    elif len(CHORD_PATTERNS[name][0]) == _IN_THREE:
        name = "fingerpick" if "arp" in name or "strum" in name else "half"
    return rng.choice(CHORD_PATTERNS[name])


def pick_bass_pattern(name: str, metre: Metre, rng: Random) -> str:
    """Return a bass pattern of the style in the metre."""
    if metre.name == "6/8":
        return rng.choice(SIX_BASS)
    if metre.name == "5/4":
        three, four = (pick_bass_pattern(name, METRES[part], rng) for part in ("3/4", "4/4"))
        return in_five(three, four)
    if metre.steps == _IN_THREE:
        name = name if len(BASS_PATTERNS[name][0]) == _IN_THREE else "waltz"
    elif len(BASS_PATTERNS[name][0]) == _IN_THREE:
        name = "root five"
    return rng.choice(BASS_PATTERNS[name])


def _six_style(name: str) -> str:
    """Return what a style becomes in bars of two beats of three eighths."""
    style = WALTZ_CHORDS.get(_stem(name), name).removeprefix("waltz ")
    return style if style in SIX_CHORDS else "block"


def _stem(name: str) -> str:
    return name.split(maxsplit=1)[0]


def bass_bar(pattern: str, origin: int, span_at: Callable[[int], Span], key: Key, low: int, high: int) -> list[Figure]:
    """Return the bass notes of the bar that begins at step `origin`."""
    figures: list[Figure] = []
    for step, char in enumerate(pattern):
        if char in "-.":
            continue
        span = span_at(origin + step)
        steps = min(_held(pattern, step), span.start + span.steps - origin - step)
        root = low + (span.chord.root - low) % 12
        pitch = _bass_pitch(char, root, span, span_at, key)
        while pitch > high:
            pitch -= 12
        figures.append((step, max(1, steps), (pitch,), 0.9 if step % 8 == 0 else 0.76))
    if not any(step == 0 for step, *_ in figures) and pattern[0] != ".":
        return figures
    for step in range(1, len(pattern)):
        if span_at(origin + step).start == origin + step and pattern[step] == "-":
            root = low + (span_at(origin + step).chord.root - low) % 12
            figures.append((step, min(4, len(pattern) - step), (root,), 0.8))
    return figures


def _bass_pitch(  # noqa: PLR0911 - one return for each sign
    char: str, root: int, span: Span, span_at: Callable[[int], Span], key: Key
) -> int:
    intervals = {(tone - span.chord.root) % 12 for tone in span.chord.classes}
    if char == "8":
        return root + 12
    if char == "5":
        # A half-diminished chord has no perfect fifth to rest on.
        return root + (6 if 6 in intervals and 7 not in intervals else 7)
    if char == "3":
        return root + (4 if 4 in intervals else 3 if 3 in intervals else 7)
    if char == "6":
        return root + 9 if (root + 9) % 12 in key.scale else root + 7
    if char == "a":
        following = span_at(span.start + span.steps)
        target = root + (following.chord.root - root + 6) % 12 - 6
        if target == root:
            return root + 7
        below = target - 1
        above = target + 1
        return below if target > root or above % 12 not in key.scale else above
    return root


def _held(pattern: str, step: int) -> int:
    steps = 1
    while step + steps < len(pattern) and pattern[step + steps] == "-":
        steps += 1
    return steps


def _rung(voicing: tuple[int, ...], number: int) -> int:
    octave, position = divmod(number, len(voicing))
    return voicing[position] + 12 * octave
