"""Which lines of lyrics are headings of sections, such as [Verse 1]: never sung, and never a title.

People write them bare, with a colon, in brackets of other scripts, as Markdown, and in their own language.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from song_files.section_names import ALWAYS, ENGLISH, NAMES

_BRACKETS = {"[": "]", "【": "】", "［": "］", "〔": "〕"}
_MAYBE_BRACKETS = {"(": ")", "（": "）", "{": "}", "<": ">", "《": "》", "「": "」"}
_EMPHASIS = "*_~=# \t"
_COLONS = (":", "：")
_DASHES = "-–—"
_LONGEST = 60
_MOST_NUMBER = 4
_NUMBER_WORDS = frozenset({"one", "two", "three", "four", "five", "six", "eins", "zwei", "drei", "uno", "dos", "tres"})
_ROMAN = frozenset("ivx")
_REPEATS = ("x2", "x3", "x4", "2x", "3x", "4x", "×2", "×3", "×4")


@dataclass(frozen=True)
class Heading:
    """A section's heading: `text` without its brackets, and the section's `name` in English, in small letters.

    The name is "" where it is none that is known; it keeps what stands before it, as in "guitar solo".
    """

    text: str
    name: str

    @property
    def line(self) -> str:
        """The heading as every engine reads it."""
        return f"[{self.text}]"


@dataclass(frozen=True)
class Line:
    """A line of lyrics, its index among those that were written, and the heading that it is, if it is one."""

    index: int
    text: str
    heading: Heading | None = None


def read_lines(lyrics: str) -> list[Line]:
    """The lines of lyrics, each with its heading if it is one; a heading before words in one line makes two."""
    written = lyrics.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found: list[Line] = []
    headed = False
    for index, text in enumerate(written):
        begins = not found or not found[-1].text.strip() or found[-1].heading is not None
        goes_on = headed or (index + 1 < len(written) and bool(_visible(written[index + 1])))
        if heading := heading_of(text) or (_bare(text) if begins and goes_on else None):
            found.append(Line(index, text, heading))
        elif before := _before_words(text):
            heading, rest = before
            found += [Line(index, heading.line, heading), Line(index, rest)]
        else:
            found.append(Line(index, text))
        headed = headed or found[-1].heading is not None
    return found


def sung_lines(lyrics: str) -> list[Line]:
    """The lines that are sung, without the space around them: no headings, and none that are empty."""
    lines = (Line(line.index, line.text.strip(), line.heading) for line in read_lines(lyrics))
    return [line for line in lines if line.text and line.heading is None]


def with_brackets(lyrics: str) -> str:
    """The lyrics with each heading in square brackets; its words, and all other lines, as they are."""
    return "\n".join(line.heading.line if line.heading else line.text for line in read_lines(lyrics))


def in_english(lyrics: str) -> str:
    """The lyrics with the headings that are known in English, for engines that have learnt those."""
    return "\n".join(f"[{_title(line.heading)}]" if line.heading else line.text for line in read_lines(lyrics))


def heading_of(line: str) -> Heading | None:
    """The heading that a line is by itself: in brackets, or a known name with a colon or as Markdown."""
    text = _visible(line)
    if not text or len(text) > 2 * _LONGEST:
        return None
    plain = text.strip(_EMPHASIS)
    if plain[0:1] in _DASHES and plain[-1:] in _DASHES:
        plain = plain.strip(_DASHES).strip(_EMPHASIS)
    for colon in _COLONS:
        plain = plain.removesuffix(colon).rstrip(_EMPHASIS)
    inside = _inside(plain, _BRACKETS)
    if inside is not None:
        return Heading(inside, name_of(inside)) if inside and len(inside) <= _LONGEST else None
    inside = _inside(plain, _MAYBE_BRACKETS)
    words = plain if inside is None else inside
    if words == text:  # bare, which only what stands around it can tell
        return None
    if name := name_of(words):
        return Heading(words, name)
    return Heading(plain, "") if text.startswith(("# ", "## ", "### ")) and plain and len(plain) <= _LONGEST else None


def name_of(text: str) -> str:
    """The English name of the section that a heading's words name, with what stands before it; "" if none is known."""
    words = unicodedata.normalize("NFKC", text).casefold()
    for mark in (" - ", " – ", " — ", ":", "|", "("):
        words = words.partition(mark)[0]
    name = _without_numbers(words.split())
    if name in NAMES:
        return NAMES[name]
    first, _, last = name.rpartition(" ")
    return f"{first} {last}" if first and last in ENGLISH else ""


def _bare(line: str) -> Heading | None:
    """The heading of a line that is nothing but a name, such as "Verse 1" or "Chorus", where a section may begin."""
    text = _visible(line)
    if not text or len(text) > _LONGEST:
        return None
    words = unicodedata.normalize("NFKC", text).casefold().split()
    name = _without_numbers(words)
    sure = name in ALWAYS or (name in NAMES and name != " ".join(words))
    return Heading(text, NAMES[name]) if sure else None


def _before_words(line: str) -> tuple[Heading, str] | None:
    """The heading at the start of a line, as in "Chorus: oh, stay", and the words after it."""
    text = _visible(line)
    for colon in _COLONS:
        head, found, rest = text.partition(colon)
        head = head.strip(_EMPHASIS)
        rest = rest.strip(_EMPHASIS)
        if found and rest and len(head) <= _LONGEST and (heading := _bare(head)):
            return heading, rest
    return None


def _title(heading: Heading) -> str:
    """The heading in English, with the number that it has; as it is where its name is not known."""
    own = unicodedata.normalize("NFKC", heading.text).casefold()
    if not heading.name or heading.name in own:
        return heading.text
    number = next((word for word in own.replace(":", " ").split() if word.strip(".").isdecimal()), "").strip(".")
    return f"{heading.name.title()} {number}".strip()


def _without_numbers(words: list[str]) -> str:
    """The words without the numbers around them: "verse 2", "2. strophe", "chorus x2", "1절"."""
    while words and (_is_number(words[-1]) or words[-1] in _REPEATS):
        words = words[:-1]
    while words and words[0].rstrip(".)").isdecimal():
        words = words[1:]
    if len(words) == 1:
        word = words[0].strip("0123456789")
        word = word.removeprefix("第").lstrip("一二三四五")
        words = [word or words[0]]
    return " ".join(words)


def _is_number(word: str) -> bool:
    word = word.strip(".)#")
    return (
        (word.isdecimal() and len(word) <= _MOST_NUMBER)
        or word in _NUMBER_WORDS
        or (bool(word) and _ROMAN.issuperset(word))
    )


def _inside(text: str, brackets: dict[str, str]) -> str | None:
    """What stands between the brackets around a text; None without such brackets, or with more of them."""
    closing = brackets.get(text[:1])
    if not closing or not text.endswith(closing):
        return None
    inside = text[1:-1]
    if any(bracket in inside for bracket in (text[0], closing)):
        return None
    return inside.strip(_EMPHASIS)


def _visible(line: str) -> str:
    """The line without what cannot be seen, and without the space around it."""
    if line.isascii():
        return line.strip()
    return "".join(char for char in line if unicodedata.category(char) not in ("Cf", "Cc")).strip()
