"""Who sings what in songs that are made of others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from melodymaker.sketch.piece import Piece
from melodymaker.sketch.remix import piece_of
from melodymaker.sketch.request import SketchRequest, SketchSource
from melodymaker.sketch.score import score_hash

LYRICS = (
    "[Verse]\nThe river carries all the summer down\nA yellow window burns across the town\n\n[Chorus]\nHold me now"
)
SONG = SketchRequest("a folk song", lyrics=LYRICS, duration=30.0, bpm=100, seed=4, voice="lower")


def _source() -> Piece:
    return piece_of(SONG, 0)


def _remix(kind: str, **values: object) -> Piece:
    source = SketchSource(SONG, 0, score_hash(_source().music.score))
    asked = {"seed": 9, "lyrics": LYRICS, **values}
    return piece_of(SketchRequest(remix=kind, source=source, **asked), 0)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["vary", "restyle", "extend"])
def test_a_remix_is_sung_by_who_sang_its_source(kind: str) -> None:
    style = {"style": "house"} if kind == "restyle" else {}
    piece = _remix(kind, **style)
    assert piece.plan.voice == "lower"
    assert "Hold me now" in [line.text for line in piece.vocal.lines]


def test_a_new_part_has_new_words_and_what_stays_keeps_its_own() -> None:
    source = _source()
    line = source.vocal.lines[1]
    new = LYRICS.replace("A yellow window burns across the town", "A silver car is waiting in the rain")
    piece = _remix("replace", lyrics=new, voice="higher", remix_from=line.times[0] - 0.5, remix_to=line.times[-1] + 0.3)
    assert [one.text for one in piece.vocal.lines] == [
        "The river carries all the summer down",
        "A silver car is waiting in the rain",
        "Hold me now",
    ]
    assert piece.vocal.phrases[0] == source.vocal.phrases[0]
    assert piece.base is not None
    assert (piece.base.plan.voice, piece.plan.voice) == ("lower", "higher")


def test_a_song_for_others_to_sing_stays_one() -> None:
    song = replace(SONG, voice="none")
    source = SketchSource(song, 0, score_hash(piece_of(song, 0).music.score))
    assert piece_of(SketchRequest(remix="vary", source=source, lyrics=LYRICS, seed=2), 0).plan.voice == "none"
