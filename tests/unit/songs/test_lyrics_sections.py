"""Lyrics as sections under their tags, with asides."""

import pytest

from melodymaker.songs.lyrics import timed_lines
from melodymaker.songs.lyrics_sections import Line, Phrase, Section, sections_of, with_times


def _plain(*lines: str) -> list[Line]:
    return [Line([Phrase(line, aside=False)] if line else []) for line in lines]


def test_sections_of_lyrics_with_tags() -> None:
    lyrics = "[Verse 1]\nGlass and thunder\n\n  [Chorus]  \nStay\n\nA while\n"
    assert sections_of(lyrics) == [
        Section("Verse 1", _plain("Glass and thunder")),
        Section("Chorus", _plain("Stay", "", "A while")),
    ]


def test_sections_of_lyrics_that_begin_without_a_tag() -> None:
    assert sections_of("\n\none\ntwo\n[Outro]\nthree") == [
        Section("", _plain("one", "two")),
        Section("Outro", _plain("three")),
    ]


@pytest.mark.parametrize("lyrics", ["", "\n", "  \n\t"])
def test_sections_of_nothing(lyrics: str) -> None:
    assert sections_of(lyrics) == []


def test_a_tag_without_lines_keeps_its_place() -> None:
    assert sections_of("[Instrumental]\n\n[Outro]") == [
        Section("Instrumental", _plain("")),
        Section("Outro", _plain("")),
    ]


def test_asides_stand_apart() -> None:
    assert sections_of("Stay (stay) a while (ooh)")[0].lines[0].phrases == [
        Phrase("Stay ", aside=False),
        Phrase("(stay)", aside=True),
        Phrase(" a while ", aside=False),
        Phrase("(ooh)", aside=True),
    ]


@pytest.mark.parametrize("line", ["a ( that never closes", "[tag] and words", "()"[::-1], "[]"])
def test_what_only_looks_like_a_tag_or_an_aside_is_a_line(line: str) -> None:
    assert sections_of(line) == [Section("", _plain(line))]


def _timed(lyrics: str, timings: str) -> list[tuple[int, bool, float]]:
    sections = with_times(sections_of(lyrics), timed_lines(lyrics, timings))
    return [(line.index, line.timed, line.seconds) for section in sections for line in section.lines]


def test_with_times_numbers_lines_as_the_player_does() -> None:
    lyrics = "[Verse]\nRain\n  \nSun\n[]\n[Chorus]\nSnow"
    timings = '[[1.5, "Rain"], [4, "Sun"], [9, "Snow"]]'
    assert _timed(lyrics, timings) == [
        (1, True, 1.5),
        (-1, False, 0.0),
        (2, True, 4.0),
        (3, False, 0.0),
        (5, True, 9.0),
    ]


def test_with_times_leaves_lyrics_alone_that_the_engine_did_not_sing() -> None:
    assert _timed("Rain\nSun", '[[1, "Something"], [2, "else"], [3, "entirely"]]') == [(-1, False, 0.0)] * 2


def test_with_times_of_lyrics_without_times() -> None:
    assert _timed("Rain\nSun", "") == [(0, False, 0.0), (1, False, 0.0)]
