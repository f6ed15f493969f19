"""The two singers, both made of one voice, and the ways in which a song may go without."""

from __future__ import annotations

from dataclasses import dataclass

HIGHER = "higher"
LOWER = "lower"
NONE = "none"
AUTO = "auto"
VOICES = (AUTO, HIGHER, LOWER, NONE)
HUMMED = "hummed"
"""A wordless voice: there is no singer on this machine, or not for these words."""


@dataclass(frozen=True)
class Singer:
    """The lowest and the highest MIDI note that suits the voice, and samples at 48 kHz in a frame of it.

    600 leaves the voice as it was trained; more of them make all its formants lower, as a longer throat does.
    """

    low: int
    high: int
    hop: int

    @property
    def size(self) -> float:
        """How far up the trained voice's formants are moved: below 1 for a bigger body."""
        return 600 / self.hop


SINGERS = {HIGHER: Singer(53, 72, 600), LOWER: Singer(46, 65, 720)}
