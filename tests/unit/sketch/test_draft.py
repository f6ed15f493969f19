"""Drafts of the sketch engine: they match the song that would be made, and lines can be rewritten."""

import dataclasses

import pytest

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.draft import write_draft, write_line
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.request import SketchRequest

REQUEST = SketchRequest(description="a sad lo-fi tune about a last train, 80 bpm, in D minor", seed=3)


def test_write_draft_matches_the_first_take() -> None:
    draft = write_draft(REQUEST)
    brief = read_brief(REQUEST)
    assert (draft.title, draft.lyrics) == write_title_and_lyrics(REQUEST, brief, plan_pair(REQUEST, brief)[0])
    assert (draft.bpm, draft.key) == (80, "D minor")
    assert "lo-fi" in draft.style
    assert write_draft(dataclasses.replace(REQUEST, instrumental=True)).lyrics == ""
    assert len({write_draft(dataclasses.replace(REQUEST, seed=seed)).lyrics for seed in range(8)}) > 4


@pytest.mark.parametrize("seed", range(6))
def test_write_line_changes_only_that_line(seed: int) -> None:
    lyrics = write_draft(REQUEST).lyrics.split("\n")
    index = next(number for number, line in enumerate(lyrics) if line and not line.startswith("["))
    new = write_line(dataclasses.replace(REQUEST, seed=seed), "\n".join(lyrics), index).split("\n")
    assert new[index] not in lyrics
    assert new[:index] + new[index + 1 :] == lyrics[:index] + lyrics[index + 1 :]


def test_write_line_for_given_lyrics_follows_the_theme() -> None:
    new = write_line(REQUEST, "[Verse 1]\nMy own zebra line", 1)
    assert new.startswith("[Verse 1]\n")
    assert "zebra" not in new


@pytest.mark.parametrize("index", [-1, 0, 2, 99])
def test_write_line_rejects_section_tags_and_empty_lines(index: int) -> None:
    with pytest.raises(ValueError, match="no such line"):
        write_line(REQUEST, "[Verse 1]\nOne\n\nTwo", index)
