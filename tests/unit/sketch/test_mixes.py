"""Mixes lie within the ranges of their family of genres, which come from published figures."""

from __future__ import annotations

import numpy as np
import pytest

from melodymaker.sketch.automation import follow_form, rides_of
from melodymaker.sketch.original import original
from melodymaker.sketch.production import Production, production_of
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.score import Score
from melodymaker.sketch.tables.genre import CATEGORIES
from tests.listening.figures import MixFigures, measure
from tests.listening.finished import finished
from tests.listening.targets import FAMILIES, Family, family_of

RATE = 48_000


@pytest.fixture(scope="module")
def mixes() -> dict[str, MixFigures]:
    """The figures of one song of three families."""
    families = [family for family in FAMILIES if family.name in ("electronic", "rock", "concert")]
    return {family.name: _measured(family) for family in families}


def _measured(family: Family) -> MixFigures:
    piece = original(SketchRequest(family.prompts[0], duration=45, seed=3, instrumental=True))[2][0]
    return measure(finished(piece), RATE)


def test_mixes_lie_within_their_family_s_ranges(mixes: dict[str, MixFigures]) -> None:
    assert {name: family.misses(mixes[name]) for family in FAMILIES if (name := family.name) in mixes} == {
        name: [] for name in mixes
    }


def test_dance_music_is_denser_and_steadier_than_concert_music(mixes: dict[str, MixFigures]) -> None:
    assert mixes["electronic"].crest < mixes["concert"].crest - 1
    assert mixes["electronic"].range < mixes["concert"].range - 2


def test_every_category_has_a_family_whose_range_its_production_aims_at() -> None:
    for category in CATEGORIES:
        piece = original(SketchRequest(category, duration=20, seed=1, instrumental=True))[2][0]
        assert family_of(piece.plan.genre.categories[0]).range.holds(production_of(piece.plan).range)


def test_white_noise_of_one_side_has_the_figures_that_it_must_have() -> None:
    noise = np.random.default_rng(1).standard_normal(40 * RATE) * 0.1
    figures = measure(np.stack([noise, np.zeros_like(noise)]), RATE)
    assert figures.slope == pytest.approx(0, abs=0.1)
    assert figures.octaves[1000] == pytest.approx(figures.octaves[500] + 5, abs=0.3)
    assert figures.bass == pytest.approx(0, abs=0.01)
    assert figures.range < 0.5


def test_sections_are_brought_to_their_levels_and_the_first_beat_is_whole() -> None:
    bus = np.random.default_rng(2).standard_normal((2, 40 * RATE)).astype(np.float32) * np.float32(0.1)
    score = Score([], 40_000, forces=[(0, 0.66), (20_000, 1.0)])
    rides = rides_of(bus, score, Production(range=6.0, ratio=1.0), RATE)
    before = bus.copy()
    follow_form(bus, score, rides, RATE)
    assert measure(bus, RATE).range == pytest.approx(6.0, abs=0.5)
    assert np.allclose(bus[:, 20 * RATE :], before[:, 20 * RATE :], atol=1e-6)
    assert np.abs(np.diff(bus / before, axis=1)).max() < 1e-3


def test_a_part_of_a_mix_is_raised_as_the_whole_is() -> None:
    """What is mixed alone, for stems and for a stretch that is set into a song, fits the rest."""
    rides = {0.7: -6.0, 1.0: 0.0}
    whole = np.ones((2, 8 * RATE), np.float32)
    follow_form(whole, Score([], 8000, forces=[(0, 0.7), (4000, 1.0)]), rides, RATE)
    part = np.ones((2, 4 * RATE), np.float32)
    follow_form(part, Score([], 4000, forces=[(-2000, 0.7), (2000, 1.0)]), rides, RATE)
    assert np.allclose(part, whole[:, 2 * RATE : 6 * RATE], atol=1e-5)
