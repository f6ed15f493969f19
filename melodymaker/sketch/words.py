"""Words of a prompt, found whole, with the ones that were ruled out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

READ_AT_MOST = 10_000
_TAG = re.compile(r"<[^<>]{0,200}>")
_TOKEN = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*|[,.;:!?\n]")
_NEGATORS = frozenset(
    [
        "no",
        "without",
        "minus",
        "never",
        "not",
        "avoid",
        "skip",
        "non",
        "zero",
        "nix",
        "isn't",
        "don't",
        "won't",
        "exclude",
        "excluding",
    ]
)
# Words that may stand between "no" and what it rules out.
_TRANSPARENT = frozenset(
    [
        "a",
        "an",
        "the",
        "any",
        "too",
        "very",
        "much",
        "so",
        "use",
        "using",
        "or",
        "nor",
        "more",
        "kind",
        "of",
        "sort",
        "real",
        "too-much",
    ]
)
_GAP = re.compile(r"[^\S\n]+")
# No letter of any script carries more accents than this.
_MOST_MARKS = 8
_STOPS = frozenset(",.;:!?\n")
_LONGEST_PHRASE = 4


@dataclass(frozen=True)
class Found:
    """A table entry met in the text: its name, whether it was ruled out, where it stood."""

    name: str
    negated: bool
    start: int
    end: int
    word: str


def clean(text: str) -> str:
    """Return the text without HTML tags and odd whitespace, at most 10,000 characters."""
    text = unicodedata.normalize("NFKC", _with_few_marks(text[:READ_AT_MOST]))[:READ_AT_MOST]
    text = _TAG.sub(" ", text)
    return _GAP.sub(" ", text).strip()


def tokens(text: str) -> list[str]:
    """Return lower-case words without accents, punctuation as tokens of its own."""
    plain = unicodedata.normalize("NFKD", _with_few_marks(text.lower()))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return _TOKEN.findall(plain.replace("’", "'"))


def _with_few_marks(text: str) -> str:
    """The text with at most eight accents in a row: to bring n of them in order takes n² steps."""
    if text.isascii():
        return text
    kept = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


def lexicon(spellings: Mapping[str, Iterable[str]]) -> dict[tuple[str, ...], str]:
    """Return the phrases of a table as tuples of tokens; the first entry keeps a shared one."""
    phrases: dict[tuple[str, ...], str] = {}
    for name, words in spellings.items():
        for word in words:
            phrases.setdefault(tuple(tokens(word)), name)
    return phrases


def find(stream: list[str], phrases: Mapping[tuple[str, ...], str]) -> list[Found]:
    """Return every entry met in the token stream, longest phrase first, in order."""
    found: list[Found] = []
    index = 0
    while index < len(stream):
        match = _longest(stream, index, phrases)
        if match is None:
            index += 1
            continue
        name, end = match
        negated = _negated(stream, index)
        found.append(Found(name, negated, index, end, " ".join(stream[index:end])))
        index = end
    return found


def _longest(stream: list[str], index: int, phrases: Mapping[tuple[str, ...], str]) -> tuple[str, int] | None:
    for length in range(min(_LONGEST_PHRASE, len(stream) - index), 0, -1):
        words = tuple(stream[index : index + length])
        if words in phrases:
            return phrases[words], index + length
        last = words[-1]
        if len(last) > 3 and last.endswith("s") and not last.endswith("ss"):
            singular = (*words[:-1], last[:-1])
            if singular in phrases:
                return phrases[singular], index + length
    return None


def _negated(stream: list[str], index: int) -> bool:
    """Tell whether the word at index follows a negation, also as the second of "no A or B"."""
    at = index - 1
    joined = at >= 0 and stream[at] in ("or", "nor")
    while at >= 0 and stream[at] in _TRANSPARENT:
        at -= 1
    if at >= 0 and stream[at] in _NEGATORS:
        return True
    if not joined:
        return False
    before = stream[max(0, index - 6) : index]
    for position in range(len(before) - 1, -1, -1):
        if before[position] in _STOPS:
            return False
        if before[position] in _NEGATORS:
            return True
    return False
