"""A song made from nothing: its words, and the music of both takes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.compose import compose
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.vocal import with_words

if TYPE_CHECKING:
    from melodymaker.sketch.request import SketchRequest


def original(request: SketchRequest) -> tuple[str, str, tuple[Piece, Piece]]:
    """Return (title, lyrics, takes); the lyrics are "" when instrumental."""
    brief = read_brief(request)
    plans = plan_pair(request, brief)
    title, lyrics = write_title_and_lyrics(request, brief, plans[0])
    first, second = (replace(plan, written=lyrics) for plan in plans)
    return (
        title,
        lyrics,
        (with_words(Piece(first, compose(first)), lyrics), with_words(Piece(second, compose(second)), lyrics)),
    )
