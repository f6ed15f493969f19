"""The tune: a four-bar motif a–a′–b–cadence, snapped to the chords on strong beats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.metre import in_five
from melodymaker.sketch.tables.patterns import (
    CADENCE_CELLS,
    MELODY_CELLS,
    SIX_CADENCES,
    SIX_CELLS,
    WALTZ_CADENCES,
    WALTZ_CELLS,
)
from melodymaker.sketch.theory import BLUES_SCALE, PENTATONIC, Chord, local_scale

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from melodymaker.sketch.form import Form, Section
    from melodymaker.sketch.metre import Metre
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.theory import Key

_LARGEST_LEAP = 9


@dataclass(frozen=True)
class Tone:
    """A melody note on the grid: first step and steps (sixteenths), MIDI pitch, stress 0 … 1."""

    step: int
    steps: int
    pitch: int
    stress: float


@dataclass(frozen=True)
class Motif:
    """Rhythm cells of the four bars of a phrase and the contour of each in scale steps."""

    cells: tuple[str, str, str, str]
    contours: tuple[tuple[int, ...], ...]
    lift: int


def make_motif(plan: Plan, form: Form, kind: str, rng: Random) -> Motif:
    """Return a motif for a kind of section: choruses longer and higher, verses busier."""
    cells, cadences = _cells(plan.metre)
    pace = plan.genre.pace * {"chorus": 0.9, "bridge": 0.75, "solo": 1.25}.get(kind, 1.0)
    target = min(9.0, max(1.0, pace * form.bar_seconds * (0.85 + 0.3 * plan.energy)))
    near = sorted(cells, key=lambda cell: abs(cell.count("x") - target))[:7]
    first = rng.choice(near[:5])
    third = rng.choice([cell for cell in near if cell != first])
    cadence = rng.choice(cadences if target < 3 else cadences[:5])
    contours = tuple(_contour(cell.count("x"), rng) for cell in (first, third, cadence))
    lift = {"chorus": 3, "bridge": 1, "solo": 2}.get(kind, 0)
    return Motif((first, first, third, cadence), (contours[0], contours[0], *contours[1:]), lift)


def _cells(metre: Metre) -> tuple[list[str], list[str]]:
    """Return the rhythms of a bar, and those of a phrase's last."""
    if metre.name == "6/8":
        return list(SIX_CELLS), list(SIX_CADENCES)
    if metre.name == "5/4":
        cells = [in_five(three, four) for three in WALTZ_CELLS[:10] for four in MELODY_CELLS[:12:3]]
        return cells, [in_five(three, "x-------") for three in WALTZ_CADENCES]
    return (
        (list(WALTZ_CELLS), list(WALTZ_CADENCES))
        if metre.steps == len(WALTZ_CELLS[0])
        else (
            list(MELODY_CELLS),
            list(CADENCE_CELLS),
        )
    )


def _contour(count: int, rng: Random) -> tuple[int, ...]:
    """Return an arch or a wave of scale steps from 0: mostly steps, a leap is turned back."""
    position = 0
    path = [0]
    direction = rng.choice((-1, 1))
    for index in range(1, count):
        if index == count // 2 or rng.random() < 0.2:
            direction = -direction
        stride = rng.choices((0, 1, 2, 3), (0.22, 0.5, 0.2, 0.08))[0]
        position += direction * stride
        if stride == 3 or abs(position) > 4:
            direction = -1 if position > 0 else 1
        path.append(position)
    return tuple(path)


def sing(
    plan: Plan,
    section: Section,
    motif: Motif,
    chord_at: Callable[[int], Chord],
    bounds: tuple[int, int],
    rng: Random,
) -> list[Tone]:
    """Return the melody of a section on the song's grid; strong beats are chord tones."""
    bar_steps = plan.metre.steps
    centre = bounds[0] + (bounds[1] - bounds[0]) * 0.45 + motif.lift
    tones: list[Tone] = []
    previous: int | None = None
    for bar in range(section.bars):
        position = bar % 4
        last_phrase = bar >= section.bars - 4
        origin = (section.start + bar) * bar_steps
        cell = motif.cells[position]
        contour = motif.contours[position]
        if position == 1 and rng.random() < 0.5 * (0.4 + plan.adventure):
            contour = tuple(step + (1 if index > len(contour) // 2 else 0) for index, step in enumerate(contour))
        phrase = _bar(plan, cell, contour, origin, chord_at, bounds, centre, previous)
        if position == 3 and phrase:
            phrase[-1] = _resolve(phrase[-1], plan.key, chord_at, final=last_phrase, bounds=bounds)
        tones.extend(phrase)
        previous = tones[-1].pitch if tones else previous
    return tones


def _bar(
    plan: Plan,
    cell: str,
    contour: tuple[int, ...],
    origin: int,
    chord_at: Callable[[int], Chord],
    bounds: tuple[int, int],
    centre: float,
    previous: int | None,
) -> list[Tone]:
    onsets = [step for step, char in enumerate(cell) if char == "x"]
    tones: list[Tone] = []
    anchor: int | None = None
    heavy = plan.metre.strong
    for index, step in enumerate(onsets):
        steps = 1
        while step + steps < len(cell) and cell[step + steps] == "-":
            steps += 1
        chord = chord_at(origin + step)
        # A held note must not hang over into a chord it does not belong to.
        while steps > 2 and chord_at(origin + step + steps - 1) != chord:
            steps -= 1
        strong = step in heavy or (step % plan.metre.pulse == 0 and steps >= 4) or steps >= 6
        ladder = _ladder(plan, chord, bounds, strong=strong)
        if anchor is None:
            target = centre if previous is None else 0.55 * previous + 0.45 * centre
            pitch = _nearest(_chord_notes(chord, bounds), target)
            anchor = pitch
        else:
            pitch = _stepped(ladder, anchor, contour[min(index, len(contour) - 1)])
        if strong:
            pitch = _nearest(_chord_notes(chord, bounds), pitch + 0.1)
        elif steps >= 2 and _clashes(pitch, chord):
            pitch = _nearest(_chord_notes(chord, bounds), pitch)
        if tones or previous is not None:
            pitch = _tamed(pitch, tones[-1].pitch if tones else previous, bounds)
        stress = 1.0 if step in heavy else 0.8 if step % plan.metre.pulse == 0 else 0.6
        tones.append(Tone(origin + step, steps, pitch, stress))
    return tones


def _ladder(plan: Plan, chord: Chord, bounds: tuple[int, int], *, strong: bool) -> list[int]:
    """Return the notes to walk on: the key over this chord, or the genre's own scale."""
    classes = set(local_scale(plan.key, chord))
    if plan.genre.scale == "pentatonic":
        steps = PENTATONIC[plan.key.mode]
        classes = {(plan.key.tonic + step) % 12 for step in steps} & classes | set(chord.classes)
    elif plan.genre.scale == "blues" and not strong:
        classes = {(plan.key.tonic + step) % 12 for step in BLUES_SCALE} | set(chord.classes)
    return [note for note in range(bounds[0], bounds[1] + 1) if note % 12 in classes]


def _chord_notes(chord: Chord, bounds: tuple[int, int]) -> list[int]:
    return [note for note in range(bounds[0], bounds[1] + 1) if note % 12 in chord.classes[:4]]


def _nearest(notes: list[int], target: float) -> int:
    return min(notes, key=lambda note: (abs(note - target), note))


def _stepped(ladder: list[int], anchor: int, steps: int) -> int:
    position = min(range(len(ladder)), key=lambda index: abs(ladder[index] - anchor)) + steps
    if position < 0:
        position = -position
    if position >= len(ladder):
        position = 2 * (len(ladder) - 1) - position
    return ladder[min(len(ladder) - 1, max(0, position))]


def _clashes(pitch: int, chord: Chord) -> bool:
    """Tell whether the pitch rubs a semitone above or below a chord tone, or is a tritone off."""
    if pitch % 12 in chord.classes:
        return False
    return any((pitch - tone) % 12 in (1, 11) for tone in chord.classes)


def _tamed(pitch: int, previous: int | None, bounds: tuple[int, int]) -> int:
    """Return the pitch within a singable leap of the previous one, by octaves."""
    if previous is None:
        return pitch
    while pitch - previous > _LARGEST_LEAP and pitch - 12 >= bounds[0]:
        pitch -= 12
    while previous - pitch > _LARGEST_LEAP and pitch + 12 <= bounds[1]:
        pitch += 12
    return pitch


def _resolve(tone: Tone, key: Key, chord_at: Callable[[int], Chord], *, final: bool, bounds: tuple[int, int]) -> Tone:
    """Return a phrase's last note: the tonic (or the third) at the end, open before it."""
    chord = chord_at(tone.step)
    homes = [key.scale[0], key.scale[2]] if final else [key.scale[4], key.scale[1], key.scale[2]]
    usable = [home for home in homes if home in chord.classes] or list(chord.classes[:3])
    notes = [n for n in range(bounds[0], bounds[1] + 1) if n % 12 == usable[0]]
    return Tone(tone.step, tone.steps, _nearest(notes, tone.pitch), tone.stress)
