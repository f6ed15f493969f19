"""Drafts of the sketch engine: they are what would be made, and lines can be had anew."""

import dataclasses

import pytest

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.draft import write_draft, write_line
from melodymaker.sketch.lyrics import write_words
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.request import SketchRequest

ASKED = SketchRequest(description="a sad lo-fi tune about a last train, 80 bpm, in D minor", seed=3)


def test_a_draft_is_what_the_first_take_would_be() -> None:
    draft = write_draft(ASKED)
    brief = read_brief(ASKED)
    assert (draft.title, draft.lyrics) == write_words(ASKED, brief, plan_pair(ASKED, brief)[0])
    assert (draft.bpm, draft.key) == (80, "D minor")
    assert "lo-fi" in draft.style
    assert write_draft(dataclasses.replace(ASKED, instrumental=True)).lyrics == ""
    assert len({write_draft(dataclasses.replace(ASKED, seed=seed)).lyrics for seed in range(8)}) > 4


@pytest.mark.parametrize("seed", range(6))
def test_a_line_anew_is_another_and_the_rest_stays(seed: int) -> None:
    lyrics = write_draft(ASKED).lyrics.split("\n")
    place = next(number for number, line in enumerate(lyrics) if line and not line.startswith("["))
    new = write_line(dataclasses.replace(ASKED, seed=seed), "\n".join(lyrics), place).split("\n")
    assert new[place] not in lyrics
    assert new[:place] + new[place + 1 :] == lyrics[:place] + lyrics[place + 1 :]


def test_somebodys_own_line_is_answered_on_the_theme() -> None:
    new = write_line(ASKED, "[Verse 1]\nMy own zebra line", 1)
    assert new.startswith("[Verse 1]\n")
    assert "zebra" not in new


@pytest.mark.parametrize("place", [-1, 0, 2, 99])
def test_tags_and_gaps_are_no_lines(place: int) -> None:
    with pytest.raises(ValueError, match="no line"):
        write_line(ASKED, "[Verse 1]\nOne\n\nTwo", place)
