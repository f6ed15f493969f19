"""Title and lyrics: sections that rhyme, built of whole lines on one theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.form import fit_form
from melodymaker.sketch.phrases import CHORUSES, VERSES
from melodymaker.sketch.phrases.general import BRIDGES, GENERIC_TITLES, SUBJECT_CHORUSES
from melodymaker.sketch.phrases.text import Chorus
from melodymaker.sketch.themes import THEMES, theme_of
from melodymaker.sketch.titles import title_of_lyrics, title_of_subject

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.brief import Brief
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.request import SketchRequest

_MOST_VERSES = 3
_MOOD_THEMES = {
    "sad": "loss",
    "melancholic": "loss",
    "romantic": "love",
    "hopeful": "hope",
    "dreamy": "dreams",
    "rebellious": "rebellion",
    "aggressive": "rebellion",
    "lonely": "night",
    "nostalgic": "time",
    "cold": "winter",
    "summery": "summer",
    "groovy": "dance",
    "joyful": "friends",
    "calm": "nature",
    "triumphant": "hope",
    "futuristic": "stars",
    "sleepy": "dreams",
    "mysterious": "night",
}
# So many of a theme's first words are the theme itself; a song about them takes its choruses.
_CORE_WORDS = 3


def write_title_and_lyrics(request: SketchRequest, brief: Brief, plan: Plan) -> tuple[str, str]:
    """Return (title, lyrics); written lyrics come back as they are, "" when instrumental."""
    rng = chance("words", request.seed, brief.text)
    theme = theme_for(brief, plan, rng)
    chorus = _chorus(brief.subject, theme, rng)
    if request.lyrics is not None and request.lyrics.strip():
        title = title_of_subject(brief.subject) or title_of_lyrics(request.lyrics) or chorus.title
        return title, "" if request.instrumental else request.lyrics
    if not brief.sung:
        return chorus.title, ""
    form = fit_form(plan.duration, plan.bpm, plan.beats, sung=True)
    kinds = [section.kind for section in form.sections]
    return chorus.title, _write(kinds, theme, chorus, plan, rng)


def theme_for(brief: Brief, plan: Plan, rng: Random) -> str:
    """Return the theme: of the subject, of the text, of the mood, or of the genre."""
    named = theme_of(brief.subject) or theme_of(brief.text)
    if named:
        return named
    moods = [_MOOD_THEMES[mood] for mood in brief.moods if mood in _MOOD_THEMES]
    return rng.choice(moods) if moods else rng.choice(plan.genre.themes)


def _chorus(subject: str, theme: str, rng: Random) -> Chorus:
    """Return the title and the chorus: the subject's own, or one of the theme's."""
    core = [word.strip() for word in THEMES[theme].split(",")][:_CORE_WORDS]
    bare = subject.lower().removeprefix("the ").removeprefix("a ")
    if subject and bare not in core:
        lines = rng.choice(SUBJECT_CHORUSES)
        first, second, third, fourth = (line.format(subject=subject) for line in lines)
        return Chorus(title_of_subject(subject) or rng.choice(GENERIC_TITLES), (first, second, third, fourth))
    return rng.choice(CHORUSES[theme])


def _write(kinds: list[str], theme: str, chorus: Chorus, plan: Plan, rng: Random) -> str:
    families = [list(family) for family in VERSES[theme]]
    rng.shuffle(families)
    bridges = [list(family) for family in BRIDGES]
    rng.shuffle(bridges)
    crossed = rng.random() < 0.4
    sections: list[str] = []
    verse = 0
    for kind in kinds:
        if kind == "verse" and verse < _MOST_VERSES and len(families) >= 2:
            verse += 1
            lines = _quatrain(families.pop(), families.pop(), rng, crossed=crossed)
            sections.append(_section(f"Verse {verse}", lines))
        elif kind == "chorus":
            sections.append(_section("Chorus", list(chorus.lines)))
        elif kind == "bridge" and len(bridges) >= 2:
            lines = _quatrain(bridges.pop(), bridges.pop(), rng, crossed=False)
            sections.append(_section("Bridge", lines))
    if verse == 0 and len(families) >= 2 and plan.duration >= 20:
        lines = _quatrain(families.pop(), families.pop(), rng, crossed=crossed)
        sections.insert(0, _section("Verse 1", lines))
    return "\n\n".join(sections)


def _quatrain(first: list[str], second: list[str], rng: Random, *, crossed: bool) -> list[str]:
    """Return two rhyming pairs, side by side (aabb) or crossed (abab)."""
    a = rng.sample(first, 2)
    b = rng.sample(second, 2)
    return [a[0], b[0], a[1], b[1]] if crossed else [*a, *b]


def _section(name: str, lines: list[str]) -> str:
    sung = [line.rstrip(".,;")[:1].upper() + line.rstrip(".,;")[1:] for line in lines]
    return "\n".join([f"[{name}]", *sung])
