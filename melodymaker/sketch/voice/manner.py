"""How singers of a genre sing: vibrato, glides, breath, doubles, and how far in front of the band they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from melodymaker.sketch.plan import Plan


@dataclass(frozen=True)
class Manner:
    """A way of singing.

    `vibrato` (semitones, at `rate` Hz) begins `delay` seconds into a note; `glide` is the seconds from note to note and
    `scoop` the semitones below which a phrase is begun. `breath` is the voice's own noise in dB, `presence` dB around
    3 kHz. `doubles` and `harmony` are levels beside the lead's 1; `level` is in dB beside the band's
    loudness: a lead at the band's own level is 3 dB softer than the whole, as in records of most kinds.
    """

    vibrato: float = 0.3
    rate: float = 5.5
    delay: float = 0.28
    glide: float = 0.085
    scoop: float = 0.7
    breath: float = -14.0
    presence: float = 2.5
    doubles: float = 0.32
    harmony: float = 0.3
    level: float = 0.0


_MANNERS = {
    "ambient": Manner(vibrato=0.18, delay=0.5, glide=0.14, scoop=0.4, breath=-8, presence=1, doubles=0.5, level=0),
    "blues": Manner(vibrato=0.32, glide=0.1, scoop=1.1, presence=3, level=1),
    "cinematic": Manner(vibrato=0.4, delay=0.22, glide=0.1, doubles=0.4, harmony=0.4, level=0.5),
    "classical": Manner(vibrato=0.45, rate=5.7, delay=0.15, glide=0.08, scoop=0.25, breath=-17, doubles=0.2, level=2),
    "country": Manner(vibrato=0.22, glide=0.075, scoop=1.0, presence=3.5, level=1),
    "electronic": Manner(vibrato=0.15, delay=0.4, glide=0.06, scoop=0.4, presence=3.5, doubles=0.42, level=-0.5),
    "folk": Manner(vibrato=0.18, delay=0.35, scoop=0.5, breath=-12, doubles=0.22, level=2),
    "funk": Manner(vibrato=0.2, glide=0.06, scoop=0.8, presence=3.5, level=0),
    "gospel": Manner(vibrato=0.42, delay=0.2, glide=0.1, scoop=0.9, doubles=0.4, harmony=0.45, level=1),
    "hip hop": Manner(vibrato=0.12, delay=0.4, glide=0.06, scoop=0.6, presence=3.5, level=1.5),
    "house": Manner(vibrato=0.3, glide=0.07, presence=3.5, doubles=0.4, level=-0.5),
    "jazz": Manner(vibrato=0.28, delay=0.4, glide=0.1, scoop=0.9, breath=-12, doubles=0.15, level=1.5),
    "latin": Manner(vibrato=0.3, delay=0.22, glide=0.075, scoop=0.6, level=0.5),
    "lo-fi": Manner(vibrato=0.14, delay=0.4, glide=0.09, scoop=0.9, breath=-9, presence=0.5, level=0),
    "metal": Manner(vibrato=0.3, glide=0.06, scoop=0.5, breath=-16, presence=5, doubles=0.5, level=-1),
    "pop": Manner(level=0.5),
    "reggae": Manner(vibrato=0.2, glide=0.075, scoop=0.6, level=1),
    "rock": Manner(vibrato=0.25, glide=0.07, scoop=0.8, breath=-16, presence=4, doubles=0.42, level=-0.5),
    "soul": Manner(vibrato=0.36, delay=0.22, glide=0.1, scoop=1.0, harmony=0.38, level=1),
    "techno": Manner(vibrato=0.1, delay=0.5, glide=0.05, scoop=0.3, presence=3.5, doubles=0.45, level=-1),
    "world": Manner(vibrato=0.28, scoop=0.6, level=1),
}
_BALLAD = {"vibrato": 0.42, "delay": 0.24, "glide": 0.11}


def manner_of(plan: Plan) -> Manner:
    """Return how a plan's song is sung: its genre's way, slower glides and more vibrato in slow songs."""
    manner = _MANNERS.get(plan.genre.categories[0], Manner())
    if plan.genre.name == "ballad":
        manner = replace(manner, **_BALLAD)
    # Who has little time has none for ornaments.
    pace = min(1.15, max(0.7, 110 / plan.bpm))
    return replace(manner, glide=manner.glide * pace, scoop=manner.scoop * min(1.0, pace + 0.1))
