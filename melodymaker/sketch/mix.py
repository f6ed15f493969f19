"""Stems to a stereo mix: levels, places, ducking, echo and room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from melodymaker.sketch import filters
from melodymaker.sketch.arrivals import add_arrivals
from melodymaker.sketch.automation import follow_form, rides_of
from melodymaker.sketch.chance import noise
from melodymaker.sketch.colours import add_808, add_drum_room, add_kicks, add_texture
from melodymaker.sketch.console import place, wider_by
from melodymaker.sketch.loudness import BLOCK
from melodymaker.sketch.production import production_of
from melodymaker.sketch.synth import RATE
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.vocal_mix import add_vocal

if TYPE_CHECKING:
    from collections.abc import Callable

    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.score import Part, Score
    from melodymaker.sketch.synth import Synth

Array = np.ndarray


@dataclass(frozen=True)
class MixSettings:
    """A role's level in dB, its pan (−1 left … 1 right), its share of room, its width in ms."""

    level: float
    pan: float
    room: float
    width: float = 0.0


_MIX_SETTINGS = {
    "drums": MixSettings(-0.5, 0.0, 0.18),
    "bass": MixSettings(-2.5, 0.0, 0.02),
    "chords": MixSettings(-5.5, -0.28, 0.6),
    "pad": MixSettings(-11.5, 0.0, 0.9, 8.0),
    "voice": MixSettings(-4.5, 0.0, 0.85, 7.0),
    "oohs": MixSettings(-4.5, 0.0, 0.85, 7.0),
    "lead": MixSettings(-4.0, 0.16, 0.75),
    "counter": MixSettings(-9.5, 0.32, 0.9),
}
# What is heard together in a part of its own; all other roles are effects, as is what belongs to no part.
GROUPS = {
    "vocals": ("voice", "oohs"),
    "drums": ("drums",),
    "bass": ("bass",),
    "chords": ("chords", "pad"),
    "melody": ("lead", "counter"),
    "effects": (),
}
_ALONE = MixSettings(-2.0, 0.0, 0.8)
# The drummer comes last: everything before it is pressed down by the kick.
_ORDER = ("pad", "chords", "counter", "lead", "oohs", "voice", "bass", "drums")
_FADE_IN = 0.004
# How far the mix is when all is in it but the room; singing is that much of it, by the time that each takes.
_MIXED = 0.8
_SUNG = 0.4


@dataclass
class Desk:
    """How loud each part's stem is before it is set right: measured once, and kept for what is mixed to fit in."""

    levels: dict[tuple[str, str], float]
    # Whether one or two parts are all there is.
    alone: bool | None = None
    # The gain of what is sung.
    vocal: float | None = None
    # The level of all music, under which a background lies.
    music: float | None = None
    # By how many dB the difference of the channels is raised.
    wider: float | None = None
    # By how many dB sections of a force are raised.
    rides: dict[float, float] | None = None

    def level(self, part: Part, sound: Array) -> float:
        """Return the level of a part's stem."""
        key = (part.role, part.instrument)
        if key not in self.levels:
            self.levels[key] = _active_level(sound)
        return self.levels[key]


def mix(composition: Composition, plan: Plan, synth: Synth, tick: Callable[[float], None]) -> Array:
    """Return the unmastered song, float32 of shape (2, samples) at 48 kHz."""
    return mix_score(composition.score, plan, synth, tick, Desk({}), composition.form.ring)


def mix_score(
    score: Score,
    plan: Plan,
    synth: Synth,
    tick: Callable[[float], None],
    desk: Desk,
    ring: float = 0.0,
    sing: Callable[[Callable[[float], None]], Array] | None = None,
    group: str = "",
) -> Array:
    """Return the unmastered sound of a score, as `mix` does; `ring` seconds of it die away at the end.

    `sing` returns what the voice sings, (2, samples), and is called once the band is mixed, so that no stem is in
    memory beside it; without it the synthesiser's voice hums its part. With a `group` of `GROUPS` only that is heard,
    as it is within the whole: the desk has to be that of the whole.
    """
    if desk.alone is None:
        desk.alone = len(score.parts) <= 2
    samples = score.length * RATE // 1000
    bus = np.zeros((2, samples), np.float32)
    send = np.zeros(samples, np.float32)
    played = [
        part
        for part in score.parts
        if (sing is None or part.role != "voice") and (not group or group == _group_of(part.role))
    ]
    parts = sorted(played, key=lambda part: _ORDER.index(part.role))
    band = _MIXED if sing is None else _MIXED - _SUNG
    for index, part in enumerate(parts):
        if part.role == "drums":
            _duck(bus, score, plan)
        _add_stem(bus, send, part, score, plan, synth, desk)
        tick(band * (index + 1) / len(parts))
    if not any(part.role == "drums" for part in parts):
        _duck(bus, score, plan)
    if sing is not None and group in ("", "vocals"):
        desk.vocal = add_vocal(bus, send, sing(lambda part: tick(band + _SUNG * part)), plan, desk.vocal)
    _add_room(bus, send, plan, tick)
    if group in ("", "effects"):
        desk.music = add_texture(bus, plan, RATE, desk.music)
        add_arrivals(bus, score, plan, synth, RATE, desk.music)
    if desk.wider is None:
        desk.wider = wider_by(bus)
    place(bus, plan, RATE, desk.wider)
    _fade(bus, ring)
    if desk.rides is None:
        desk.rides = rides_of(bus, score, production_of(plan), RATE)
    tick(0.97)
    follow_form(bus, score, desk.rides, RATE)
    tick(1.0)
    return bus


def _group_of(role: str) -> str:
    return next((group for group, roles in GROUPS.items() if role in roles), "effects")


def _add_stem(bus: Array, send: Array, part: Part, score: Score, plan: Plan, synth: Synth, desk: Desk) -> None:
    sound = synth.render(part, score.length)
    if part.role == "drums":
        sound = add_drum_room(add_kicks(sound, score.kicks, plan, RATE), plan, RATE)
    elif part.instrument == "sub bass":
        sound = add_808(sound, part.notes, RATE)
    position = _MIX_SETTINGS[part.role] if not desk.alone else _ALONE
    level = position.level + _taste(part, plan)
    gain = 10 ** (level / 20) * 0.1 / desk.level(part, sound)
    left = np.sqrt(2) * np.cos((position.pan + 1) * np.pi / 4)
    right = np.sqrt(2) * np.sin((position.pan + 1) * np.pi / 4)
    # All of it in the place of the stem: in long songs such arrays are most of the engine's memory.
    sound[0] *= np.float32(gain * left)
    sound[1] *= np.float32(gain * right)
    late = int(position.width * RATE / 1000)
    bus[0] += sound[0]
    bus[1, late:] += sound[1, : sound.shape[1] - late]
    sound[0] *= np.float32(position.room * 0.5 / left)
    sound[1] *= np.float32(position.room * 0.5 / right)
    middle = np.add(sound[0], sound[1], out=sound[0])
    send += middle
    late = int(RATE * 60 / plan.bpm * 0.75)
    if part.role in ("lead", "voice", "oohs", "counter") and plan.room > 0.3 and 0 < late < len(send):
        # A dotted-eighth echo of a tune.
        middle *= np.float32(0.5)
        send[late:] += middle[:-late]


def _taste(part: Part, plan: Plan) -> float:
    """Return what the genre and the instrument ask of a stem's level, in dB."""
    decibels = INSTRUMENTS[part.instrument].trim if part.instrument in INSTRUMENTS else 0.0
    if part.role == "drums":
        decibels += 5.0 * (plan.energy - 0.6)
        decibels += 1.5 if plan.genre.duck >= 0.4 else 0.0
        decibels -= 3.0 if plan.genre.kit in (32, 40, 48) and plan.energy < 0.6 else 0.0
    if part.role == "chords" and "guitar" in part.instrument and plan.energy > 0.7:
        decibels += 1.5
    if part.role == "pad":
        decibels += 4.0 * plan.room
    return decibels


def _active_level(sound: Array) -> float:
    """Return the level of a stem while it plays: weighted as heard, silence left out."""
    size = 1 << 14
    starts = np.linspace(0, max(0, sound.shape[1] - size), 40).astype(int)
    weight = _loudness_weights(size)
    power = (
        np.array(
            [
                np.mean(np.abs(np.fft.rfft(sound[:, start : start + size].mean(axis=0)) * weight) ** 2)
                for start in starts
            ]
        )
        / size
    )
    loud = power[power > 0.05 * power.max(initial=0)]
    return float(np.sqrt(2 * loud.mean())) if len(loud) else 1.0


def _loudness_weights(size: int) -> Array:
    """Return a mild weighting: the deep bass counts half, presence a little more."""
    frequencies = np.fft.rfftfreq(size, 1 / RATE)
    low = frequencies**2 / (frequencies**2 + 70.0**2)
    return np.sqrt(low) * (1 + 0.4 * frequencies**2 / (frequencies**2 + 1800.0**2))


def _duck(bus: Array, score: Score, plan: Plan) -> None:
    """Press the mix down at every kick, in place: the pump of dance music, or just clarity."""
    depth = plan.genre.duck
    if depth < 0.05 or not score.kicks:
        return
    blocks = bus.shape[1] // BLOCK + 1
    curve = np.zeros(blocks, np.float32)
    release = 0.55 * 60 / plan.bpm if plan.genre.duck >= 0.4 else 0.16
    span = int(1.6 * release * RATE / BLOCK)
    shape = np.exp(-np.arange(span) * BLOCK / (RATE * release * 0.5)).astype(np.float32)
    for kick in score.kicks:
        first = kick * RATE // 1000 // BLOCK
        piece = curve[first : first + span]
        np.maximum(piece, shape[: len(piece)], out=piece)
    # A few milliseconds of slope keep the press from clicking.
    curve = np.convolve(curve, np.ones(5, np.float32) / 5, "same")
    middles = np.arange(blocks) * BLOCK
    step = BLOCK * 4096
    for start in range(0, bus.shape[1], step):
        end = min(bus.shape[1], start + step)
        gain = 1 - 0.85 * depth * np.interp(np.arange(start, end), middles, curve)
        bus[:, start:end] *= gain.astype(np.float32)


def room_seconds(plan: Plan) -> float:
    """Return how long the room rings."""
    return 0.5 + 2.6 * plan.room


# A remix is mixed in two parts, and the parts of a song one by one, all in the same room.
@lru_cache(maxsize=2)
def _impulse(name: str, seconds: float, dark: float) -> Array:
    """Return the room of a plan of this name; to be read only."""
    return filters.reverb_impulse(RATE, seconds, dark, noise(name, "room"))


def _add_room(bus: Array, send: Array, plan: Plan, tick: Callable[[float], None]) -> None:
    impulse = _impulse(plan.name, room_seconds(plan), 0.5 - 0.5 * plan.bright)
    wet = np.float32(0.16 + 0.5 * plan.room)
    for channel in range(2):
        room = filters.convolve(send, impulse[channel])
        room *= wet
        bus[channel] += room
        del room
        tick(_MIXED + 0.07 * (channel + 1))


def _fade(bus: Array, ring: float) -> None:
    """Open without a click and let the final chord die away to silence, in place."""
    opening = int(_FADE_IN * RATE)
    bus[:, :opening] *= np.linspace(0, 1, opening, dtype=np.float32)
    tail = int(min(ring * 0.85, 5.0) * RATE)
    if not tail:
        return
    bus[:, -tail:] *= np.linspace(1, 0, tail, dtype=np.float32) ** 2
