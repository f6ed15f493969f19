"""Remixes as music: what stays of the source, what changes, and how much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.remix import CHANGED_ENGINE, piece_of, remixed, source_piece
from melodymaker.sketch.request import MOST_REMIXES, SketchSource, check_request
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.timings import section_times

STYLES = ("lo-fi", "rock", "techno", "solo piano", "jazz waltz", "folk")
SONG = SketchRequest(description="a pop song about rain", duration=60, seed=3)


def remix(kind: str, of: SketchRequest = SONG, take: int = 0, **fields: object) -> SketchRequest:
    """A request for a remix of one of the takes of a song."""
    source = SketchSource(of, take, score_hash(piece_of(of, take).music.score))
    return SketchRequest(remix=kind, seed=9, guidance=(10.0, 15.0), source=source, **fields)


def takes(request: SketchRequest) -> tuple[Piece, Piece, Piece]:
    """The source, and the two takes made of it."""
    source = source_piece(request)
    return source, remixed(request, 0, source), remixed(request, 1, source)


def notes(piece: Piece) -> set[tuple[int, int]]:
    """When and how high the tune is."""
    return {(tone.step, tone.pitch) for tone in piece.music.melody}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("difference", [0.1, 0.5, 0.9])
def test_vary_keeps_the_form_and_finds_another_melody(style: str, difference: float) -> None:
    request = remix("vary", replace(SONG, description=style), difference=difference)
    source, first, second = takes(request)
    for piece in (first, second):
        assert piece.music.form == source.music.form
        assert piece.plan.bpm == source.plan.bpm
        assert notes(piece) != notes(source)
    assert score_hash(first.music.score) != score_hash(second.music.score)


def test_vary_changes_more_the_more_different_it_is_to_be() -> None:
    shares = []
    for difference in (0.1, 0.5, 0.9):
        source, _, near = takes(remix("vary", difference=difference))
        shares.append(len(notes(source) & notes(near)) / len(notes(source)))
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0.4
    assert shares[-1] < 0.2


def test_vary_keeps_key_and_band_unless_it_is_to_be_very_different() -> None:
    source, _, near = takes(remix("vary", difference=0.5))
    assert (near.plan.key, near.plan.orchestra) == (source.plan.key, source.plan.orchestra)
    _, _, far = takes(remix("vary", difference=0.9))
    assert far.plan.key != source.plan.key


@pytest.mark.parametrize("style", ["metal", "bossa nova", "lo-fi", "waltz", "drum and bass, instrumental"])
@pytest.mark.parametrize("song", STYLES)
def test_restyle_keeps_melody_chords_and_key(song: str, style: str) -> None:
    source, first, second = takes(remix("restyle", replace(SONG, description=song), style=style))
    for piece in (first, second):
        assert piece.music.melody[:-1] == source.music.melody[:-1]
        assert piece.music.melody[-1].pitch == source.music.melody[-1].pitch
        assert piece.music.spans == source.music.spans
        assert (piece.plan.key, piece.plan.sung, piece.plan.beats) == (
            source.plan.key,
            source.plan.sung,
            source.plan.beats,
        )
        assert 20 <= piece.music.form.seconds <= 180
    assert first.plan.orchestra != second.plan.orchestra


def test_restyle_plays_the_melody_that_it_keeps() -> None:
    source, first, _ = takes(remix("restyle", style="metal"))
    clock = Clock(first.plan, first.music.form)
    played = [note for part in first.music.score.parts if part.role in {"voice", "lead"} for note in part.notes]
    for tone in source.music.melody[:-1]:
        near = [note for note in played if abs(note.start - clock.at(tone.step)) <= 14]
        assert any(note.pitch % 12 == tone.pitch % 12 for note in near)


def test_restyle_changes_the_genre_and_with_it_the_tempo() -> None:
    lofi = replace(SONG, description="lo-fi")
    source, near, _ = takes(remix("restyle", lofi, style="metal", difference=0.1))
    _, far, _ = takes(remix("restyle", lofi, style="metal", difference=0.9))
    assert (near.plan.genre.name, far.plan.genre.name) == ("metal", "metal")
    assert source.plan.bpm <= near.plan.bpm < far.plan.bpm
    assert far.plan.bpm >= far.plan.genre.bpm[0]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("difference", [0.1, 0.9])
def test_replace_changes_notes_within_the_part_only(style: str, difference: float) -> None:
    song = replace(SONG, description=style)
    bar = piece_of(song, 0).music.form.bar_seconds
    start, end = 4 * bar, 8 * bar
    source, *made = takes(remix("replace", song, remix_from=start, remix_to=end, difference=difference))
    clock = Clock(source.plan, source.music.form)
    for piece in made:
        assert piece.music.form == source.music.form
        changed = {clock.at(step) / 1000 for step, _ in notes(piece) ^ notes(source)}
        assert changed
        assert all(start - 0.05 <= at < end for at in changed)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("difference", [0.1, 0.9])
def test_extend_goes_on_in_the_same_key_and_on_the_same_grid(style: str, difference: float) -> None:
    song = replace(SONG, description=style)
    source, *made = takes(remix("extend", song, remix_from=30.0, duration=75.0, difference=difference))
    for piece in made:
        form = piece.music.form
        assert (form.bar_seconds, piece.plan.key) == (source.music.form.bar_seconds, source.plan.key)
        assert form.seconds == pytest.approx(75, abs=form.bar_seconds * form.bars_per_chord + 3.5)
        assert piece.window is not None
        point = piece.window.start
        before = [one for one in notes(source) if Clock(source.plan, form).at(one[0]) < point]
        assert set(before) <= notes(piece)
        assert any(Clock(piece.plan, form).at(tone.step) > 62_000 for tone in piece.music.melody)
        starts = [start for start, _ in section_times(piece.plan, piece.music)]
        assert all(abs(start / form.bar_seconds - round(start / form.bar_seconds)) < 0.01 for start in starts)
    assert notes(made[0]) != notes(made[1])


def test_extend_goes_on_from_the_end_unless_told() -> None:
    source, first, _ = takes(remix("extend", duration=100.0))
    assert first.music.form.sections[: len(source.music.form.sections)] == source.music.form.sections


def test_a_remix_of_a_remix_starts_from_what_is_heard() -> None:
    longer = remix("extend", duration=90.0)
    source, *_ = takes(remix("vary", longer, take=1))
    assert source.music.form.seconds == pytest.approx(90, abs=4)
    again = remix("restyle", remix("replace", longer, take=1, remix_from=60.0, remix_to=70.0), style="metal")
    source, first, _ = takes(again)
    assert first.music.melody[:-1] == source.music.melody[:-1]


def test_the_same_remix_is_the_same_score() -> None:
    request = remix("replace", remix("vary"), remix_from=10.0, remix_to=20.0)
    hashes = [score_hash(piece_of(request, index).music.score) for index in (0, 1, 0, 1)]
    assert hashes[:2] == hashes[2:]


def test_a_score_that_the_engine_no_longer_makes_is_only_varied() -> None:
    other = SketchSource(SONG, 0, "0" * 64)
    for kind in ("restyle", "extend", "replace"):
        with pytest.raises(ValueError, match="earlier version"):
            source_piece(SketchRequest(remix=kind, source=other))
    assert "varied" in CHANGED_ENGINE
    assert source_piece(SketchRequest(remix="vary", source=other)).music.melody


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"remix": "loop"}, "remix must be one of"),
        ({"remix": "vary", "source": None}, "needs a source"),
        ({"remix": "vary", "difference": 2.0}, "difference"),
        ({"remix": "replace", "remix_from": 5.0}, "1 second or more"),
        ({"remix": "replace", "remix_from": 5.0, "remix_to": 5.5}, "1 second or more"),
        ({"remix": "extend", "remix_from": float("nan")}, "remix_from"),
    ],
)
def test_check_request_refuses_remixes_that_cannot_be_made(fields: dict[str, object], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        check_request(SketchRequest(**{"source": SketchSource(SONG, 0), **fields}))


def test_check_request_refuses_a_song_that_was_remixed_too_often() -> None:
    request = SONG
    for _ in range(MOST_REMIXES):
        request = SketchRequest(remix="vary", source=SketchSource(request, 0))
        check_request(request)
    with pytest.raises(ValueError, match="remix an earlier one"):
        check_request(SketchRequest(remix="vary", source=SketchSource(request, 0)))


def test_an_extension_that_is_no_longer_is_refused() -> None:
    with pytest.raises(ValueError, match="ask for a longer one"):
        takes(remix("extend", remix_from=50.0, duration=45.0))


def test_a_part_behind_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="after the song's end"):
        takes(remix("replace", remix_from=100.0, remix_to=110.0))
