"""The score: the same for the same request, consonant, in range, of the requested length."""

from __future__ import annotations

import random

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.compose import Composition, compose
from melodymaker.sketch.metre import METRES
from melodymaker.sketch.perform import Clock
from melodymaker.sketch.plan import Plan, plan_pair
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.tables.rhythms import DRUM_NOTES
from melodymaker.sketch.verses import SUNG


def takes(**fields: object) -> list[tuple[Plan, Composition]]:
    return [(plan, compose(plan)) for plan in plan_pair(SketchRequest(**fields))]


def hashes(**fields: object) -> list[str]:
    return [score_hash(composition.score) for _, composition in takes(**fields)]


def test_the_same_request_makes_the_same_score() -> None:
    assert hashes(description="soul", seed=5) == hashes(description="soul", seed=5)


def test_different_seeds_make_different_scores() -> None:
    found = {digest for seed in range(6) for digest in hashes(description="soul", seed=seed)}
    assert len(found) == 12


@pytest.mark.parametrize("genre", sorted(GENRES))
@pytest.mark.parametrize("guidance", [(7.5, 15.0), (15.0, 15.0)])
def test_two_takes_have_different_scores(genre: str, guidance: tuple[float, float]) -> None:
    (first, one), (second, two) = takes(description=genre, seed=2, guidance=guidance)
    assert first.genre.name == second.genre.name == genre
    assert first.key.tonic != second.key.tonic
    assert first.bpm != second.bpm
    assert score_hash(one.score) != score_hash(two.score)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("slow", 30, 89),
        ("a slow song about rain", 30, 89),
        ("a fast song about cars", 120, 300),
        ("slow techno", 90, 120),
    ],
)
def test_slow_and_fast_are_what_people_call_so_or_what_the_genre_does(text: str, least: int, most: int) -> None:
    tempos = [plan.bpm for seed in range(12) for plan, _ in takes(description=text, seed=seed)]
    assert least <= min(tempos) <= max(tempos) <= most


def test_given_bpm_key_and_duration_are_kept() -> None:
    for plan, _ in takes(description="funk", bpm=123, key="F# minor", duration=40.0, seed=9):
        assert (plan.bpm, str(plan.key)) == (123, "F♯ minor")


@pytest.mark.parametrize(
    "text", ["a film theme", "music for our wedding", "music to study by", "no soul for a wedding"]
)
def test_an_occasion_is_given_one_of_the_genres_that_fit(text: str) -> None:
    requests = [SketchRequest(text, seed=seed) for seed in range(12)]
    found = [read_brief(request) for request in requests]
    composed = {plan_pair(request)[0].genre.name for request in requests}
    assert composed <= set(found[0].fitting) - found[0].no_genres
    assert len(composed) > 1 or text == "a film theme"


@pytest.mark.parametrize("genre", sorted(GENRES))
def test_strong_beats_are_chord_tones(genre: str) -> None:
    for plan, composition in takes(description=genre, duration=50.0, seed=4):
        metre = plan.metre
        size = composition.spans[0].steps
        strong = [tone for tone in composition.melody if tone.step % metre.steps in metre.strong]
        assert len(strong) >= 4
        for tone in strong:
            span = composition.spans[min(len(composition.spans) - 1, tone.step // size)]
            assert tone.pitch % 12 in span.chord.classes


@pytest.mark.parametrize("genre", sorted(GENRES))
def test_notes_are_in_the_range_of_their_instrument(genre: str) -> None:
    for plan, composition in takes(description=genre, duration=60.0, seed=8):
        starts = [note.start for part in composition.score.parts for note in part.notes]
        assert 0 <= min(starts) <= 60
        for part in composition.score.parts:
            pitches = [note.pitch for note in part.notes]
            if part.role == "bass":
                assert max(pitches) <= 52
            elif part.role in ("lead", "voice", "counter"):
                instrument = INSTRUMENTS[part.instrument]
                low, high = plan.range if part.role == "voice" else (instrument.low, instrument.high)
                assert low <= min(pitches) <= max(pitches) <= high
            elif not part.drums:
                assert min(pitches) >= 48


@pytest.mark.parametrize("bpm", [30, 61, 120, 174, 300])
@pytest.mark.parametrize("duration", [20.0, 47.0, 90.0, 180.0])
def test_score_has_the_requested_duration(bpm: int, duration: float) -> None:
    for _, composition in takes(description="pop", bpm=bpm, duration=duration):
        assert abs(composition.score.length / 1000 - duration) <= (3 if bpm > 50 else 5)


def test_automatic_duration_varies_with_the_seed() -> None:
    lengths = {plan_pair(SketchRequest("pop", seed=seed))[0].duration for seed in range(5)}
    assert len(lengths) == 5
    assert all(60 <= length <= 130 for length in lengths)


def test_choruses_have_more_notes_than_verses() -> None:
    for _, composition in takes(description="pop rock", duration=90.0, seed=3):
        intro, verse, chorus = (notes_in_a_bar(composition, kind) for kind in ("intro", "verse", "chorus"))
        assert chorus > 1.1 * verse
        assert chorus > 1.1 * intro


def notes_in_a_bar(composition: Composition, kind: str) -> float:
    bar = composition.form.bar_seconds * 1000
    sections = [section for section in composition.form.sections if section.kind == kind]
    starts = [note.start for part in composition.score.parts for note in part.notes]
    count = sum(
        section.start * bar <= start < (section.start + section.bars) * bar for section in sections for start in starts
    )
    return count / sum(section.bars for section in sections)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("rock without drums", "drums"),
        ("solo piano", "bass"),
        ("techno no bass", "bass"),
        ("instrumental pop", "voice"),
    ],
)
def test_ruled_out_parts_are_missing(text: str, absent: str) -> None:
    for _, composition in takes(description=text, duration=40.0):
        assert absent not in {part.role for part in composition.score.parts}


@pytest.mark.parametrize("seed", range(4))
def test_ruled_out_instruments_are_silent(seed: int) -> None:
    for _, composition in takes(description="warm ballad, no piano, no guitar", seed=seed):
        names = {part.instrument for part in composition.score.parts}
        assert not [name for name in names if "piano" in name or ("guitar" in name and "bass" not in name)]


NASTY = (
    "",
    "   ",
    "\x00",
    "😀🔥🎵",
    "مرحبا بالعالم",
    "日本語の歌をください",
    "<script>alert('x')</script>",
    "(?P<a>[",
    "\\d+{9999}",
    "%s {0} {subject}",
    "no",
    "no no no",
    "about",
    "about about about",
    "x" * 10_000,
    "jazz " * 2_000,
    "𝕱𝖔𝖓𝖙 𝖘𝖔𝖚𝖕",
    "e\u0301" * 50,
    "'; DROP TABLE songs; --",
    "no drums no bass no piano no guitar no strings no synth no voice",
    "\u202eevil",
    "0 bpm 99999 bpm",
)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_can_be_composed(text: str) -> None:
    rng = random.Random(text)
    for plan, composition in takes(
        description=text, style=rng.choice(("", text[:5_000])), duration=rng.uniform(20, 60)
    ):
        assert plan.genre.name in GENRES
        assert composition.melody


def test_unknown_words_vary_with_the_seed() -> None:
    names = {plan_pair(SketchRequest("qwertz", seed=seed))[0].genre.name for seed in range(12)}
    assert len(names) >= 4


def test_written_sections_order_the_form() -> None:
    lyrics = "[Verse 1]\na\n\n[Chorus]\nb\n\n[Bridge]\nc\n\n[Chorus]\nb"
    for _, composition in takes(description="pop", lyrics=lyrics, duration=80.0, bpm=120):
        kinds = [section.kind for section in composition.form.sections]
        # Beside them, the band has the time that the words leave.
        assert [kind for kind in kinds if kind in SUNG] == ["verse", "chorus", "bridge", "chorus"]


@pytest.mark.parametrize(
    ("description", "metre", "bpm"),
    [
        ("an Irish jig", "6/8", 112),
        ("cool jazz in five", "5/4", 150),
        ("a waltz", "3/4", 120),
        ("rock in 6/8", "6/8", 80),
    ],
)
def test_a_metre_has_its_beats_and_its_weight(description: str, metre: str, bpm: int) -> None:
    for plan, composition in takes(description=description, bpm=bpm, duration=40.0, seed=3):
        assert plan.metre.name == metre
        assert composition.form.bar_seconds == pytest.approx(METRES[metre].beats * 60 / bpm)
        clock = Clock(plan, composition.form)
        (drums,) = [part for part in composition.score.parts if part.drums]
        kicks = [note.start for note in drums.notes if note.pitch == DRUM_NOTES["kick"]]
        heavy = [
            clock.at(bar * plan.metre.steps + step)
            for bar in range(composition.form.bars)
            for step in plan.metre.strong
        ]
        on_weight = sum(any(abs(kick - time) < 20 for time in heavy) for kick in kicks)
        assert on_weight >= 0.4 * len(kicks) > 0
        onsets = {tone.step % plan.metre.steps for tone in composition.melody}
        assert len(onsets) >= 3
        assert max(onsets) >= plan.metre.strong[-1]


@pytest.mark.parametrize("seed", range(12))
def test_each_instrument_that_is_named_is_heard_in_both_takes(seed: int) -> None:
    rng = random.Random(seed)
    genre = rng.choice(sorted(GENRES))
    high = [row for row in INSTRUMENTS.values() if not row.bass and row.words[0] not in GENRES]
    named = [*rng.sample(high, 2), rng.choice([row for row in INSTRUMENTS.values() if row.bass])]
    asked = f"a {genre} song with {', '.join(row.name for row in named)}"
    for _, composition in takes(description=asked, seed=seed, duration=70.0, instrumental=seed % 3 == 0):
        for row in named:
            parts = [part for part in composition.score.parts if part.program == row.program and not part.drums]
            assert sum(len(part.notes) for part in parts) >= 6, (asked, row.name)


def test_a_slow_waltz_for_accordion_and_double_bass_is_one() -> None:
    for plan, _ in takes(description="a slow waltz for accordion and double bass in E minor", seed=1):
        assert (plan.genre.name, plan.metre.name, str(plan.key)) == ("waltz", "3/4", "E minor")
        assert (plan.orchestra.chords.name, plan.orchestra.bass and plan.orchestra.bass.name) == (
            "accordion",
            "upright bass",
        )
        assert plan.bpm <= 0.9 * plan.genre.bpm[1]
