"""Lines that name what a song is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.lyrics.subjects import core_of, kind_of
from melodymaker.sketch.phrases.hooks import HOOKS, MENTIONS

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True)
class Naming:
    """What a song is about, in the chorus's words and in the verses'; `hook` is a line, capital first."""

    subject: str
    hook: str
    mentions: tuple[str, ...]

    @classmethod
    def of(cls, subject: str, rng: Random) -> Naming:
        """Choose how the song names its subject, which is not empty."""
        core = core_of(subject)
        hook = rng.choice(_fitting(HOOKS, core)).format(subject=core)
        mentions = [frame.format(subject=core) for frame in _fitting(MENTIONS, core)]
        rng.shuffle(mentions)
        told = [f"{subject[:1].upper()}{subject[1:]}"] if core != subject else []
        return cls(core, hook, (*told, *mentions))


def _fitting(frames: dict[str, tuple[str, ...]], subject: str) -> list[str]:
    """Return the frames for this kind of subject; a name may be somebody's or a place's."""
    kind = kind_of(subject)
    if kind == "name":
        return [frame for frame in frames["thing"] if frame in frames["person"]]
    return list(frames[kind])
