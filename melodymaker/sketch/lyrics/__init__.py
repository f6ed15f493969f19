"""Title and lyrics: verses in rhyme, a chorus that names what the song is about, a bridge that turns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from melodymaker.sketch.chance import chance
from melodymaker.sketch.form import fit_form
from melodymaker.sketch.lyrics.chorus import write_chorus
from melodymaker.sketch.lyrics.lines import Lines
from melodymaker.sketch.lyrics.naming import Naming
from melodymaker.sketch.lyrics.subjects import bare
from melodymaker.sketch.lyrics.verses import answered, scheme_for, write_bridge, write_verse
from melodymaker.sketch.phrases import CHORUSES
from melodymaker.sketch.themes import GENERAL, THEMES, feeling_of, theme_of, theme_of_mood
from melodymaker.sketch.titles import title_case, title_of_lyrics, title_of_subject
from melodymaker.sketch.voice.phonemes import syllables

if TYPE_CHECKING:
    from random import Random

    from melodymaker.sketch.brief import Brief
    from melodymaker.sketch.phrases.text import Chorus
    from melodymaker.sketch.plan import Plan
    from melodymaker.sketch.request import SketchRequest

_MOST_VERSES = 3
_SHORTEST_WITH_VERSE = 20
# So many of a theme's first words are the theme itself; a song about them may take a chorus written for it.
_CORE_WORDS = 3
_WRITTEN_CHORUSES = 0.3
_LONG_LINES = frozenset({"hip hop"})
_SHORT_LINES = frozenset({"house", "techno", "electronic", "metal"})
_SHORTEST_LINE = 5
_LONGEST_LINE = 12
_SLOW_BPM = 92
_FAST_BPM = 132


def write_title_and_lyrics(request: SketchRequest, brief: Brief, plan: Plan) -> tuple[str, str]:
    """Return (title, lyrics); written lyrics come back as they are, "" when instrumental."""
    song = _Song(request, brief, plan)
    if request.lyrics is not None and request.lyrics.strip():
        title = title_of_subject(brief.subject) or title_of_lyrics(request.lyrics) or song.title
        return title, "" if request.instrumental else request.lyrics
    if not brief.sung:
        return song.title, ""
    form = fit_form(plan.duration, plan.bpm, plan.beats, sung=True)
    return song.title, song.lyrics([section.kind for section in form.sections])


def other_line(request: SketchRequest, brief: Brief, plan: Plan, line: str, label: str) -> str:
    """Return another line for this one, about as long and, where it can be, in rhyme with it; one for each label."""
    theme = _theme_for(brief, plan, chance("words", request.seed, brief.text))
    length = max(_SHORTEST_LINE, min(_LONGEST_LINE, syllables(line)))
    lines = Lines(theme, feeling_of(plan.moods, plan.energy), length, chance(label, request.seed, brief.text))
    return lines.rhyming_with(line, "me") if lines.can_rhyme(line) else lines.free("me")


class _Song:
    """What the sections of one song have in common."""

    def __init__(self, request: SketchRequest, brief: Brief, plan: Plan) -> None:
        self._rng = rng = chance("words", request.seed, brief.text)
        theme = _theme_for(brief, plan, rng)
        self._categories = plan.genre.categories
        self._mood = feeling_of(plan.moods, plan.energy)
        self._lines = Lines(theme, self._mood, _line_length(plan), rng)
        self._short = plan.duration < _SHORTEST_WITH_VERSE
        core = [word.strip() for word in THEMES[theme].split(",")][:_CORE_WORDS]
        subject = brief.subject
        written = [chorus for chorus in CHORUSES.get(theme, ()) if _names(chorus, subject)]
        if (not subject or bare(subject) in core) and written and rng.random() < _WRITTEN_CHORUSES:
            self.title, self._chorus = rng.choice(written)
            self._naming = None
            return
        # Who names no subject gets a song about something that belongs to the theme.
        picture = self._lines.pictures.pop()
        self._naming = Naming.of(subject or picture, rng)
        self.title = title_of_subject(subject) or title_case(picture)
        self._chorus = write_chorus(self._lines, self._naming, self._categories, self._mood, rng)

    def lyrics(self, kinds: list[str]) -> str:
        """Return the lyrics of a song whose sections are of these kinds."""
        scheme = scheme_for(self._categories, self._rng)
        sections: list[str] = []
        verses = 0
        for kind in kinds:
            if kind == "verse" and verses < _MOST_VERSES:
                verses += 1
                sections.append(self._verse(scheme, verses))
            elif kind == "chorus":
                sections.append(_section("Chorus", list(self._chorus)))
            elif kind == "bridge":
                sections.append(_section("Bridge", write_bridge(self._lines)))
        if verses == 0 and not self._short:
            sections.insert(0, self._verse(scheme, 1))
        return "\n\n".join(sections)

    def _verse(self, scheme: str, number: int) -> str:
        verse = write_verse(scheme, number, self._lines, self._naming)
        return _section(f"Verse {number}", answered(verse, self._categories, self._mood, self._rng))


def _theme_for(brief: Brief, plan: Plan, rng: Random) -> str:
    """Return the theme: of the subject, of the text, of the mood, or of the genre.

    The words "song" and "piano" do not make it one about music, unless music is its subject. A subject that no theme
    knows gets a general one, if the text asks for no other: a polka does not make it one about a birthday.
    """
    named = theme_of(brief.subject) or theme_of(brief.text, but="music")
    if named:
        return named
    moods = list(filter(None, map(theme_of_mood, brief.moods)))
    if not brief.subject:
        return rng.choice(moods or plan.genre.themes)
    fitting = [theme for theme in (*moods, *plan.genre.themes) if theme in GENERAL]
    return rng.choice(fitting or GENERAL)


def _names(chorus: Chorus, subject: str) -> bool:
    """Tell whether a chorus names the subject; where there is none, each does."""
    return bare(subject) in " ".join(chorus.lines).lower()


def _line_length(plan: Plan) -> int:
    """Return how many syllables a line has: fewer where the music is fast."""
    categories = set(plan.genre.categories[:1])
    if categories & _LONG_LINES:
        return 10
    short = categories & _SHORT_LINES or plan.bpm > _FAST_BPM
    return 9 if plan.bpm < _SLOW_BPM and not short else 8


def _section(name: str, lines: list[str]) -> str:
    sung = [line.rstrip(".,;")[:1].upper() + line.rstrip(".,;")[1:] for line in lines]
    return "\n".join([f"[{name}]", *sung])
