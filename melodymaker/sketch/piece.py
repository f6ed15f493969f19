"""A whole song as music, and where a part of its sound comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from melodymaker.sketch.voice.phrasing import Vocal

if TYPE_CHECKING:
    from melodymaker.sketch.compose import Composition
    from melodymaker.sketch.plan import Plan


@dataclass(frozen=True)
class Piece:
    """A song: its plan, its music, its words and what is sung of them.

    With `base`, its sound is the base's but for what lies in `window`.
    """

    plan: Plan
    music: Composition
    base: Piece | None = None
    window: Window | None = None
    words: str = ""
    vocal: Vocal = field(default_factory=lambda: Vocal((), (), ()))


@dataclass(frozen=True)
class Window:
    """Milliseconds from the song's start; without an end it goes on to the song's."""

    start: int
    end: int | None = None
