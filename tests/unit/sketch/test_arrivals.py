"""What announces a chorus: it swells up to it, is gone when it is there, and leaves the score as it was."""

from __future__ import annotations

import numpy as np
import pytest

from melodymaker.sketch.arrivals import add_arrivals, backward_cymbal, boom
from melodymaker.sketch.compose import compose
from melodymaker.sketch.patch import clipped
from melodymaker.sketch.plan import Plan, plan_pair
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.score import Score, score_hash
from melodymaker.sketch.synth import RATE, Synth

LEVEL = 0.05


def _plan(description: str) -> Plan:
    return plan_pair(SketchRequest(description, seed=1, duration=60.0))[0]


def _added(description: str, score: Score) -> np.ndarray:
    bus = np.zeros((2, score.length * RATE // 1000), np.float32)
    add_arrivals(bus, score, _plan(description), Synth(None), RATE, LEVEL)
    return bus


def _rms(sound: np.ndarray) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_a_cymbal_played_backwards_swells_up_to_a_chorus_and_ends_there() -> None:
    added = _added("rock", Score([], 6000, arrivals=[4000]))
    early, late = added[:, int(2.5 * RATE) : 3 * RATE], added[:, int(3.5 * RATE) : 4 * RATE]
    assert _rms(late) > 4 * _rms(early) > 0
    assert not added[:, 4 * RATE :].any()
    assert _rms(late) < LEVEL


def test_a_boom_comes_with_a_chorus_of_dance_music_and_is_low() -> None:
    added = _added("house", Score([], 6000, arrivals=[4000]))
    assert not added[:, : 4 * RATE].any()
    spectrum = np.abs(np.fft.rfft(added[0, 4 * RATE : 5 * RATE])) ** 2
    assert spectrum[:120].sum() > 0.9 * spectrum.sum()


@pytest.mark.parametrize("description", ["jazz", "folk", "a classical string quartet", "rock, no drums"])
def test_other_music_is_not_announced(description: str) -> None:
    assert not _added(description, Score([], 6000, arrivals=[4000])).any()


def test_what_begins_before_a_stretch_is_heard_in_it_from_its_middle() -> None:
    score = Score([], 6000, builds=[(1000, 3000)], arrivals=[3000, 5000], forces=[(0, 0.7), (3000, 1.0)])
    whole = _added("rock", Score([], 6000, arrivals=[3000]))
    part = clipped(score, 2000, 4000)
    assert (part.builds, part.arrivals, part.forces) == ([(-1000, 1000)], [1000, 3000], [(-2000, 0.7), (1000, 1.0)])
    assert np.allclose(_added("rock", Score([], 2000, arrivals=[1000])), whole[:, 2 * RATE : 4 * RATE], atol=1e-6)


def test_arrivals_and_forces_are_no_part_of_the_score_s_hash() -> None:
    music = compose(_plan("pop, 60 seconds"))
    bare = Score(music.score.parts, music.score.length, music.score.kicks)
    assert music.score.arrivals
    assert [start for start, _ in music.score.forces] == sorted({start for start, _ in music.score.forces})
    assert score_hash(bare) == score_hash(music.score)


def test_sounds_begin_and_end_without_a_click() -> None:
    plan = _plan("an epic film score")
    for sound in (backward_cymbal(plan, Synth(None))[0], boom(plan, RATE)):
        assert max(abs(float(sound[0])), abs(float(sound[-1]))) < 0.05 * np.abs(sound).max()
