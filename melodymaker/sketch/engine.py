"""One request becomes two finished songs in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.compose import compose
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.remix import remixed, source_piece, title_and_lyrics
from melodymaker.sketch.request import SketchPair, SketchRequest, check_request
from melodymaker.sketch.take import TakeOrder
from melodymaker.sketch.workers import make_takes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WRITING_SHARE = 0.04


def make_pair(
    request: SketchRequest,
    folder: Path,
    on_progress: Callable[[str, float], None],
    sound_font: Path | None = None,
) -> SketchPair:
    """Return two takes of one song; their files lie in `folder`, which is made if need be.

    `on_progress` gets a stage ("writing", "composing", "cover", "finishing") and the fraction
    of the whole, 0 … 1, never falling. Raises ValueError for a request that cannot be made,
    FileNotFoundError without a sound font, TakeFailed when a take breaks.
    """
    check_request(request)
    on_progress("writing", 0.0)
    folder.mkdir(parents=True, exist_ok=True)
    title, lyrics, pieces = _remixed(request) if request.remix else _written(request)
    on_progress("writing", _WRITING_SHARE)
    orders = [
        TakeOrder(piece, index, request.seed, title, lyrics, float(request.guidance[index]), folder, sound_font)
        for index, piece in enumerate(pieces)
    ]
    takes = make_takes(
        orders,
        lambda stage, part: on_progress(stage, _WRITING_SHARE + (1 - _WRITING_SHARE) * part),
    )
    on_progress("finishing", 1.0)
    return SketchPair(title, lyrics, (takes[0], takes[1]))


def _written(request: SketchRequest) -> tuple[str, str, list[Piece]]:
    brief = read_brief(request)
    plans = plan_pair(request, brief)
    title, lyrics = write_title_and_lyrics(request, brief, plans[0])
    return title, lyrics, [Piece(plan, compose(plan)) for plan in plans]


def _remixed(request: SketchRequest) -> tuple[str, str, list[Piece]]:
    source = source_piece(request)
    title, lyrics = title_and_lyrics(request)
    return title, lyrics, [remixed(request, index, source) for index in range(2)]
