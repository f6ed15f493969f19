"""A song as text only: what would be made, to be read and changed first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.chance import chance
from melodymaker.sketch.describe import style_tags
from melodymaker.sketch.lyrics import theme_for, write_title_and_lyrics
from melodymaker.sketch.phrases import CHORUSES, VERSES
from melodymaker.sketch.phrases.general import BRIDGES
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.request import SketchRequest, check_request

if TYPE_CHECKING:
    from collections.abc import Iterator


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

    Where the line is one of ours, the new one rhymes with it. Raise ValueError where there is no line to write.
    """
    check_request(request)
    lines = lyrics.split("\n")
    if not 0 <= position < len(lines) or not lines[position].strip() or lines[position].strip().startswith("["):
        message = "there is no such line to rewrite"
        raise ValueError(message)
    brief = read_brief(request)
    theme = theme_for(brief, plan_pair(request, brief)[0], chance("words", request.seed, brief.text))
    taken = {_bare(line) for line in lines}
    rhyming = [family for family in _families() if _bare(lines[position]) in map(_bare, family)]
    fresh = [line for family in rhyming or VERSES[theme] for line in family if _bare(line) not in taken]
    if not fresh:
        fresh = [line for family in VERSES[theme] for line in family if _bare(line) not in taken]
    if not fresh:
        message = "every line on this theme is in the song already"
        raise ValueError(message)
    new = chance("line", request.seed, position).choice(fresh).rstrip(".,;")
    return "\n".join([*lines[:position], new[:1].upper() + new[1:], *lines[position + 1 :]])


def _families() -> Iterator[tuple[str, ...]]:
    for families in VERSES.values():
        yield from families
    yield from BRIDGES
    for choruses in CHORUSES.values():
        yield from (chorus.lines for chorus in choruses)


def _bare(line: str) -> str:
    return line.strip().rstrip(".,;").casefold()
