"""Remixes as sound: what is the source's stays so to the sample, and nothing clicks where they meet."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from melodymaker.sketch import SketchRequest, filters, mix
from melodymaker.sketch.engine import make_pair
from melodymaker.sketch.remix import piece_of, source_piece
from melodymaker.sketch.render import render
from melodymaker.sketch.request import SketchSource
from melodymaker.sketch.synth import RATE, Synth

Array = np.ndarray
STYLES = ("lo-fi", "techno", "solo piano")
_MS = RATE // 1000


def _sound(request: SketchRequest, take: int) -> Array:
    """What a take sounds like before mastering, as it is made."""
    piece = piece_of(request, take)
    return render(piece, Synth(keeps_tones=piece.base is not None), lambda _part: None)


def _song(style: str) -> SketchRequest:
    return SketchRequest(description=style, duration=24, seed=3)


def _remix(kind: str, of: str, **fields: object) -> SketchRequest:
    return SketchRequest(remix=kind, seed=9, guidance=(10.0, 15.0), source=SketchSource(_song(of), 0), **fields)


def _jump(sound: Array, at: int, reach: int) -> float:
    """The largest step from one sample to the next around a place."""
    return float(np.abs(np.diff(sound[:, max(0, at - reach) : at + reach])).max())


@pytest.mark.parametrize("style", STYLES)
def test_replace_equals_the_source_outside_the_part_before_mastering(style: str) -> None:
    bar = piece_of(_song(style), 0).music.form.bar_seconds
    request = _remix("replace", style, remix_from=2 * bar, remix_to=4 * bar)
    source = _sound(_song(style), 0)
    for take in (0, 1):
        sound = _sound(request, take)
        window = piece_of(request, take).window
        assert window is not None
        assert window.end is not None
        start, end = window.start * _MS, window.end * _MS
        assert np.array_equal(sound[:, :start], source[:, :start])
        assert np.array_equal(sound[:, end:], source[:, end:])
        assert not np.allclose(sound[:, start:end], source[:, start:end], atol=0.01)


@pytest.mark.parametrize("style", STYLES)
def test_a_replaced_part_meets_the_rest_without_a_click(style: str) -> None:
    """Within the fades no step is larger than the sound's own steps, in the source or within the part."""
    bar = piece_of(_song(style), 0).music.form.bar_seconds
    request = _remix("replace", style, remix_from=2.3 * bar, remix_to=4.3 * bar)
    source = _sound(_song(style), 0)
    sound = _sound(request, 0)
    for seconds in (2.3 * bar, 4.3 * bar):
        at = round(seconds * 1000) * _MS
        beside = max(_jump(sound, at + 50 * _MS, 40 * _MS), _jump(sound, at - 50 * _MS, 40 * _MS))
        assert _jump(sound, at, 2) <= max(_jump(source, at, 60 * _MS), beside)


@pytest.mark.parametrize("style", STYLES)
def test_extend_keeps_the_sound_before_the_point_and_joins_it_without_a_click(style: str) -> None:
    request = _remix("extend", style, remix_from=12.0, duration=30.0)
    source = _sound(_song(style), 0)
    for take in (0, 1):
        sound = _sound(request, take)
        window = piece_of(request, take).window
        assert window is not None
        at = window.start * _MS
        assert np.array_equal(sound[:, : at - 30 * _MS], source[:, : at - 30 * _MS])
        assert sound.shape[1] == piece_of(request, take).music.score.length * _MS
        # Both sides play the same notes up to here, so the join is as smooth as the music itself.
        usual = _jump(source, at - 200 * _MS, 150 * _MS)
        assert _jump(sound, at - 15 * _MS, 16 * _MS) <= max(usual, _jump(source, at - 15 * _MS, 16 * _MS)) * 1.2
        after = sound[:, at : at + 5 * RATE]
        before = source[:, at - 5 * RATE : at]
        # No further apart than sections of one song are brought (automation.py).
        assert 0.25 < float(np.sqrt(np.mean(after**2) / np.mean(before**2))) < 4


def test_an_extension_is_mixed_in_the_room_that_was_made_for_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    make = filters.reverb_impulse
    monkeypatch.setattr(filters, "reverb_impulse", lambda *values: made.append(values) or make(*values))
    mix._impulse.cache_clear()
    _sound(_remix("extend", "lo-fi", duration=30.0), 0)
    assert len(made) == 1


def test_mixing_the_same_piece_twice_gives_the_same_samples() -> None:
    request = _remix("vary", "lo-fi")
    assert np.array_equal(_sound(request, 0), _sound(request, 0))


@pytest.mark.parametrize("kind", ["vary", "restyle", "extend", "replace"])
def test_each_kind_becomes_a_finished_pair(kind: str, tmp_path: Path) -> None:
    fields = {
        "restyle": {"style": "bossa nova"},
        "extend": {"duration": 32.0},
        "replace": {"remix_from": 6.0, "remix_to": 12.0},
    }
    request = _remix(kind, "lo-fi", lyrics="[Verse]\nRain on the window", **fields.get(kind, {}))
    assert source_piece(request).music.form.seconds == pytest.approx(24, abs=3)
    pair = make_pair(request, tmp_path, lambda _stage, _part: None)
    assert pair.lyrics == "[Verse]\nRain on the window"
    first, second = pair.takes
    assert first.score_hash != second.score_hash
    assert (first.seed, second.seed) == (9, 9)
    assert first.sections[0][0] == 0.0
    assert first.bar > 0
    covers = [(tmp_path / take.cover).read_bytes() for take in pair.takes]
    assert covers[0] != covers[1]
    assert (first.style.split(",")[0] == "bossa nova") == (kind == "restyle")
    if kind == "extend":
        assert first.duration == pytest.approx(32, abs=6)
