"""One request becomes two finished songs in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.original import original
from melodymaker.sketch.remix import remixed, source_piece, title_of
from melodymaker.sketch.request import SketchPair, SketchParts, SketchRequest, check_request
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.take import TakeOrder
from melodymaker.sketch.workers import make_takes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from melodymaker.sketch.piece import Piece

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
    title, lyrics, pieces = _remixed(request) if request.remix else original(request)
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


def _remixed(request: SketchRequest) -> tuple[str, str, tuple[Piece, Piece]]:
    source = source_piece(request)
    takes = remixed(request, 0, source), remixed(request, 1, source)
    return title_of(request), takes[0].words, takes


def make_parts(request: SketchRequest, index: int, folder: Path, sound_font: Path | None = None) -> SketchParts:
    """Write a take (0 or 1) in its parts into a folder: sounds, MIDI and LRC. Raises ValueError, FileNotFoundError."""
    from melodymaker.sketch.stems import write_stems

    check_request(request)
    title, _, pieces = _remixed(request) if request.remix else original(request)
    names = write_stems(pieces[index], title, folder, sound_font)
    return SketchParts(score_hash(pieces[index].music.score), tuple(names))


def write_words(request: SketchRequest) -> tuple[str, str]:
    """Return the title and the lyrics alone; raises ValueError for a request that cannot be made."""
    check_request(request)
    title, lyrics, _ = _remixed(request) if request.remix else original(request)
    return title, lyrics
