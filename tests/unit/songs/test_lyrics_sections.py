"""Lyrics as sections under their tags, with asides."""

import pytest

from melodymaker.songs.lyrics_sections import Phrase, Section, sections_of


def _plain(*lines: str) -> list[list[Phrase]]:
    return [[Phrase(line, aside=False)] if line else [] for line in lines]


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
    assert sections_of("Stay (stay) a while (ooh)")[0].lines == [
        [
            Phrase("Stay ", aside=False),
            Phrase("(stay)", aside=True),
            Phrase(" a while ", aside=False),
            Phrase("(ooh)", aside=True),
        ]
    ]


@pytest.mark.parametrize("line", ["a ( that never closes", "[tag] and words", "()"[::-1], "[]"])
def test_what_only_looks_like_a_tag_or_an_aside_is_a_line(line: str) -> None:
    assert sections_of(line) == [Section("", _plain(line))]
