"""Reads lyrics as an engine will, and says what is odd about them while they are typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from melodymaker.i18n import t
from song_files.headings import name_of, read_lines, sung_lines

SECTIONS = (
    *("intro", "verse", "pre-chorus", "prechorus", "chorus", "post-chorus", "hook", "refrain", "drop", "bridge"),
    *("break", "breakdown", "build", "build-up", "interlude", "instrumental", "solo", "outro", "ending", "end"),
    *("fade out", "fade in", "spoken", "spoken word", "rap", "ad-lib", "coda", "tag"),
)
# Words sung in a minute, from a slow ballad to a quick rap, at which a lyric still fits its song (an estimate).
_SLOW = 25
_QUICK = 190
# Such a script's characters to a word (an estimate), and those scripts: Thai, Lao, Burmese, Khmer, kana, Han.
_CHARACTERS_A_WORD = 1.7
_SPACELESS = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u4dbf")),
    *(("\u4e00", "\u9fff"), ("\uf900", "\ufaff"), ("\uff66", "\uff9f"), ("\U00020000", "\U0003134f")),
)
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
    if not any(line.heading for line in read_lines(converted(lyrics))):
        text = t("No section tags: put [Verse 1] or [Chorus] on lines of their own, and the music follows them.")
        remarks.append(Remark(0, text, mends=False))
    sung = [line.text for line in sung_lines(lyrics)]
    remarks += _on_length(sung, seconds, most)
    if english_only:
        remarks += _on_language(sung)
    return remarks[:_MOST]


def converted(lyrics: str) -> str:
    """The lyrics with what can be mended mended: one modifier a tag, tags on lines of their own, brackets closed."""
    return "\n".join(part for line in lyrics.split("\n") for part in _mended(line))


def _on_line(number: int, line: str) -> Iterator[Remark]:
    if line.count("[") != line.count("]"):
        yield Remark(number, t("A bracket is not closed: tags read like [Verse 1]."), mends=_mended(line) != [line])
    for match in _TAG.finditer(line):
        tag = match[1]
        if "|" in tag:
            text = t(
                "[{short}]: one tag takes one modifier, as in [{short2}].",
                short=_short(tag),
                short2=_short(_one_modifier(tag)),
            )
            yield Remark(number, text, mends=True)
        elif not _known(tag):
            yield Remark(number, _unknown(tag), mends=False)
    if _TAG.search(line) and not _TAG_LINE.match(line):
        yield Remark(number, t("A section tag goes on a line of its own."), mends=True)


def _unknown(tag: str) -> str:
    name = _without_number(tag.strip().casefold())
    if not name:
        return t("An empty tag: name the section, as in [Verse 1].")
    near = get_close_matches(name, SECTIONS, n=1) if len(name) <= _LONGEST_NEAR else []
    advice = t("Did you mean [{title}]?", title=near[0].title()) if near else t("Try [Verse 1], [Chorus] or [Bridge].")
    return t(
        "[{short}] is no section tag: it is shown, and means nothing to the music. {advice}",
        short=_short(tag),
        advice=advice,
    )


def _on_length(lines: list[str], seconds: int | None, most: int) -> list[Remark]:
    sung, unit = _amount(lines)
    length = seconds or most
    words = sung / (_CHARACTERS_A_WORD if unit == "characters" else 1)
    if length and words > _QUICK * length / 60:
        advice = t("Make it longer.") if seconds and seconds < most else t("Remove some.")
        text = t(
            "{sung} {unit, select, characters {characters} other {words}} are many for {clock}: the last ones may be"
            " left out. {advice}",
            sung=sung,
            unit=unit,
            clock=_clock(length),
            advice=advice,
        )
        return [Remark(0, text, mends=False)]
    if seconds and words and words < _SLOW * seconds / 60:
        text = t(
            "{sung} {unit, select, characters {characters} other {words}} are few for {clock}: lines may be repeated."
            " Make it shorter, or write more.",
            sung=sung,
            unit=unit,
            clock=_clock(seconds),
        )
        return [Remark(0, text, mends=False)]
    return []


def _amount(lines: list[str]) -> tuple[int, str]:
    """How much is sung, in words, or in characters where most is in a script without spaces."""
    letters = [char for line in lines for char in line if char.isalpha()]
    spaceless = sum(_is_spaceless(char) for char in letters)
    if spaceless > len(letters) / 2:
        return spaceless, "characters"
    return sum(len(line.split()) for line in lines), "words"


def _is_spaceless(char: str) -> bool:
    """Whether the character is of a script that puts no spaces between words."""
    return any(first <= char <= last for first, last in _SPACELESS)


def _on_language(lines: list[str]) -> list[Remark]:
    words = [word.casefold().strip(_AROUND_WORDS) for line in lines for word in line.split()]
    if len(words) < _TELLING or sum(word in _COMMON for word in words) >= _FEW * len(words):
        return []
    return [Remark(0, t("This does not look like English: another language is hummed."), mends=False)]


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
    return bool(name_of(tag))


def _without_number(name: str) -> str:
    """The name without the digits and spaces at its end."""
    end = len(name)
    while end and (name[end - 1].isdecimal() or name[end - 1].isspace()):
        end -= 1
    return name[:end]


def _short(tag: str) -> str:
    return tag if len(tag) <= _LONGEST_QUOTE else f"{tag[:_LONGEST_QUOTE]}…"


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02}"
