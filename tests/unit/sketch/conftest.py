"""One rendered pair for all tests of the sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from melodymaker.sketch import SketchPair, SketchRequest
from melodymaker.sketch.engine import make_pair

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Rendered:
    """A finished pair, where its files lie and what was reported on the way."""

    request: SketchRequest
    pair: SketchPair
    folder: Path
    progress: list[tuple[str, float]]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Return a 20 s pop pair in G major at 120 beats per minute."""
    folder = tmp_path_factory.mktemp("pair")
    request = SketchRequest("a bright pop song with piano about rain", duration=20.0, bpm=120, key="G major", seed=11)
    progress: list[tuple[str, float]] = []
    pair = make_pair(request, folder, lambda stage, part: progress.append((stage, part)))
    return Rendered(request, pair, folder, progress)
