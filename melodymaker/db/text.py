"""Text as it is typed, made fit to be stored."""

import re
import unicodedata

from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.types import MAX_TITLE

_LINE_END = re.compile(r"\r\n|[\r\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
# Characters that cannot be seen and make text look like other text: the marks, overrides and isolates of writing
# direction, soft hyphens, spaces and joiners of no width, annotations, and tag characters. The tags that belong to a
# black flag stay: they make the flags of England, Scotland and Wales (Unicode, UTS 51, emoji tag sequences). So do
# the joiner and the non-joiner after a character beyond ASCII: emoji and Persian are written with them.
_DISGUISE = re.compile(
    r"(\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f)"
    r"|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    r"|[\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
    r"|(?<![^\x00-\x7f])[\u200c\u200d]+"
)
# What is left of text that shows nothing at all: joiners, variation selectors, fillers and the blank of Braille.
_INVISIBLE = re.compile(
    r"[\s\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]*"
)
# Unicode's own limit for text that is processed as a stream (UAX 15, Stream-Safe Text Format).
_MOST_MARKS = 30


def cleaned(text: str) -> str:
    """The text with line ends as newlines, without control characters, disguises and space around it.

    Lone surrogates cannot be stored, control characters are never meant, and a reversed direction misleads.
    """
    text = _LINE_END.sub("\n", encodable(text))
    text = unicodedata.normalize("NFC", with_few_marks(text))
    return _CONTROL.sub(" ", _DISGUISE.sub(r"\1", text)).strip()


def one_line(text: str) -> str:
    """The text cleaned, on one line with single spaces; nothing where none of it can be seen."""
    line = " ".join(cleaned(text).split())
    return "" if _INVISIBLE.fullmatch(line) else line


def checked_title(text: str, *, of: str, label: str = "title", limit: int = MAX_TITLE) -> str:
    """The text as a title, or as a name if `label` says so, on one line.

    Raises InvalidInput, for the field that the label names, when it is empty or too long. `of` is what bears it.
    """
    title = one_line(text)
    if not title:
        needed = t(
            "{of, select, song {A song needs a title.} playlist {A playlist needs a title.}"
            " preset {A preset needs a name.} other {A key needs a name.}}",
            of=of,
        )
        raise InvalidInput({label: needed})
    if len(title) > limit:
        too_long = t(
            "{label, select, title {A title} other {A name}} has at most {most} characters; this one has {count}.",
            label=label,
            most=limit,
            count=len(title),
        )
        raise InvalidInput({label: too_long})
    return title


def length_error(text: str, limit: int) -> str:
    """What to say of a text that is too long; nothing of one that is not."""
    if len(text) <= limit:
        return ""
    return t("At most {most} characters; this has {count}.", most=limit, count=len(text))


def encodable(text: str) -> str:
    """The text without lone surrogates, which no encoding takes."""
    return text.encode("utf-8", "ignore").decode()


def with_few_marks(text: str) -> str:
    """The text with at most 30 accents in a row: to bring n of them in order takes n² steps."""
    if text.isascii():
        return text
    kept = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
