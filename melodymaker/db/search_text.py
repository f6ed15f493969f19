"""Text as it is searched: the same with and without accents, in any case, and in scripts that put no spaces.

What is stored and what is typed are split into the same tokens of plain ASCII, so that every database finds the same.
A word is one token. Of text in a script without spaces, such as Japanese or Thai, each two neighbouring characters are
one, so that any part of it is found. Characters beyond ASCII are written by their code point.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, islice, pairwise

from melodymaker.db.text import with_few_marks

LONGEST_SEARCH = 1_000
LONGEST_KEY = 160
_MOST_TERMS = 12
# More than a song's texts have together.
_LONGEST_TEXT = 10_000
# Longer words are cut: PostgreSQL takes none of more than 2,046 bytes, and a character is six.
_LONGEST_WORD = 100
# Combining accents of Latin, Greek and Cyrillic; the marks of other scripts are part of their letters.
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"
# Letters that Unicode does not take apart into a letter and an accent, with what people type instead.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
# Scripts that are written without spaces: their blocks in Unicode.
_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u0f00", "\u0fff"),  # Tibetan
    ("\u1000", "\u109f"),  # Myanmar
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3040", "\u30ff"),  # Hiragana, Katakana
    ("\u3400", "\u9fff"),  # Han
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def searchable(*texts: str) -> str:
    """What is stored of texts for the search: their tokens, with a space between."""
    tokens = []
    for unspaced, run in _runs(" ".join(texts)[:_LONGEST_TEXT]):
        tokens += [*_bigrams(run), _encoded(run[-1])] if unspaced else [_encoded(run)]
    return " ".join(tokens)


def sort_key(text: str) -> str:
    """What a list is ordered by: the text folded, without what stands before its first letter or digit."""
    folded = _folded(text)
    start = next((index for index, char in enumerate(folded) if char.isalnum()), 0)
    return folded[start : start + LONGEST_KEY].strip()


def search_terms(typed: str) -> list[list[str]]:
    """What is searched for: terms of tokens that follow each other, the last of which may be the beginning of one."""
    runs = islice(_runs(typed[:LONGEST_SEARCH]), _MOST_TERMS)
    return [_bigrams(run) if unspaced and len(run) > 1 else [_encoded(run)] for unspaced, run in runs]


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """The text's words, folded; of each, whether it is a piece in a script without spaces."""
    for kind, chars in groupby(_folded(text), _kind):
        if kind is not None:
            yield kind, "".join(islice(chars, _LONGEST_WORD if not kind else None))


@lru_cache(4_096)
def _kind(char: str) -> bool | None:
    """Whether the character is of a script without spaces; None for what is between words."""
    if char.isascii():
        return False if char.isalnum() else None
    if not char.isalnum() and not unicodedata.category(char).startswith("M"):
        return None
    return any(first <= char <= last for first, last in _UNSPACED)


def _folded(text: str) -> str:
    """The text in lower case, in its compatible forms, without accents."""
    # A character may stand for eighteen: what became longer is cut again.
    folded = unicodedata.normalize("NFKC", with_few_marks(text)).casefold()[:_LONGEST_TEXT]
    apart = unicodedata.normalize("NFKD", folded)
    bare = "".join(char for char in apart if not _FIRST_ACCENT <= char <= _LAST_ACCENT)
    return unicodedata.normalize("NFC", bare).translate(_PLAIN)


def _bigrams(run: str) -> list[str]:
    return [_encoded(first + second) for first, second in pairwise(run)]


def _encoded(word: str) -> str:
    return word if word.isascii() else "".join(char if char.isascii() else f"u{ord(char):05x}" for char in word)
