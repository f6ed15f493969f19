"""What a song is about: the noun phrase after "about", made safe to sing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from melodymaker.sketch.languages import languages_in
from melodymaker.sketch.tables.text import listed
from melodymaker.sketch.themes import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

_ABOUT = re.compile(r"\babout\b\s+", re.IGNORECASE)
_FOR = re.compile(
    r"\b(song|tune|ode|tribute|lullaby|ballad|anthem|hymn|track|piece|waltz|serenade|elegy|poem)"
    r"\s+(?:for|to|of)\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(called|titled|entitled|named)\s+[\"“'‘]?", re.IGNORECASE)
# By the one that opens, those that may close.
_QUOTES = {'"': '"”', "“": '"”', "'": "'’", "‘": "'’"}
# Who goes by a name, rather than by a title.
_NAMED = frozenset(
    listed(f"""
    {THEMES["animals"].replace(",", " ")} boy girl man woman guy lady kid child baby son daughter brother sister friend
    robot ghost dragon knight king queen prince princess wizard witch pirate sailor town village city island river
    mountain ship boat car truck star planet street bar cafe
    """)
)
_MOST_BEFORE_A_NAME = 6
# "About 2 minutes" and "about 130 bpm" are about nothing.
_QUANTITY = re.compile(
    r"(?:(?:\d{1,4}(?:[.:,]\d{1,2})?|half an?|an?|one|two|three|four|five|six|ten|a few|a couple of)"
    r"(?: and a half)?[ -]?(?:seconds?|secs?|s|minutes?|mins?|m|hours?|bpm|beats per minute)|\d{1,2}:\d\d)\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\sof\s", re.IGNORECASE)
# Where the subject ends and the music begins again.
_END = re.compile(
    r"[,.;:!?()\[\]{}<>\n\"“”|/\\]|\s-\s|[—–]|\s\b(?:featuring|played|sung|"
    r"in the style|in [a-g][#♯♭b]? ?(?:major|minor|maj|min)|in (?-i:[B-G])[#♯♭]?(?=\W|$)|at \d|"
    r"in \d{1,2}/\d{1,2}|that (?:sounds|feels)|which|"
    r"for (?:a|an|the|my)? ?(?:party|video|film|movie|game|workout|study|studying|podcast|ad)|"
    r"instrumental|\d+ ?(?:bpm|seconds?|minutes?))\b",
    re.IGNORECASE,
)
# "with a cold" goes on about the dragon, "with strings" is about the music.
_MAYBE_END = re.compile(r"\s\b(?:with|without|using|for|in an?|no|but)\b", re.IGNORECASE)
# Longer ones are cut anyway.
_READ_AT_MOST = 200
_ABOUT_AT_MOST = 2_000
_WORD = re.compile(r"[A-Za-z0-9]+(?:['’-][A-Za-z0-9]+)*")
_MOST_WORDS = 7
# Where less of it is in Latin letters, what is left would be about something else.
_LATIN_PART = 0.6
_LONGEST_WORD = 18
_LOOSE_ENDS = frozenset(
    [
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "with",
        "by",
        "my",
        "your",
        "our",
        "his",
        "her",
        "their",
        "its",
        "into",
        "over",
        "under",
        "through",
        "that",
        "who",
        "which",
        "when",
        "where",
        "while",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "than",
        "so",
        "very",
        "this",
        "these",
        "those",
        "some",
        "any",
        "like",
        "about",
        "just",
        "not",
        "it's",
        "named",
        "called",
    ]
)
_UNFIT = frozenset(
    [
        "fuck",
        "fucking",
        "fucker",
        "shit",
        "shitty",
        "bitch",
        "cunt",
        "dick",
        "cock",
        "pussy",
        "whore",
        "slut",
        "nigger",
        "nigga",
        "faggot",
        "fag",
        "bastard",
        "ass",
        "asshole",
        "rape",
        "porn",
        "sex",
        "penis",
        "vagina",
        "tits",
        "nazi",
        "hitler",
        "retard",
        "motherfucker",
        "wank",
        "bullshit",
        "cum",
        "kike",
        "spic",
        "chink",
    ]
)
_EMPTY = frozenset(
    [
        "it",
        "that",
        "this",
        "something",
        "anything",
        "nothing",
        "everything",
        "whatever",
        "them",
        "him",
        "her",
        "me",
        "you",
        "us",
        "what",
        "how",
        "why",
        "x",
        "one",
        "two",
        "three",
        "four",
    ]
)
_STORY_OPENING = re.compile(
    r"^(?:please\s+)?(?:(?:write|make|create|i want|give me)\s+(?:me\s+)?)?"
    r"(?:an?\s+|the\s+)?(?:\w+\s+){0,2}?(?:song|lyrics|words|story|tale)\s+(?:of|for|to|about)\s+",
    re.IGNORECASE,
)


def split_subject(description: str, *, described: bool, heard: Callable[[str], frozenset[str]]) -> tuple[str, str]:
    """Return (the words on the music, the subject or "").

    `described` says that the whole description tells what the lyrics are about; `heard` tells of what
    kinds the words on music in a text are: "instrument", "genre" and others.
    """
    description, match = _lead(description, heard)
    if match:
        rest = description[match.end() :]
        stop = _end_of(rest, heard)
        # A waltz for accordion and double bass is about neither.
        if match.re is not _FOR or "instrument" not in heard(rest[:stop]):
            # A waltz for two is a waltz.
            kind = match[1] if match.re is _FOR else ""
            return f"{description[: match.start()]}{kind} , {rest[stop:]}", tidy_subject(rest[:stop])
    if described:
        story = _STORY_OPENING.sub("", description)
        return description, tidy_subject(story[: _end_of(story, heard)])
    return description, ""


def _lead(description: str, heard: Callable[[str], frozenset[str]]) -> tuple[str, re.Match[str] | None]:
    """Return what leads to the subject, and the description, without quotes around a name within the subject."""
    called = _CALLED.search(description)
    about = _about(description, heard) or _FOR.search(description)
    if called is None or about is None or about.end() >= called.start() or called[1].lower().endswith("titled"):
        return description, called or about
    before = description[about.end() : called.start()].strip()
    words = before.lower().split()
    # A dog named Biscuit is whom the song is about; a song about rain called Puddles has a title.
    if len(words) > _MOST_BEFORE_A_NAME or words[-1] not in _NAMED or _end_of(before, heard) < len(before):
        return description, called
    name = description[called.end() :]
    closing = _QUOTES.get(called[0][-1])
    if not closing:
        return description, about
    end = next((at for at, char in enumerate(name) if char in closing), len(name))
    return f"{description[: called.end() - 1]}{name[:end]}, {name[end + 1 :]}", about


def _about(description: str, heard: Callable[[str], frozenset[str]]) -> re.Match[str] | None:
    """Return the "about" that leads to a subject, and not to how long or how fast."""
    for match in _ABOUT.finditer(description[:_ABOUT_AT_MOST]):
        quantity = _QUANTITY.match(description, match.end())
        if quantity is None:
            return match
        # Two minutes of silence are a subject, ninety seconds of techno are none.
        of = _OF.match(description, quantity.end())
        if of and not heard(description[of.end() : of.end() + _READ_AT_MOST]):
            return match
    return None


def _end_of(text: str, heard: Callable[[str], frozenset[str]]) -> int:
    """Return where the subject ends that the text begins with."""
    end = _END.search(text)
    stop = min(end.start() if end else len(text), _READ_AT_MOST)
    # "Love in French" is a song about love.
    stop = min([stop, *(asked.start() for asked in languages_in(text[:stop]) if asked.start())])
    for maybe in _MAYBE_END.finditer(text, 0, stop):
        if maybe.start() and heard(text[maybe.start() : stop]):
            return maybe.start()
    return stop


def tidy_subject(text: str) -> str:
    """Return at most seven plain English-looking words, without accents, or "" where few can be sung."""
    apart = unicodedata.normalize("NFKD", text.strip())
    text = "".join(char for char in apart if not unicodedata.combining(char))
    letters = sum(char.isalpha() for char in text)
    if not letters or sum(char.isascii() and char.isalpha() for char in text) < _LATIN_PART * letters:
        return ""
    found = [word.replace("’", "'") for word in _WORD.findall(text)][:_MOST_WORDS]
    if any(word.lower() in _UNFIT or len(word) > _LONGEST_WORD for word in found):
        return ""
    while found and found[-1].lower() in _LOOSE_ENDS:
        found.pop()
    if not found or (len(found) == 1 and found[0].lower() in _EMPTY):
        return ""
    if all(word.isdigit() for word in found):
        return ""
    first = found[0]
    # A capital that only opened a sentence is not part of the phrase.
    if first.lower() in _LOOSE_ENDS or first.isupper():
        found[0] = first if first == "I" else first.lower()
    return " ".join(found)
