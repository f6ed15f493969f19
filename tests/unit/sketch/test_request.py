"""Requests that cannot be made say why."""

from __future__ import annotations

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.request import check_request


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"bpm": 29}, "bpm"),
        ({"bpm": 301}, "bpm"),
        ({"bpm": 120.5}, "bpm"),
        ({"bpm": True}, "bpm"),
        ({"duration": 19}, "duration"),
        ({"duration": 181}, "duration"),
        ({"duration": float("nan")}, "duration"),
        ({"key": "H minor"}, "key"),
        ({"key": 3}, "key"),
        ({"seed": -1}, "seed"),
        ({"seed": 2**31}, "seed"),
        ({"seed": None}, "seed"),
        ({"guidance": (7.5,)}, "guidance"),
        ({"guidance": (7.5, None)}, "guidance"),
        ({"guidance": (-1.0, 2.0)}, "guidance"),
        ({"description": None}, "description"),
        ({"style": 3}, "style"),
        ({"description": "x" * 20_001}, "description"),
        ({"instrumental": "yes"}, "instrumental"),
    ],
)
def test_check_request_names_the_invalid_field(fields: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        check_request(SketchRequest(**fields))


@pytest.mark.parametrize(
    "fields", [{}, {"bpm": 30, "duration": 20}, {"bpm": 300, "duration": 180.0, "key": "B♭ minor"}]
)
def test_check_request_accepts_valid_requests(fields: dict) -> None:
    assert check_request(SketchRequest(**fields)) is None
