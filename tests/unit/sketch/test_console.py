"""The desk: what is soft stays, peaks are rounded, the bass stands in the middle, drums sit where the genre has them."""

from __future__ import annotations

import numpy as np
import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.arrivals import add_risers
from melodymaker.sketch.colours import add_drum_room
from melodymaker.sketch.compose import compose
from melodymaker.sketch.console import place, saturate
from melodymaker.sketch.feel import feel_of
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.plan import Plan, plan_pair
from melodymaker.sketch.score import Score
from melodymaker.sketch.tables.rhythms import DRUM_NOTES

RATE = 48_000


def plan(description: str, seed: int = 1) -> Plan:
    return plan_pair(SketchRequest(description, seed=seed, duration=60.0))[0]


def tone(hertz: float, level: float, *, side: bool = False) -> np.ndarray:
    wave = (level * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)).astype(np.float32)
    return np.stack([wave, -wave if side else wave])


def level(sound: np.ndarray) -> float:
    return float(np.sqrt(np.mean(sound[:, RATE // 4 : -RATE // 4] ** 2)))


def test_the_bass_of_both_channels_is_the_same_and_the_treble_is_wider() -> None:
    song = plan("pop")
    low, high, middle = tone(60, 0.1, side=True), tone(6000, 0.1, side=True), tone(6000, 0.1)
    before = level(high)
    for sound in (low, high, middle):
        place(sound, song, RATE, 3.0)
    assert level(low) < 0.3 * before
    assert level(high) > 1.25 * level(middle)
    assert np.allclose(middle[0], middle[1], atol=1e-6)


def test_tape_rounds_peaks_off_and_leaves_what_is_soft() -> None:
    song = plan("rock")
    soft, loud = tone(1000, 0.02), tone(1000, 1.5)
    ratio = level(loud) / level(soft)
    for sound in (soft, loud):
        saturate(sound, song)
    assert level(loud) / level(soft) < 0.8 * ratio
    clean_soft, clean_loud = tone(1000, 0.02), tone(1000, 1.5)
    for sound in (clean_soft, clean_loud):
        saturate(sound, plan("classical string quartet"))
    assert level(clean_loud) / level(clean_soft) == pytest.approx(ratio, rel=0.01)


def test_drums_stand_in_a_room_of_two_sides() -> None:
    click = np.zeros((2, RATE), np.float32)
    click[0, 100] = 1.0
    heard = add_drum_room(click, plan("rock"), RATE)
    assert heard[0, 100] == pytest.approx(1.0)
    assert np.flatnonzero(heard[1]).min() > 100
    assert np.abs(heard[1]).max() > 0.15


def test_a_riser_swells_until_the_build_up_arrives() -> None:
    bus = np.full((2, 4 * RATE), 0.05, np.float32)
    add_risers(bus, Score([], 4000, [], [(1000, 3000)]), plan("house"), RATE, 0.05)
    added = np.abs(bus - 0.05).max(axis=0)
    assert added[RATE * 5 // 4] < 0.01 < added[RATE * 29 // 10 : 3 * RATE].max()
    assert not added[3 * RATE :].any()


@pytest.mark.parametrize(("genre", "late"), [("hip hop", 9), ("soul", 8), ("house", 0), ("jazz", 0)])
def test_drummers_sit_behind_the_beat_where_the_genre_does(genre: str, late: int) -> None:
    song = plan(genre)
    assert feel_of(song).drums == late
    music = compose(song)
    clock = Clock(song, music.form)
    times = np.array([clock.at(step) for step in range((music.form.bars + 1) * song.metre.steps)])
    (drums,) = [part for part in music.score.parts if part.drums]
    others = [note.start for note in drums.notes if note.pitch != DRUM_NOTES["kick"]]
    off = [start - times[np.abs(times - start).argmin()] for start in others]
    assert float(np.mean(off)) == pytest.approx(late, abs=1.5)


def test_the_band_stops_before_some_later_choruses() -> None:
    silences = []
    for seed in range(10):
        song = plan("rock song, 120 bpm", seed)
        music = compose(song)
        clock = Clock(song, music.form)
        later = [section for section in music.form.sections if section.kind == "chorus" and section.number > 1]
        for section in later:
            start = section.start * song.metre.steps
            begin, end = clock.at(start - song.metre.pulse) + 30, clock.at(start) - 20
            band = [
                note for part in music.score.parts if part.role in ("drums", "bass", "chords") for note in part.notes
            ]
            silences.append(not any(begin <= note.start < end for note in band))
    assert 0 < sum(silences) < len(silences)


@pytest.mark.parametrize("genre", ["pop", "house", "jazz", "ambient"])
def test_the_second_verse_is_fuller_and_choruses_louder_than_verses(genre: str) -> None:
    music = compose(plan(f"{genre}, 100 seconds"))
    velocities: dict[str, list[int]] = {"verse": [], "chorus": []}
    bar = music.form.bar_seconds * 1000
    for section in music.form.sections:
        if section.kind in velocities:
            first, last = section.start * bar, (section.start + section.bars) * bar
            parts = [part for part in music.score.parts if part.role in ("chords", "bass")]
            velocities[section.kind] += [n.velocity for part in parts for n in part.notes if first <= n.start < last]
    assert np.mean(velocities["chorus"]) > np.mean(velocities["verse"]) + 5
