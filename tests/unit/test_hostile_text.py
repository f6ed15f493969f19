"""Text from users is read in linear time."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

import melodymaker
from melodymaker import routes
from melodymaker.accounts import fields
from melodymaker.create import ideas
from melodymaker.create import service as composer
from melodymaker.create.language_note import looks_foreign
from melodymaker.create.lyrics_check import converted, remarks_on
from melodymaker.db.models import Song
from melodymaker.db.search import matching
from melodymaker.db.search_text import searchable
from melodymaker.db.text import cleaned, one_line
from melodymaker.downloads.service import file_name
from melodymaker.generation.requests import validate
from melodymaker.library.queries import Choice, songs_of
from melodymaker.sketch import titles, words
from melodymaker.sketch.brief import _heard, read_brief
from melodymaker.sketch.draft import write_draft, write_line
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.subject import split_subject, tidy_subject
from melodymaker.sketch.themes import theme_of
from melodymaker.sketch.theory import parse_key
from melodymaker.sketch.unknown import not_understood
from melodymaker.sketch.verses import written_sections
from melodymaker.sketch.voice import phonemes
from melodymaker.sketch.voice.lines import is_english, read_line
from melodymaker.types import Mode, SongRequest
from melodymaker.web import arguments, cookies, logs
from song_files.headings import in_english, read_lines, with_brackets
from tests.conftest import Adapters, Person
from tests.pace import shortest

# As long as a field may well be; what takes quadratic time on it takes more than 70 million steps, which even the
# quickest pattern takes six times its budget for.
LENGTH = 12_000
PATTERN_BUDGET = 0.02
FUNCTION_BUDGET = 0.2
SOURCES = sorted(Path(melodymaker.__path__[0]).rglob("*.py"))

# Each is repeated, with a character at the end that fits none.
UNITS = (
    *(" ", "\t", "\n", " \n", "\r\n", "1", "a", "é", "٣", "İ", "[", "]", "|", "-", ":"),
    *("[ ", "[1", "[]", "[a]", "[a]\n", " - ", "1 ", "a ", "a'", "1:", "<a", "(a"),
    *("🎹", "\u0301", "\u0301\u0316", "\u200d", "🏴\U000e0067", "\ufdfa", "\u3000", "\ud800"),
)
# What only a whole function may stumble over.
PHRASES = (
    *("'", "<", "(", "/", "=", "_", "{", "%", "\\", '"', "\x00", "- ", ": ", "a-", "1,", "e\u0301", "\u2028"),
    *(
        "no ",
        "in ",
        "a a ",
        "rock ",
        "church organ ",
        "about ",
        "song for ",
        "12 ",
        "12\n",
        "no the ",
        "or ",
        "key of ",
    ),
)
LEADS = ("", "[", "a", "1", "<", "(", "12", "in", "song", "about ", "[Verse", "melody_session=")


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(melodymaker.__path__, "melodymaker."):
        yield importlib.import_module(found.name)


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (pattern for each in (*value.keys(), *value.values()) for pattern in _patterns_in(each))
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from (pattern for each in value for pattern in _patterns_in(each))


def _all_patterns() -> dict[str, re.Pattern[str]]:
    return {
        f"{module.__name__}.{name}.{number}": pattern
        for module in _modules()
        for name, value in vars(module).items()
        for number, pattern in enumerate(_patterns_in(value))
    }


PATTERNS = _all_patterns()


def _hostile(length: int, units: Sequence[str] = UNITS) -> Iterator[str]:
    """Texts of that length: each unit over and over, and a few more after each lead."""
    for unit in units:
        yield f"{unit * (length // len(unit))}\x01"
    for lead in LEADS:
        for unit in (" ", "\n", "1a"):
            yield f"{lead}{unit * (length // len(unit))}\x01"
    yield "\u0301" * (length // 2) + "\u0316" * (length // 2)


def _made_for(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Texts made of the characters that the pattern itself names, and of the words in it."""
    letters = dict.fromkeys(letter for letter in pattern.pattern if letter not in "^$()?*+{}")
    spelled = dict.fromkeys(re.findall(r"[a-z]{2,}", pattern.pattern))
    for unit in (*letters, *spelled):
        for end in ("\n", "\x01"):
            yield f"{unit * (length // len(unit))}{end}"
    for unit in spelled:
        yield f"{unit}{' ' * length}\x01"


def _uses(pattern: re.Pattern[str], length: int) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Each use of the pattern on each text; on its own characters the two that include the others' work."""
    for text in _hostile(length):
        for name in ("search", "match", "fullmatch", "findall", "split"):
            yield name, text, partial(getattr(pattern, name), text)
        yield "sub", text, partial(pattern.sub, "", text)
    for text in _made_for(pattern, length):
        yield "fullmatch", text, partial(pattern.fullmatch, text)
        yield "findall", text, partial(pattern.findall, text)


def test_the_patterns_of_every_module_are_found() -> None:
    assert len(PATTERNS) >= 25
    assert any(name.startswith("melodymaker.sketch.") for name in PATTERNS)


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_reads_any_text_in_linear_time(name: str) -> None:
    pattern = PATTERNS[name]
    # The short ones first: a pattern of cubic time would not come to an end on the long ones.
    for length in (500, LENGTH):
        for use, text, act in _uses(pattern, length):
            took = shortest(act, PATTERN_BUDGET)
            assert took <= PATTERN_BUDGET, f"{use} takes {took:.2f} s on {text[:20]!r}…{text[-5:]!r}"


@pytest.mark.parametrize("pattern", [r"\s+$", r"a*b", r"\[[^\]]*\]", r"\s*\n"])
def test_a_pattern_of_more_than_linear_time_is_noticed(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PATTERNS, "slow", re.compile(pattern))
    with pytest.raises(AssertionError, match="takes"):
        test_a_pattern_reads_any_text_in_linear_time("slow")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_patterns_stand_at_the_head_of_a_module(path: Path) -> None:
    """Patterns written in a call, or compiled inside a function, would not be found by the test above."""
    tree = ast.parse(path.read_text("utf-8"))
    at_the_head = {
        id(node) for statement in tree.body if isinstance(statement, ast.Assign) for node in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module != "re", f"line {node.lineno}: import re as a whole"
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            assert node.func.attr in {"compile", "escape"}, f"line {node.lineno}: compile the pattern at the head"
            assert node.func.attr == "escape" or id(node) in at_the_head, f"line {node.lineno}: move it to the head"


def _request(text: str) -> SongRequest:
    return SongRequest(mode=Mode.CUSTOM, title=text, style=text, lyrics=text, description=text, key=text)


def _as_drawn(text: str) -> object:
    request = SketchRequest(description=text[:-1_000], style=text[-1_000:])
    return read_brief(request), write_draft(request)


def _line_anew(text: str) -> str:
    lyrics = text[:20_000]
    place = next(
        (n for n, line in enumerate(lyrics.split("\n")) if line.strip() and not line.strip().startswith("[")), -1
    )
    return "" if place < 0 else write_line(SketchRequest(description=text[:1_000]), lyrics, place)


def _key_of(text: str) -> object:
    try:
        return parse_key(text)
    except ValueError:
        return None


def _matching(dialect: sa.Dialect, text: str) -> object:
    return matching(dialect, Song, text)


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "remarks_on": lambda text: remarks_on(text, 60),
    "converted": converted,
    "cleaned": cleaned,
    "one_line": one_line,
    "file_name": file_name,
    "matching on SQLite": partial(_matching, sqlite.dialect()),
    "matching on PostgreSQL": partial(_matching, postgresql.dialect()),
    "searchable": searchable,
    "whole_number": arguments.whole_number,
    "idea appended": lambda text: ideas.appended(text, text[:50]),
    "local": routes.local,
    "session_token": cookies.session_token,
    "refused_form": lambda text: cookies.refused_form(f"{cookies.FORM}={text}", "sign-in"),
    "log record": lambda text: logs.CarefulRecord("a", 20, "a", 1, text, (), None).getMessage(),
    "brief and draft": _as_drawn,
    "line anew": _line_anew,
    "with_line": lambda text: composer.with_line(text, 0, text, text),
    "theme_of": theme_of,
    "split_subject": lambda text: [split_subject(text, described=one, heard=_heard) for one in (True, False)],
    "tidy_subject": tidy_subject,
    "title_of_lyrics": titles.title_of_lyrics,
    "title_of_subject": titles.title_of_subject,
    "written_sections": written_sections,
    "read_line": read_line,
    "is_english": is_english,
    "looks_foreign": looks_foreign,
    "not_understood": lambda text: (
        not_understood(SketchRequest(description=text)),
        not_understood(SketchRequest(style=text)),
    ),
    "headings": lambda text: (read_lines(text), with_brackets(text), in_english(text)),
    "syllables": phonemes.syllables,
    "words": lambda text: words.tokens(words.clean(text)),
    "parse_key": _key_of,
    "email": partial(fields.parse_email, reachable=True),
}


def _within_budget(function: Callable[[str], object]) -> None:
    for length in (500, LENGTH):
        for text in _hostile(length, (*UNITS, *PHRASES)):
            took = shortest(partial(function, text), FUNCTION_BUDGET)
            assert took <= FUNCTION_BUDGET, f"{took:.2f} s on {text[:20]!r}…{text[-5:]!r}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_reads_any_text_in_linear_time(name: str) -> None:
    _within_budget(FUNCTIONS[name])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_request_of_any_text_is_checked_in_linear_time(adapters: Adapters) -> None:
    _within_budget(lambda text: validate(_request(text)))


@pytest.mark.parametrize(
    "text", ["ab\x00", "ab\ud800", "x" * LENGTH, "🎹 " * LENGTH, "_ " * 12, "'\"*:&|!<> " * 9, "İ" * 90]
)
def test_search_accepts_hostile_text(owner: Person, text: str) -> None:
    assert songs_of(owner.id, Choice(text=text))[0] == []
    assert songs_of(owner.id, Choice(category=text))[0] == []
    assert songs_of(owner.id, Choice(text, tab="favorites"))[0] == []


def test_remarks_end_at_eight_and_quote_little() -> None:
    found = remarks_on("[a|b]" * 20_000, None)
    assert len(found) == 8
    assert max(len(remark.text) for remark in remarks_on(f"[{'x' * 5_000}]", None)) < 200
