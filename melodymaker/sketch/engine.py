"""One request becomes two finished songs in a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.plan import plan_pair
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
    brief = read_brief(request)
    plans = plan_pair(request, brief)
    title, lyrics = write_title_and_lyrics(request, brief, plans[0])
    on_progress("writing", _WRITING_SHARE)
    orders = [
        TakeOrder(plan, title, lyrics, float(guidance), folder, sound_font)
        for plan, guidance in zip(plans, request.guidance, strict=True)
    ]
    takes = make_takes(
        orders,
        lambda stage, part: on_progress(stage, _WRITING_SHARE + (1 - _WRITING_SHARE) * part),
    )
    on_progress("finishing", 1.0)
    return SketchPair(title, lyrics, (takes[0], takes[1]))
