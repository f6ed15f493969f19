"""Which words of a song are sung, by whom, and when."""

from __future__ import annotations

import pytest

from melodymaker.sketch.original import original
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.request import SketchRequest, check_request
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.timings import line_times
from melodymaker.sketch.voice import assets
from melodymaker.sketch.voice.lines import is_english, read_line

VERSE = "I walk along the river in the rain\nAnd every window knows your name"


def _piece(lyrics: str, description: str = "a pop song", **values: object) -> Piece:
    asked = {"duration": 40.0, "seed": 3, "voice": "higher", **values}
    return original(SketchRequest(description, lyrics=lyrics, **asked))[2][0]  # type: ignore[arg-type]


def test_the_score_is_the_same_each_time_and_another_with_another_singer() -> None:
    hashes = [score_hash(_piece(VERSE, voice=voice).music.score) for voice in ("higher", "higher", "lower")]
    assert hashes[0] == hashes[1] != hashes[2]


def test_each_word_has_a_time_within_its_line() -> None:
    for start, text, times in line_times(_piece(f"[Verse]\n{VERSE}\n[Chorus]\n(oh) hold me — now 🎉")):
        assert len(times) == len(text.split()) + 1
        assert start == times[0]
        assert list(times) == sorted(times)


@pytest.mark.parametrize("bpm", [57, 90, 140, 187])
@pytest.mark.parametrize("description", ["a pop song", "a waltz"])
def test_lines_neither_rush_nor_fall_out(bpm: int, description: str) -> None:
    lyrics = "\n\n".join(f"[{tag}]\n{VERSE}\n{VERSE}" for tag in ("Verse 1", "Chorus", "Verse 2", "Chorus"))
    piece = _piece(lyrics, description, duration=60.0, bpm=bpm)
    assert piece.vocal.unsung == ()
    for phrase in piece.vocal.phrases:
        assert (phrase.end - phrase.start) / len(phrase.notes) > 0.165
    starts = [phrase.start for phrase in piece.vocal.phrases]
    assert starts == sorted(starts)


def test_only_where_there_is_far_too_much_for_the_length_are_lines_left_out() -> None:
    lyrics = "\n\n".join(f"[Verse {number}]\n{VERSE}\n{VERSE}" for number in range(1, 12))
    piece = _piece(lyrics, duration=60.0)
    lines = [line.text for line in piece.vocal.lines]
    assert len(lines) > 16
    assert [*lines, *piece.vocal.unsung] == [line for line in lyrics.splitlines() if line and not line.startswith("[")]


def test_without_a_length_a_song_is_as_long_as_its_words_ask_for() -> None:
    lyrics = "\n\n".join(f"[Verse {number}]\n{VERSE}\n{VERSE}" for number in range(1, 10))
    piece = _piece(lyrics, duration=None)
    assert piece.vocal.unsung == ()
    assert piece.plan.duration > 100


def test_what_stands_in_parentheses_is_for_the_backing_voices() -> None:
    piece = _piece("[Verse]\nHold me now (hold me now)\n(ooh, ooh)")
    assert [(p.backing, [word.text for word in p.words]) for p in piece.vocal.phrases] == [
        (False, ["Hold", "me", "now"]),
        (True, ["(hold", "me", "now)"]),
        (True, ["(ooh,", "ooh)"]),
    ]


def test_tags_say_how_a_section_is_sung() -> None:
    piece = _piece(f"[Verse - whispered]\n{VERSE}\n[Chorus - all together]\n{VERSE}\n[Outro]\n{VERSE}")
    phrases = {(p.force < 0, p.together) for p in piece.vocal.phrases}
    assert phrases == {(True, False), (False, True), (False, False)}
    assert len(piece.vocal.lines) == 6


@pytest.mark.parametrize(
    "lyrics",
    [
        "🎉🎉🎉\n🎹 🎺",
        "la " * 1666,
        "\n".join(["love", "pain", "rain"] * 300),
        "brrr hmm shh pfft\nzzz grr",
        "a" * 5000,
        "()\n((\n[Verse]\n)",
        "[Verse]\n[Chorus]",
        "— … !",
    ],
    ids=["emoji", "one line", "one word a line", "no vowels", "one word", "parentheses", "tags alone", "marks"],
)
def test_hostile_lyrics_are_sung_as_far_as_they_can_be(lyrics: str) -> None:
    piece = _piece(lyrics)
    ends = [phrase.end for phrase in piece.vocal.phrases]
    assert all(end < piece.music.score.length / 1000 + 1 for end in ends)
    for phrase in piece.vocal.phrases:
        assert sum(word.syllables for word in phrase.words) == len(phrase.notes) == len(phrase.stresses)
        assert all(note.end > note.start for syllable in phrase.notes for note in syllable)


@pytest.mark.parametrize(
    "lyrics",
    [
        "Ich gehe durch die dunkle Nacht und denke was du mit mir gemacht",
        "Je marche dans la rue ce soir je vois ton visage dans le noir",
        "Camino por la calle esta noche veo tu cara en la luz",
        "夜の街を歩く",
    ],
)
def test_what_is_not_english_is_hummed(lyrics: str) -> None:
    assert not is_english(lyrics)
    piece = _piece(lyrics, voice="auto")
    assert piece.plan.voice == "hummed"
    assert piece.vocal.phrases == ()
    assert [line for _, line, words in line_times(piece)] == [lyrics]


def test_names_and_slang_are_english_enough() -> None:
    assert is_english("Zorblax and Quindor went to Xanthia where Marigold the Grimble sang a song")
    assert is_english("yo we skrrt on the block wit da homies no cap, gonna getcha till the mornin")


def test_without_a_singer_an_instrument_plays_the_tune_and_the_words_have_their_times() -> None:
    piece = _piece(VERSE, voice="none")
    assert "voice" not in {part.role for part in piece.music.score.parts}
    assert len(line_times(piece)) == 2


def test_without_the_package_the_song_is_hummed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("melodymaker.sketch.singers.voice_fault", lambda: "hibari-tts 0.2.1 is not installed")
    piece = _piece(VERSE)
    assert piece.plan.voice == "hummed"
    assert "voice" in {part.role for part in piece.music.score.parts}
    assert assets.voice_fault() == ""


@pytest.mark.parametrize(
    ("description", "voice"),
    [
        ("a soul song with female vocals", "higher"),
        ("a baritone croons over jazz", "lower"),
        ("a pop song sung by a man", "lower"),
        ("no male vocals", ""),
        ("jazz with a tenor sax", ""),
        ("a duet sung by a man and a woman", ""),
    ],
)
def test_the_text_may_name_the_singer(description: str, voice: str) -> None:
    first, second = original(SketchRequest(description, duration=20.0, seed=1))[2]
    voices = [first.plan.voice, second.plan.voice]
    assert voices == [voice, voice] if voice else set(voices) == {"higher", "lower"}


def test_a_voice_that_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match="voice must be one of"):
        check_request(SketchRequest(voice="castrato"))


def test_the_and_to_are_said_as_the_next_word_asks_for() -> None:
    assert [word.sounds for word in read_line("to the end of the sea, to eat")] == [
        *("tə", "ði", "ˈɛnd", "ʌv", "ðə", "sˈi", "tu", "ˈit"),
    ]
