"""Choruses: the line that names what the song is about, and what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.phrases.hooks import ANSWERS

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.lyrics.lines import Lines
    from melodymaker.sketch.lyrics.naming import Naming

_CALLS = frozenset({"gospel", "soul", "funk", "reggae", "house", "techno"})


def write_chorus(lines: Lines, naming: Naming, categories: tuple[str, ...], mood: str, rng: Random) -> tuple[str, ...]:
    """Return four lines; the hook comes once or twice."""
    sound = lines.sound()
    taken: set[str] = set()

    def answer() -> str:
        return lines.rhymed(rng.choice(("feeling", "feeling", "we", "you", "me")), sound, taken)

    hook = naming.hook
    if _CALLS & set(categories):
        first, second = rng.sample(ANSWERS[mood], 2)
        return f"{hook} ({first})", answer(), f"{hook} ({second})", answer()
    form = rng.choice(("first", "first", "twice", "twice", "last"))
    if form == "first":
        return hook, answer(), lines.felt(), answer()
    if form == "twice":
        return hook, answer(), hook, answer()
    return answer(), answer(), lines.felt(), hook
