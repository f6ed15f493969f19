"""Reads lyrics as an engine will, and says what is odd about them while they are typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

SECTIONS = (
    *("intro", "verse", "pre-chorus", "prechorus", "chorus", "post-chorus", "hook", "refrain", "drop", "bridge"),
    *("break", "breakdown", "build", "build-up", "interlude", "instrumental", "solo", "outro", "ending", "end"),
    *("fade out", "fade in", "spoken", "spoken word", "rap", "ad-lib", "coda", "tag"),
)
# Words sung in a minute, from a slow ballad to a quick rap, at which a lyric still fits its song (an estimate).
_SLOW = 25
_QUICK = 190
# Of so many English words some are among the commonest, or the words are no sentences.
_TELLING = 12
_FEW = 0.04
_COMMON = frozenset(
    [
        *("the", "a", "i", "you", "to", "and", "of", "my", "in", "on", "it", "is", "we", "be", "for", "your", "with"),
        *("no", "all", "so", "not", "this", "that", "she", "he", "was", "are", "can", "will", "don't", "i'm", "oh"),
        *("yeah", "when", "what", "up", "down", "me", "but", "they", "from", "by", "as", "at", "have", "if", "or"),
        *("la", "na", "ooh", "love", "baby", "hey"),
    ]
)
_AROUND_WORDS = ".,;:!?()\"'…—-"
_TAG_LINE = re.compile(r"^\s*\[[^\[\]\n]*\]\s*$")
_TAG = re.compile(r"\[([^\[\]\n]*)\]")
# What parts a section's name from its modifier: a dash between spaces, or a colon.
_MODIFIER = re.compile(r"(?<=\s)-(?=\s)|:")
_ROMAN = frozenset("ivx")
_MOST = 8
_LONGEST_QUOTE = 40
# No longer name is as near to a section's as get_close_matches asks.
_LONGEST_NEAR = 28


@dataclass(frozen=True)
class Remark:
    """What is odd about a line (counted from 1; 0 is the whole), and whether `converted` mends it."""

    line: int
    text: str
    mends: bool


def remarks_on(lyrics: str, seconds: int | None, most: int = 0, *, english_only: bool = False) -> list[Remark]:
    """What a singer would stumble over, in the order of the lines; at most eight, and none where all is well.

    `seconds` is the song's length, if one is chosen, and `most` how long it may become, if that is
    known.
    """
    if not lyrics.strip():
        return []
    lines = lyrics.split("\n")
    by_line = (remark for number, line in enumerate(lines, 1) for remark in _on_line(number, line))
    remarks = list(islice(by_line, _MOST))
    if len(remarks) == _MOST:
        return remarks
    if not any(_TAG_LINE.match(line) for line in converted(lyrics).split("\n")):
        text = "No section tags: put [Verse 1] or [Chorus] on lines of their own, and the music follows them."
        remarks.append(Remark(0, text, mends=False))
    remarks += _on_length(lines, seconds, most)
    if english_only:
        remarks += _on_language(lines)
    return remarks[:_MOST]


def converted(lyrics: str) -> str:
    """The lyrics with what can be mended mended: one modifier a tag, tags on lines of their own, brackets closed."""
    return "\n".join(part for line in lyrics.split("\n") for part in _mended(line))


def sung_lines(lyrics: str) -> list[tuple[int, str]]:
    """The lines that are sung, each with its index among all."""
    lines = enumerate(lyrics.split("\n"))
    return [(index, line.strip()) for index, line in lines if line.strip() and not line.strip().startswith("[")]


def _on_line(number: int, line: str) -> Iterator[Remark]:
    if line.count("[") != line.count("]"):
        yield Remark(number, "A bracket is not closed: tags read like [Verse 1].", mends=_mended(line) != [line])
    for match in _TAG.finditer(line):
        tag = match[1]
        if "|" in tag:
            text = f"[{_short(tag)}]: one tag takes one modifier, as in [{_short(_one_modifier(tag))}]."
            yield Remark(number, text, mends=True)
        elif not _known(tag):
            yield Remark(number, _unknown(tag), mends=False)
    if _TAG.search(line) and not _TAG_LINE.match(line):
        yield Remark(number, "A section tag goes on a line of its own.", mends=True)


def _unknown(tag: str) -> str:
    name = _without_number(tag.strip().casefold())
    if not name:
        return "An empty tag: name the section, as in [Verse 1]."
    near = get_close_matches(name, SECTIONS, n=1) if len(name) <= _LONGEST_NEAR else []
    advice = f"Did you mean [{near[0].title()}]?" if near else "Try [Verse 1], [Chorus] or [Bridge]."
    return f"[{_short(tag)}] is no section tag, so it may be sung. {advice}"


def _on_length(lines: list[str], seconds: int | None, most: int) -> list[Remark]:
    sung = sum(len(line.split()) for line in lines if not _TAG_LINE.match(line))
    length = seconds or most
    if length and sung > _QUICK * length / 60:
        advice = "Make it longer." if seconds and seconds < most else "Take some out."
        text = f"{sung} words are many for {_clock(length)}: the last ones may be left out. {advice}"
        return [Remark(0, text, mends=False)]
    if seconds and sung and sung < _SLOW * seconds / 60:
        text = f"{sung} words are few for {_clock(seconds)}: lines may be repeated. Make it shorter, or write more."
        return [Remark(0, text, mends=False)]
    return []


def _on_language(lines: list[str]) -> list[Remark]:
    words = [
        word.casefold().strip(_AROUND_WORDS) for line in lines if not _TAG_LINE.match(line) for word in line.split()
    ]
    if len(words) < _TELLING or sum(word in _COMMON for word in words) >= _FEW * len(words):
        return []
    return [Remark(0, "This does not look like English: another language is hummed.", mends=False)]


def _mended(line: str) -> list[str]:
    if line.count("[") == line.count("]") + 1 and line.strip().startswith("["):
        line = f"{line.rstrip()}]"
    if line.count("]") == line.count("[") + 1 and line.strip().endswith("]"):
        line = f"[{line.lstrip()}"
    parts = []
    rest = 0
    for match in _TAG.finditer(line):
        parts += [line[rest : match.start()].strip(), f"[{_one_modifier(match[1])}]"]
        rest = match.end()
    if not parts:
        return [line]
    return [part for part in (*parts, line[rest:].strip()) if part]


def _one_modifier(tag: str) -> str:
    name, *modifiers = (part.strip() for part in tag.split("|"))
    return f"{name} - {modifiers[0].split(',')[0].strip()}" if modifiers and modifiers[0] else name


def _known(tag: str) -> bool:
    named = _MODIFIER.split(tag.strip().casefold(), maxsplit=1)[0].strip()
    name = _without_number(named)
    if name == named:
        name = _without_roman_number(named)
    return name in SECTIONS or any(name.endswith(f" {section}") for section in SECTIONS)


def _without_number(name: str) -> str:
    """The name without the digits and spaces at its end."""
    end = len(name)
    while end and (name[end - 1].isdecimal() or name[end - 1].isspace()):
        end -= 1
    return name[:end]


def _without_roman_number(name: str) -> str:
    parts = name.rsplit(maxsplit=1)
    return parts[0] if len(parts) == 2 and _ROMAN.issuperset(parts[1]) else name


def _short(tag: str) -> str:
    return tag if len(tag) <= _LONGEST_QUOTE else f"{tag[:_LONGEST_QUOTE]}…"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
