"""Who plays what: the instruments of a take, requested or chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.tables.instruments import INSTRUMENTS, Instrument

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from melodymaker.sketch.brief import Brief
    from melodymaker.sketch.tables.genre import Genre

# A genre with its words ruled out still needs someone to play.
_STAND_INS = ("piano", "acoustic guitar", "electric piano", "strings", "organ", "flute", "vibraphone")


@dataclass(frozen=True)
class Orchestra:
    """The instruments by role; `pad`, `bass` and `counter` may stay silent (None)."""

    chords: Instrument
    lead: Instrument
    pad: Instrument | None
    bass: Instrument | None
    counter: Instrument | None
    named: tuple[str, ...]

    @property
    def answers(self) -> Instrument | None:
        """The counter-melody's instrument, if it was asked for."""
        return self.counter if self.counter and self.counter.name in self.named else None


def choose_orchestra(genre: Genre, brief: Brief, adventure: float, rng: Random, other: Orchestra | None) -> Orchestra:
    """Return the instruments by role.

    Of those requested, the first harmonic one takes the chords, the first melodic one the lead, a second harmonic one
    the pad, a second melodic one the counter-melody.
    """
    requested = [INSTRUMENTS[name] for name in brief.instruments]
    low = next((row for row in requested if row.bass), None)
    high = [row for row in requested if not row.bass]
    if brief.solo and high:
        return Orchestra(high[0], high[0], None, None, None, (high[0].name,))
    chords = next((row for row in high if row.harmonic), None)
    lead = next((row for row in high if row.melodic and row is not chords), None)
    pad = next((row for row in high if row.harmonic and row not in (chords, lead)), None)
    counter = next((row for row in high if row.melodic and row not in (chords, lead, pad)), None)
    pad = pad or next((row for row in high if row.sustains and row not in (chords, lead, counter)), None)
    banned = set(brief.no_instruments)
    taken = {row.name for row in (chords, lead, pad, counter) if row}
    spread = 0.35 + 0.65 * adventure
    if chords is None:
        avoid = {other.chords.name} if other and rng.random() < 0.4 + adventure else set()
        chords = _choose(genre.chords, banned, taken | avoid, spread, rng)
    if lead is None:
        avoid = {other.lead.name} if other else set()
        lead = _choose(genre.lead, banned, taken | {chords.name} | avoid, spread, rng)
    if pad is None:
        pad = _choose(genre.pad, banned, taken | {chords.name, lead.name}, spread, rng)
    if low is None and brief.bass:
        low = _choose(genre.bass_sounds, banned, set(), spread, rng)
    counter = counter or _choose((*genre.lead, *genre.pad), banned, {chords.name, lead.name, pad.name}, 1.0, rng)
    return Orchestra(chords, lead, pad, low if brief.bass else None, counter, tuple(row.name for row in requested))


def _choose(names: Iterable[str], banned: set[str], taken: set[str], spread: float, rng: Random) -> Instrument:
    names = list(names)
    for left in (
        [name for name in names if name not in banned | taken],
        [name for name in names if name not in banned],
        [name for name in _STAND_INS if name not in banned | taken],
    ):
        if left:
            weights = [spread**position for position in range(len(left))]
            return INSTRUMENTS[rng.choices(left, weights)[0]]
    return next(row for row in INSTRUMENTS.values() if row.name not in banned and not row.bass)
