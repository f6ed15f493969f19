"""The lyrics check: what it remarks on, and what it fixes."""

import pytest

from melodymaker.create.lyrics_check import converted, remarks_on

GOOD = """[Intro]

[Verse 1]
Streetlights fold into the glass (oh)

[Pre-Chorus]
Hold on

[Chorus - anthemic]
Oh, last train, leave me here

[Guitar Solo]

[Bridge]
One

[Outro]"""


@pytest.mark.parametrize(
    "lyrics", ["", "  \n ", GOOD, "[verse]\nla", "[CHORUS 2]\nla", "[Fade Out]\nla", "[Verse II]\nla"]
)
def test_good_lyrics_have_no_remarks(lyrics: str) -> None:
    assert remarks_on(lyrics, None) == []
    assert converted(lyrics) == lyrics


@pytest.mark.parametrize(
    ("lyrics", "line", "text", "mended"),
    [
        ("[Verse 1\nla", 1, "not closed", "[Verse 1]\nla"),
        ("[Verse]\nla\nVerse 2]\nla", 3, "not closed", "[Verse]\nla\n[Verse 2]\nla"),
        ("[Chorus | anthemic, big | loud]\nla", 1, "[Chorus - anthemic]", "[Chorus - anthemic]\nla"),
        ("[Verse 1] la la", 1, "line of its own", "[Verse 1]\nla la"),
        ("la [Chorus] la", 1, "line of its own", "la\n[Chorus]\nla"),
        ("[Verse]\nla\n[Zebra]\nla", 3, "no section tag", None),
        ("[choruss]\nla", 1, "Did you mean [Chorus]?", None),
        ("[]\nla", 1, "empty tag", None),
        ("la la\nla", 0, "No section tags", None),
    ],
)
def test_remarks_name_their_line_and_conversions_fix_them(
    lyrics: str, line: int, text: str, mended: str | None
) -> None:
    found = [remark for remark in remarks_on(lyrics, None) if text in remark.text]
    assert [(remark.line, remark.mends) for remark in found] == [(line, mended is not None)]
    assert converted(lyrics) == (mended or lyrics)
    assert not [remark for remark in remarks_on(converted(lyrics), None) if remark.mends]


@pytest.mark.parametrize(
    ("syllables", "seconds", "remark"),
    [(100, 60, ""), (200, 60, "many"), (10, 60, "few"), (10, None, ""), (0, 60, ""), (800, 240, "many")],
)
def test_lyrics_that_do_not_fit_the_duration_have_a_remark(syllables: int, seconds: int | None, remark: str) -> None:
    lyrics = "[Verse]\n" + "\n".join(["la la la la"] * (syllables // 4))
    found = remarks_on(lyrics, seconds)
    assert [remark in one.text for one in found] == ([True] if remark else [])


@pytest.mark.parametrize(
    "lyrics", ["[" * 5000, "]" * 5000, "[|" * 2500, "🎹" * 5000, "[" + "a" * 4998 + "]", "\n" * 5000]
)
def test_remarks_on_accepts_any_text(lyrics: str) -> None:
    assert len(remarks_on(lyrics, 60)) <= 8
    assert isinstance(converted(lyrics), str)
