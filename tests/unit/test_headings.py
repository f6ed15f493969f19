"""Headings of sections: every way to write one is read, and nothing that is sung is taken for one."""

import pytest

from melodymaker.create.lyrics_check import remarks_on
from melodymaker.generation.requests import tidy_texts
from melodymaker.sketch.titles import title_of_lyrics
from melodymaker.sketch.verses import parts_of
from melodymaker.types import Mode, SongRequest
from song_files.headings import in_english, read_lines, sung_lines, with_brackets

WAYS = {
    "[Verse 1]": "verse",
    "Verse 1": "verse",
    "VERSE TWO": "verse",
    "Verse II": "verse",
    "Chorus": "chorus",
    "Chorus:": "chorus",
    "chorus x2": "chorus",
    "(Chorus)": "chorus",
    "{Bridge}": "bridge",
    "<Bridge>": "bridge",
    "【Verse 1】": "verse",
    "［Chorus］": "chorus",
    "#Chorus": "chorus",
    "## Verse 2": "verse",
    "**[Verse 1]**": "verse",
    "**Chorus**": "chorus",
    "__Outro:__": "outro",
    "--- Chorus ---": "chorus",
    "\ufeff[Verse 1]\u200b": "verse",
    "\u2060Chorus:\u200e": "chorus",
    "[Guitar Solo]": "guitar solo",
    "[Final Chorus - loud]": "final chorus",
    "[Verse 1: Mira]": "verse",
    "[Strophe 1]": "verse",
    "2. Strophe": "verse",
    "[Refrain]": "refrain",
    "Kehrvers:": "chorus",
    "[Verso 1]": "verse",
    "[Estribillo]": "chorus",
    "Couplet 2": "verse",
    "[Pont]": "bridge",
    "[Refrão]": "chorus",
    "Zwrotka 1": "verse",
    "Припев": "chorus",
    "[サビ]": "chorus",
    "副歌": "chorus",
    "[후렴]": "chorus",
    "1절": "verse",
    "[Whispered]": "",
}


@pytest.mark.parametrize("written", WAYS)
def test_a_heading_is_read_however_it_is_written(written: str) -> None:
    lyrics = f"{written}\nRain on the window\n\nAnother line"
    first, *others = read_lines(lyrics)
    assert first.heading is not None
    assert first.heading.name == WAYS[written]
    assert [line.text for line in sung_lines(lyrics)] == ["Rain on the window", "Another line"]
    assert not any(line.heading for line in others)
    assert title_of_lyrics(lyrics) == "Rain on the Window"
    assert parts_of(lyrics)[0].lines[0] == "Rain on the window"
    kept = with_brackets(lyrics)
    assert kept.startswith("[")
    assert with_brackets(kept) == kept
    assert not [remark for remark in remarks_on(lyrics, None) if "No section tags" in remark.text]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Bridge over troubled water",
            "End",
            "Drop",
            "(oh, the chorus sings)",
            "Break: it down",
            "Solo",
            "I",
            "*",
            "#",
        ),
        *("The final chorus", "Hook me up", "la [la] la", "1, 2, 3", "Coro", "Most", "Tag: you're it", "love: a song"),
    ],
)
def test_a_line_of_a_song_is_none(line: str) -> None:
    lyrics = f"{line}\nand another"
    assert [one.text for one in sung_lines(lyrics)] == [line, "and another"]
    assert with_brackets(lyrics) == lyrics


def test_a_name_is_sung_in_the_middle_of_a_section() -> None:
    assert [line.text for line in sung_lines("[Verse]\nand then the\nChorus\nbegins")] == [
        "and then the",
        "Chorus",
        "begins",
    ]


def test_a_heading_before_words_is_one_as_well() -> None:
    lines = read_lines("Chorus: Oh, stay\nwith me")
    assert [(line.index, line.text) for line in lines] == [(0, "[Chorus]"), (0, "Oh, stay"), (1, "with me")]


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("[Strophe 2]", "[Verse 2]"),
        ("Припев", "[Chorus]"),
        ("[Guitar Solo]", "[Guitar Solo]"),
        ("[Chorus - loud]", "[Chorus - loud]"),
        ("[Whispered]", "[Whispered]"),
    ],
)
def test_engines_that_know_english_get_it(written: str, english: str) -> None:
    assert in_english(f"{written}\nla") == f"{english}\nla"


def test_a_request_keeps_its_headings_in_brackets_and_their_language() -> None:
    request = SongRequest(mode=Mode.CUSTOM, lyrics="Strophe 1:\nRegen\n\n**Refrain**\nDraußen", style="folk")
    assert tidy_texts(request).lyrics == "[Strophe 1]\nRegen\n\n[Refrain]\nDraußen"


@pytest.mark.parametrize("lyrics", ["夜の雨が窓を叩く" * 40, "ฝนตกที่หน้าต่างของฉัน" * 20])
def test_scripts_without_spaces_are_counted_by_characters(lyrics: str) -> None:
    (remark,) = [one for one in remarks_on(f"[Verse]\n{lyrics}", 30) if "many" in one.text]
    assert "characters" in remark.text
    assert not [one for one in remarks_on("[Verse]\n夜の雨が窓を叩く夜の雨が窓を叩く夜の雨", 20) if "few" in one.text]
