"""From a brief to a plan: first the facts of a song, then lyrics that fit its length."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gpu.catalog import LANGUAGES
from gpu.settings import Sizes
from gpu.writing.brief import Brief, Plan
from gpu.writing.language_model import LanguageModel
from gpu.writing.outline import Section, outline, seconds_for

Tick = Callable[[float], None]

# As players spell them: few accidentals in the signature.
KEYS = [
    f"{note} {mode}"
    for mode, notes in (("major", "C Db D Eb E F F# G Ab A Bb B"), ("minor", "C C# D Eb E F F# G G# A Bb B"))
    for note in notes.split()
]
_TITLE = 60
_STYLE = 240
_CATEGORY = 24
_LINE = 120
_DEFAULT_BPM = 100
_FACTS_TOKENS = 700
_LINE_TOKENS = 60
# Of the writer's progress, the rest is the lyrics'.
_FACTS_SHARE = 0.3
# Unicode's categories of what no font draws: controls, surrogates, private use, unassigned.
_UNPRINTABLE = ("Cc", "Cs", "Co", "Cn")
_PRODUCER = (
    "You are a songwriter and producer. Answer with one JSON object. `style`: genre, instruments, voice and mood in"
    " a few words separated by commas, without tempo, key or names of artists. `categories`: one to three genres."
    " `cover`: a picture for the sleeve, without any lettering. `title`: a few words."
)
_LYRICIST = (
    "You are a songwriter. Answer with one JSON object: the sections of a song's lyrics in their order. Write short,"
    " singable lines that rhyme where the language does, in the language asked for, original throughout. A verse tells"
    " what happens, the chorus says what it means and can be sung again and again, a bridge looks at it another way."
)
_TEXT = {"type": "string", "minLength": 1}


class Writer:
    """A language model that plans songs."""

    def __init__(self, language_model: LanguageModel, sizes: Sizes) -> None:
        self._model = language_model
        self._sizes = sizes
        # The first song does not pay for what is prepared once.
        for schema in (self._facts_schema(Brief("")), _line_schema(), _lyrics_schema(outline(180, _DEFAULT_BPM))):
            language_model.prepare(schema)

    def compile(self) -> None:
        """Prepare what makes it fast on a card."""
        self._model.compile()

    def write(self, brief: Brief, tick: Tick) -> Plan:
        """Plan a song; raises ServiceError when the model's answer is no plan."""
        facts = self._facts(brief, lambda done: tick(_FACTS_SHARE * done))
        duration = brief.duration or self._duration(brief, facts)
        lyrics = "" if brief.instrumental else brief.lyrics
        if not brief.instrumental and not lyrics:
            sections = outline(duration, facts.bpm)
            lyrics = self._lyrics(brief, facts, sections, lambda done: tick(_FACTS_SHARE + (1 - _FACTS_SHARE) * done))
        return Plan(
            title=facts.title,
            style=facts.style,
            language="" if brief.instrumental else facts.language,
            bpm=facts.bpm,
            key=facts.key,
            duration=duration,
            categories=facts.categories,
            cover=facts.cover,
            lyrics=lyrics,
        )

    def rewrite_line(self, brief: Brief, line: int, tick: Tick) -> str:
        """The lyrics with one line (counted from 0) rewritten and all others as they were."""
        lines = brief.lyrics.splitlines(keepends=True)
        old = lines[line]
        ending = old[len(old.rstrip("\r\n")) :]
        instruction = f"{_instructions(brief)}\nWrite this line anew, to fit its place: {old.strip()!r}"
        answer = self._model.answer(_LYRICIST, instruction, _line_schema(), _FACTS_TOKENS, brief.seed, tick)
        lines[line] = _cut(_plain(answer["line"]), _LINE) + ending
        return "".join(lines)

    def _facts(self, brief: Brief, tick: Tick) -> "_Facts":
        schema = self._facts_schema(brief)
        answer = self._model.answer(_PRODUCER, _instructions(brief), schema, _FACTS_TOKENS, brief.seed, tick)
        categories = [_cut(_plain(text), _CATEGORY) for text in answer["categories"]]
        return _Facts(
            title=_cut(_plain(answer["title"]), _TITLE) or "Untitled",
            style=brief.style.strip() or _cut(_plain(answer.get("style", "")), _STYLE) or "pop",
            language=brief.language or answer["language"],
            bpm=brief.bpm or round(_clamp(answer["bpm"], 30, 300)),
            key=brief.key or answer["key"],
            seconds=float(answer.get("duration", 0)),
            categories=list(dict.fromkeys(filter(None, categories))),
            cover=_plain(answer["cover"]),
        )

    def _facts_schema(self, brief: Brief) -> dict[str, Any]:
        """What of the facts the model is still to find."""
        properties: dict[str, Any] = {
            "title": _TEXT,
            "style": _TEXT,
            "language": {"enum": list(LANGUAGES)},
            "bpm": {"type": "integer", "minimum": 50, "maximum": 200},
            "key": {"enum": KEYS},
            "duration": {"type": "integer", "minimum": 10, "maximum": self._sizes.longest},
            "categories": {"type": "array", "minItems": 1, "maxItems": 3, "items": _TEXT},
            "cover": _TEXT,
        }
        known = {
            "style": brief.style.strip(),
            "language": brief.language,
            "bpm": brief.bpm,
            "key": brief.key,
            "duration": brief.duration or (brief.lyrics and not brief.instrumental),
        }
        return _object_schema({name: schema for name, schema in properties.items() if not known.get(name)})

    def _duration(self, brief: Brief, facts: "_Facts") -> float:
        if brief.lyrics and not brief.instrumental:
            return seconds_for(brief.lyrics, facts.bpm, self._sizes.longest)
        return _clamp(facts.seconds, 10, self._sizes.longest)

    def _lyrics(self, brief: Brief, facts: "_Facts", sections: list[Section], tick: Tick) -> str:
        written = _written(sections)
        instruction = "\n".join(
            (
                _instructions(brief),
                f"Title: {facts.title}",
                f"Music: {facts.style}",
                f"Language: {facts.language}",
                "Sections: " + ", ".join(f"{section.heading} {section.lines} lines" for section in written),
            )
        )
        budget = 60 + sum(20 + _LINE_TOKENS * section.lines for section in written)
        answer = self._model.answer(_LYRICIST, instruction, _lyrics_schema(sections), budget, brief.seed, tick)
        texts = {
            section.heading: list(filter(None, (_cut(_plain(line), _LINE) for line in found["lines"])))
            for section, found in zip(written, answer["sections"], strict=True)
        }
        return "\n\n".join("\n".join((each.heading, *texts.get(each.heading, ()))) for each in sections)


@dataclass(frozen=True)
class _Facts:
    title: str
    style: str
    language: str
    bpm: int
    key: str
    seconds: float
    categories: list[str]
    cover: str


def _written(sections: list[Section]) -> list[Section]:
    """The sections that have lines of their own: a chorus is written once."""
    return list(dict.fromkeys(section for section in sections if section.lines))


def _lyrics_schema(sections: list[Section]) -> dict[str, Any]:
    parts = [
        _object_schema(
            {
                "section": {"const": section.heading},
                "lines": {"type": "array", "minItems": section.lines, "maxItems": section.lines, "items": _TEXT},
            }
        )
        for section in _written(sections)
    ]
    count = len(parts)
    array = {"type": "array", "prefixItems": parts, "items": False, "minItems": count, "maxItems": count}
    return _object_schema({"sections": array})


def _line_schema() -> dict[str, Any]:
    return _object_schema({"line": _TEXT})


def _object_schema(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _instructions(brief: Brief) -> str:
    """The brief as instructions for the model."""
    facts = {
        "Description": brief.description,
        "Style": brief.style,
        "Language": brief.language,
        "Tempo": brief.bpm and f"{brief.bpm} bpm",
        "Key": brief.key,
        "Duration": brief.duration and f"{brief.duration:.0f} seconds",
        "Voice": "none, an instrumental" if brief.instrumental else "",
        "Lyrics": "" if brief.instrumental else brief.lyrics,
    }
    return "\n".join(f"{name}: {value}" for name, value in facts.items() if value)


def _clamp(value: float, low: float, high: float) -> float:
    return min(high, max(low, float(value)))


def _plain(text: str) -> str:
    """The text on one line, of printable letters."""
    return " ".join("".join(" " if unicodedata.category(letter) in _UNPRINTABLE else letter for letter in text).split())


def _cut(text: str, longest: int) -> str:
    """The text, if it is too long then its first words."""
    if len(text) <= longest:
        return text
    words = text[: longest + 1].rsplit(" ", 1)
    return words[0] if len(words) > 1 else text[:longest]
