"""What a request says that the engine can do nothing with, so that it is told before a song is made."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from melodymaker.sketch import words
from melodymaker.sketch.brief import METRE, heard_in, known_words, music_and_subject, words_heard
from melodymaker.sketch.languages import languages_in
from melodymaker.sketch.request import BPM_RANGE
from melodymaker.sketch.voice.lexicon import lexicons

if TYPE_CHECKING:
    from collections.abc import Iterator

    from melodymaker.sketch.request import SketchRequest

MOST = 3
_LONGEST = 40
_BETWEEN_TAGS = re.compile(r"[,;|\n•]")
# Longer ones are prose.
_WORDS_OF_A_TAG = 4
_SOMEBODY = re.compile(
    r"\b(?:in the style of|inspired by|reminiscent of|sounds? like|sounding like|similar to|like|à la)\s+"
    r"((?:[A-Z][\w'’&.-]{0,30} ?){1,4})"
)
_TEMPO = re.compile(r"(?<![\w.])(\d{1,6})[ -]?(?:bpm|beats per minute)\b", re.IGNORECASE)
_SOME_METRE = re.compile(r"(?<![\d/])(?:[2-9]|[1-9]\d)/(?:2|4|8|16)(?![\d/])")
_RULED_OUT = re.compile(r"\b(?:no|not|without|never)\s+(?:in\s+|at\s+)?$", re.IGNORECASE)
_LOOK_BACK = 16
# Sounds that people ask for and that no instrument here makes.
_NOT_MADE = words.lexicon(
    {
        "": (
            *("vinyl crackle", "vinyl noise", "tape hiss", "rain sounds", "sound of rain", "field recordings", "scat"),
            *("scat singing", "autotune", "auto tune", "ad libs", "samples", "sampled vocals", "throat singing"),
        )
    }
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST = 4
# What English puts at the end of a word that is in the dictionary without it.
_ENDINGS = ("'s", "s", "es", "y", "ish", "like", "ly", "ed", "ing", "er", "ness")


def not_understood(request: SketchRequest) -> tuple[str, ...]:
    """Return at most three tags, names and words of the style and description that the music does not follow.

    Of both that is a metre, a tempo and a language of the words that there is none for; of the style, each tag without
    a word that the engine knows. Of prose it is whom the music should be like, sounds that no instrument makes, and
    each word that is neither in the tables nor in the dictionary, which is empty without the voice's package. What the
    song is about is not looked at, nor is a last word that may still become a known one.
    """
    music, _ = music_and_subject(request)
    style = words.clean(request.style)
    tags = [tag.strip() for tag in _BETWEEN_TAGS.split(style)]
    if tags[-1] and _begins_known(tags[-1].split()[-1]):
        tags.pop()
    short = [tag for tag in tags if len(tag.split()) <= _WORDS_OF_A_TAG and any(char.isalpha() for char in tag)]
    found = [tag for tag in short if not heard_in(tag)]
    # Where a style is given, the description tells a story.
    for prose in (*(tag for tag in tags if len(tag.split()) > _WORDS_OF_A_TAG), "" if style else music):
        found += islice(_of_prose(prose), MOST)
    odd = list(_not_played(style or music))
    # Of "sung in French" the end is named, and once.
    found = [*odd, *(name for name in found if not any(part in name for part in odd))]
    return tuple(name[:_LONGEST] for name in dict.fromkeys(found))[:MOST]


def _not_played(text: str) -> Iterator[str]:
    """Yield the metres, tempos and languages that are asked for and not to be had."""
    metres = [match for match in _SOME_METRE.finditer(text) if not METRE.fullmatch(match[0])]
    least, most = BPM_RANGE
    tempos = [match for match in _TEMPO.finditer(text) if not least <= int(match[1]) <= most]
    for match in (*metres, *tempos, *languages_in(text)):
        if not _RULED_OUT.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]):
            yield match[0]


def _of_prose(text: str) -> Iterator[str]:
    people = [found[1].rstrip(" .") for found in _SOMEBODY.finditer(text)]
    yield from people
    yield from (found.word for found in words.find(words.tokens(text), _NOT_MADE) if not found.negated)
    if lexicons():
        heard = words_heard(text)
        for found in _WORD.finditer(text):
            word = found[0]
            plain = words.tokens(word)
            if len(word) < _SHORTEST or not word.islower() or heard & set(plain) or _in_dictionary(word):
                continue
            if found.end() < len(text) or not (_begins_known(word) or any(book.begins(word) for book in lexicons())):
                yield word


def _begins_known(word: str) -> bool:
    """Tell whether a word of the tables begins so, as one that is being typed does."""
    start = "".join(words.tokens(word))
    return any(known.startswith(start) for known in known_words())


def _in_dictionary(word: str) -> bool:
    """Tell whether English has the word, or each part of it, in this or a simpler form."""
    parts = word.replace("’", "'").split("-")
    return all(any(book.get(form) for form in _forms(part) for book in lexicons()) for part in parts if part)


def _forms(word: str) -> Iterator[str]:
    yield word
    yield word.capitalize()
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, f"{stem}e", stem[:-1])
