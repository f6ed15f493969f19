"""Titles: short, in title case, never more of the prompt than a phrase."""

from __future__ import annotations

import re

from song_files.headings import read_lines

TITLE_MAX = 60
_MOST_WORDS = 7
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "under",
        "with",
        "without",
    ]
)
_TAG = re.compile(r"<[^<>]{0,200}>")
_ASIDE = re.compile(r"\([^()]*\)")
_PAUSE = re.compile(r"[,.;:!?…—–|/\\{}\[\]<>\"“”]")


def title_case(text: str) -> str:
    """Return the text with capitals as on a record sleeve, at most 60 characters."""
    words = text.split()
    kept: list[str] = []
    for index, word in enumerate(words):
        inner = 0 < index < len(words) - 1
        if inner and word.lower() in _SMALL:
            shaped = word.lower()
        else:
            # Names such as McCartney or NASA keep the capitals they came with.
            shaped = word if any(char.isupper() for char in word[1:]) else word[:1].upper() + word[1:]
        if sum(len(other) + 1 for other in kept) + len(shaped) > TITLE_MAX:
            break
        kept.append(shaped)
    while len(kept) > 1 and kept[-1].lower() in _SMALL:
        kept.pop()
    return " ".join(kept)[:TITLE_MAX]


def title_of_subject(subject: str) -> str:
    """Return a title for what a song is about: "a lost dog" becomes "The Lost Dog"."""
    words = subject.split()
    if len(words) > 1 and words[0].lower() in ("a", "an"):
        words[0] = "The"
    return title_case(" ".join(words))


def title_of_lyrics(lyrics: str) -> str:
    """Return a title from the first line of the chorus, or of the song; "" where none will do."""
    first = chorus = ""
    section = ""
    for line in read_lines(lyrics):
        if line.heading:
            section = line.heading.name
            continue
        plain = _plain(line.text)
        if not plain:
            continue
        first = first or plain
        if not chorus and section.endswith(("chorus", "hook", "refrain")) and "pre" not in section:
            chorus = plain
    return title_case(chorus or first)


def _plain(line: str) -> str:
    """Return the first phrase of a line: up to a pause, at most seven words."""
    line = _ASIDE.sub(" ", _TAG.sub(" ", line))
    phrase = _PAUSE.split(line.strip())
    text = next((part.strip() for part in phrase if any(char.isalpha() for char in part)), "")
    words = [word for word in text.split() if len(word) <= 24][:_MOST_WORDS]
    return " ".join(words).strip("'’*_#~ -")
