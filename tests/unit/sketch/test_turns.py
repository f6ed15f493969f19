"""Notes that are struck again are played by another sample, in tune and as loud."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import parselmouth
import pytest

from melodymaker.sketch.score import Note, Part
from melodymaker.sketch.soundfont import SoundFont, default_sound_font
from melodymaker.sketch.synth import RATE, Synth
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.turns import shared_out, voices_of

Array = np.ndarray


def _struck(instrument: str, pitch: int, count: int, gap: int = 1200, *, drums: bool = False) -> list[Array]:
    """Return the strikes of one pitch, each as it sounds for 300 ms; the one before has died away by then."""
    program = 0 if drums else INSTRUMENTS[instrument].program
    notes = [Note(gap * index, 250, pitch, 90) for index in range(count)]
    sound = Synth(None).render(Part("lead", instrument, program, drums=drums, notes=notes), gap * count + 200)
    samples = RATE * 3 // 10
    return [sound[:, note.start * RATE // 1000 :][:, :samples].mean(axis=0) for note in notes]


def _likeness(one: Array, other: Array) -> float:
    return float(np.vdot(one, other) / np.sqrt(np.vdot(one, one) * np.vdot(other, other)))


def _hertz(sound: Array, pitch: int) -> float:
    about = 440 * 2 ** ((pitch - 69) / 12)
    found = parselmouth.Sound(sound.astype(np.float64), RATE).to_pitch_ac(
        time_step=0.01, pitch_floor=about / 1.5, pitch_ceiling=about * 1.5
    )
    hertz = found.selected_array["frequency"]
    return float(np.median(hertz[hertz > 0]))


@pytest.mark.parametrize(
    ("instrument", "pitch"), [("piano", 60), ("acoustic guitar", 57), ("violin", 74), ("trumpet", 65)]
)
def test_a_repeated_note_never_sounds_the_same_twice_in_a_row(instrument: str, pitch: int) -> None:
    strikes = _struck(instrument, pitch, 4)
    for one, other in pairwise(strikes):
        assert _likeness(one, other) < 0.995
        assert abs(20 * np.log10(np.std(one) / np.std(other))) < 3
        assert abs(1200 * np.log2(_hertz(one, pitch) / _hertz(other, pitch))) < 20


def test_a_repeated_drum_never_sounds_the_same_twice_in_a_row() -> None:
    for drum in (38, 42):
        strikes = _struck("drums", drum, 4, drums=True)
        attacks = [strike[: RATE // 10] for strike in strikes]
        assert all(_likeness(one, other) < 0.999 for one, other in pairwise(attacks))


def test_a_note_after_a_while_is_played_as_the_first_one() -> None:
    first, second = _struck("piano", 60, 2, gap=2000)
    assert _likeness(first, second) > 0.99


def test_layers_of_a_sound_do_not_stand_in_for_each_other() -> None:
    regions = SoundFont(default_sound_font()).regions(INSTRUMENTS["accordion"].program, drums=False)
    for pitch in range(55, 80):
        for region in regions:
            if region.keys[0] <= pitch <= region.keys[1]:
                assert {voice.region for voice in voices_of(region, pitch, regions, drums=False)} == {region}


def test_notes_are_shared_out_in_turn_while_they_come_soon() -> None:
    notes = [Note(start, 100, 60, 90) for start in (0, 500, 1000, 4000, 4400)]
    assert [[note.start for note in group] for group in shared_out(notes, 2)] == [[0, 1000, 4000], [500, 4400]]
