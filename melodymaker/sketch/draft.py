"""A song as text only: what would be made, to be read and changed first."""

from __future__ import annotations

from dataclasses import dataclass

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.chance import digest_int
from melodymaker.sketch.describe import style_tags
from melodymaker.sketch.lyrics import other_line, write_title_and_lyrics
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.request import SketchRequest, check_request
from song_files.headings import sung_lines


@dataclass(frozen=True)
class SketchDraft:
    """Title, tags, lyrics ("" when instrumental), beats per minute, key and seconds."""

    title: str
    style: str
    lyrics: str
    bpm: int
    key: str
    duration: float


def write_draft(request: SketchRequest) -> SketchDraft:
    """Return what the first take of this request would be; raise ValueError for one that cannot be made."""
    check_request(request)
    brief = read_brief(request)
    plan = plan_pair(request, brief)[0]
    title, lyrics = write_title_and_lyrics(request, brief, plan)
    return SketchDraft(title, style_tags(plan), lyrics, plan.bpm, str(plan.key), plan.duration)


def write_line(request: SketchRequest, lyrics: str, position: int) -> str:
    """Return the lyrics with the line at `position` (from 0) rewritten, on the request's theme.

    The new line is about as long, and rhymes with the old one wherever our endings do. Raise ValueError where there
    is no line to write.
    """
    check_request(request)
    lines = lyrics.split("\n")
    if not any(line.index == position for line in sung_lines(lyrics)):
        message = "there is no such line to rewrite"
        raise ValueError(message)
    brief = read_brief(request)
    label = f"line {position} {digest_int(lyrics)}"
    new = other_line(request, brief, plan_pair(request, brief)[0], lines[position], label)
    return "\n".join([*lines[:position], new, *lines[position + 1 :]])
