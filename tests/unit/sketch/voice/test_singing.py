"""What is heard of the voice: its pitch, its time, its words, and how it stands before the band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from melodymaker.sketch.mix import Desk, mix_score
from melodymaker.sketch.original import original
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.render import vocal_sound
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.synth import Synth
from melodymaker.sketch.voice.manner import manner_of
from tests.listening.finished import lead_of
from tests.listening.sixty_lines import LINES
from tests.listening.voice import RATE, Recogniser, cents_off, onset_errors, pitch_of

LYRICS = "[Verse]\n{}\n\n[Chorus]\n{}\n\n[Verse]\n{}\n\n[Chorus]\n{}".format(
    *("\n".join(LINES[start : start + 4]) for start in range(0, 16, 4))
)


@dataclass(frozen=True)
class Sung:
    """A piece, its lead alone, and all its voices."""

    piece: Piece
    lead: np.ndarray
    voices: np.ndarray


def _sung(piece: Piece) -> Sung:
    voices = vocal_sound(piece, lambda _part: None)
    assert voices is not None
    return Sung(piece, lead_of(piece), voices)


@pytest.fixture(scope="module", params=["higher", "lower"])
def sung(request: pytest.FixtureRequest) -> Sung:
    """Return sixteen lines of pop, sung by each of the singers."""
    asked = SketchRequest("a pop song", lyrics=LYRICS, duration=50, bpm=104, seed=5, voice=request.param)
    return _sung(original(asked)[2][0])


def test_every_line_is_sung_in_its_singers_range(sung: Sung) -> None:
    assert [line.text for line in sung.piece.vocal.lines] == list(LINES[:16])
    assert sung.piece.vocal.unsung == ()
    low, high = sung.piece.plan.range
    assert all(low <= note.pitch <= high for p in sung.piece.vocal.phrases for syl in p.notes for note in syl)


def test_notes_are_in_tune_and_nothing_is_left_of_speech(sung: Sung) -> None:
    pitch = pitch_of(sung.lead)
    notes = [note for phrase in sung.piece.vocal.phrases for syllable in phrase.notes for note in syllable]
    long = [cents_off(pitch, note) for note in notes if note.end - note.start >= 0.12]
    heard = [np.median(cents) for cents in long if len(cents) > 2]
    right = sum(abs(cents) < 50 for cents in heard)
    assert right >= 0.85 * len(long)
    # A speaker's voice falls and rises by several semitones within a word.
    moments = np.concatenate([cents for cents in long if len(cents) > 2])
    assert np.mean(np.abs(moments) < 80) > 0.9


def test_vowels_begin_on_their_notes(sung: Sung) -> None:
    errors = np.abs(onset_errors(sung.lead, sung.piece.vocal.phrases))
    assert len(errors) > 40
    assert np.mean(errors <= 0.040) >= 0.9


def test_a_recogniser_finds_the_right_line_out_of_sixty(sung: Sung) -> None:
    recogniser = Recogniser(LINES)
    found = [
        recogniser.line_in(sung.lead[round((line.times[0] - 0.35) * RATE) : round((line.times[-1] + 0.3) * RATE)])
        for line in sung.piece.vocal.lines
    ]
    right = sum(line.text == other for line, other in zip(sung.piece.vocal.lines, found, strict=True))
    assert right >= 0.9 * len(found)


def test_voices_do_not_clip_and_choruses_are_wider(sung: Sung) -> None:
    assert np.abs(sung.voices).max() < 1.0
    side = sung.voices[0] - sung.voices[1]
    for phrase in sung.piece.vocal.phrases:
        stretch = slice(round(phrase.start * RATE), round(phrase.end * RATE))
        share = np.std(side[stretch]) / np.std(sung.voices[:, stretch])
        assert (share > 0.05) == (phrase.kind == "chorus")


def test_the_second_take_of_a_pair_has_the_other_singer() -> None:
    first, second = original(SketchRequest("a pop song", duration=30, seed=5))[2]
    assert {first.plan.voice, second.plan.voice} == {"higher", "lower"}


@pytest.mark.parametrize("genre", ["folk", "rock", "house"])
def test_the_voice_stands_before_the_band_as_its_genre_has_it(genre: str) -> None:
    piece = original(SketchRequest(f"a {genre} song", lyrics=LYRICS, duration=40, seed=5))[2][0]
    vocal = vocal_sound(piece, lambda _part: None)
    assert vocal is not None
    with_voice = _mixed(piece, vocal, None)
    band = _mixed(piece, 1e-9 * vocal, 1.0)
    sounds = np.abs(vocal[0]) > 0.05 * np.abs(vocal).max()
    level = 20 * np.log10(_level(with_voice - band, sounds) / _level(band, sounds))
    # By plain power the bass counts more than it does to the ear.
    assert manner_of(piece.plan).level - 4 <= level <= manner_of(piece.plan).level + 4


def _mixed(piece: Piece, vocal: np.ndarray, gain: float | None) -> np.ndarray:
    return mix_score(
        piece.music.score, piece.plan, Synth(None), lambda _part: None, Desk({}, vocal=gain), 0.0, lambda _tick: vocal
    )


def _level(sound: np.ndarray, where: np.ndarray) -> float:
    presence = sound - np.roll(sound, 12, axis=1)
    return float(np.sqrt(np.mean(presence[:, where] ** 2)))
