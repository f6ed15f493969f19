"""Every composition draws a full picture, and a different one for a different seed."""

from __future__ import annotations

import random

import numpy as np
import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.cover import FAMILIES, _choose
from melodymaker.sketch.covers.palette import choose_palette
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.tables.genres import GENRES


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_composition_draws_a_valid_cover(name: str) -> None:
    pictures = []
    for seed in (1, 2):
        rng = random.Random(seed)
        image = FAMILIES[name](256, choose_palette(("dusk",), 0, 0.0, rng), rng)
        assert (image.mode, image.size) == ("RGB", (256, 256))
        pictures.append(np.asarray(image, float))
    assert min(picture.std() for picture in pictures) > 12
    assert np.abs(pictures[0] - pictures[1]).mean() > 4


@pytest.mark.parametrize("genre", sorted(GENRES))
def test_takes_have_different_covers(genre: str) -> None:
    for seed in range(4):
        first, second = (_choose(plan)[0] for plan in plan_pair(SketchRequest(genre, seed=seed)))
        assert first != second
