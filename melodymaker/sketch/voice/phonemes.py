"""English words as phonemes: how each is said, how many syllables it has, and what of it rhymes.

The alphabet is misaki's: one character a sound, with "ˈ" or "ˌ" before a vowel that is stressed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from melodymaker.sketch.voice.lexicon import lexicons
from melodymaker.sketch.voice.numerals import spelled_out
from melodymaker.sketch.voice.spelling import VOWELS, said_by_rule

STRESSES = frozenset("ˈˌ")
READ_AT_MOST = 2_000
_LONGEST_WORD = 40
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|['’][^\W\d_]+")
_ASIDE = re.compile(r"\([^()]*\)")
_HELD = re.compile(r"(.)\1{2,}")
_ONE_SYLLABLE = re.compile(r"(?:ire|yre|our)(?:s|d|'s)?$")
_VOICELESS = frozenset("ptkfθ")
_HISSING = frozenset("szʃʒʧʤ")
# Where the dictionary's first reading is not the one that a lyric means.
_READINGS = {
    "a": "ɐ",
    "an": "ɐn",
    "the": "ðə",
    "to": "tu",
    "i": "ˌI",
    "live": "lˈɪv",
    "lives": "lˈɪvz",
    "use": "jˈuz",
    "ooh": "ˈu",
    "oo": "ˈu",
    "ah": "ˈɑ",
    "aah": "ˈɑ",
    "oh": "ˈO",
    "ohh": "ˈO",
    "na": "nˈɑ",
    "la": "lˈɑ",
    "da": "dˈɑ",
    "doo": "dˈu",
    "mm": "ˈʌm",
    "mmm": "ˈʌm",
    "hm": "hˈʌm",
    "hmm": "hˈʌm",
    "whoa": "wˈO",
    "woah": "wˈO",
    "yeah": "jˈɛə",
}
_LIKE = {"ᵊ": "ə", "ᵻ": "ɪ", "ɐ": "ə", "T": "t", "ɾ": "t"}


def pronounce(word: str) -> tuple[str, ...] | None:
    """Return the sounds of a word, stress marks among them: from the dictionary, else by the rules of spelling.

    None for what is no word of Latin letters. A number is a word for each that is read out: spell it out first
    (`words`).
    """
    sounds = _known(word) or _ruled(word)
    return tuple(sounds) if sounds else None


def is_known(word: str) -> bool:
    """Tell whether the dictionary has the word, or what it is derived from."""
    return bool(_known(word))


def words(line: str) -> list[str]:
    """Return the words of a line as they are sung, with its numbers read out."""
    return [match.replace("’", "'") for match in _WORD.findall(spelled_out(line[:READ_AT_MOST]))]


def syllables(line: str) -> int:
    """Return how many syllables the lead sings in a line; what stands in (parentheses) is for others."""
    lead = words(_ASIDE.sub(" ", line)) or words(line)
    return sum(syllable_count(pronounce(word) or ()) for word in lead)


def syllable_count(sounds: tuple[str, ...] | str) -> int:
    """Return the number of vowels among the sounds."""
    return sum(sound in VOWELS for sound in sounds)


def rhyme_part(word: str) -> str | None:
    """Return the sounds from the last stressed vowel on, alike where words rhyme; None where nothing can be said.

    Words that rhyme have the same part, and for a true rhyme another consonant before it.
    """
    sounds = pronounce(word)
    if not sounds:
        return None
    marked = [index for index, sound in enumerate(sounds) if sound in STRESSES]
    vowels = [index for index, sound in enumerate(sounds) if sound in VOWELS]
    start = marked[-1] + 1 if marked else vowels[-1]
    return "".join(_LIKE.get(sound, sound) for sound in sounds[start:])


@lru_cache(maxsize=4096)
def _known(word: str) -> str | None:
    word = _plain(word)
    for spelling in _spellings(word):
        lower = spelling.lower()
        found = (
            _READINGS.get(lower) or _entry(lower) or _entry(spelling) or _entry(lower.capitalize()) or _derived(lower)
        )
        if found:
            return _in_one_syllable(lower, found.replace("ɾ", "T").replace("ʔ", "t"))
    return None


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word[:_LONGEST_WORD].replace("’", "'"))
    return "".join(char for char in decomposed if char.isascii())


def _spellings(word: str) -> list[str]:
    """The word, and what it may be written for: "lovin'" is loving, "sooo" is so."""
    bare = word.strip("'")
    found = [word, bare]
    if bare.lower().endswith("in") and word.endswith("'"):
        found.append(bare + "g")
    if _HELD.search(bare):
        found += [_HELD.sub(r"\1\1", bare), _HELD.sub(r"\1", bare)]
    return [spelling for spelling in dict.fromkeys(found) if spelling]


def _entry(word: str) -> str | None:
    return next((sounds for lexicon in lexicons() if (sounds := lexicon.get(word))), None)


def _derived(word: str) -> str | None:
    """A plural, a past or an -ing whose stem is known."""
    for ending, stems, extended in (
        ("'s", ("",), _plural),
        ("s'", ("",), _plural),
        ("ies", ("y",), _plural),
        ("es", ("", "e"), _plural),
        ("s", ("",), _plural),
        ("ed", ("", "e"), _past),
        ("ing", ("", "e"), _progressive),
        ("'d", ("",), _past),
        ("'ll", ("",), lambda sounds: sounds + "ᵊl"),
    ):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2:
            continue
        doubled = (stem[:-1],) if len(stem) > 3 and stem[-1] == stem[-2] else ()
        for root in (*(stem + end for end in stems), *doubled):
            sounds = _entry(root) or _entry(root.capitalize())
            if sounds:
                return extended(sounds)
    return None


def _plural(sounds: str) -> str:
    return sounds + ("ᵻz" if sounds[-1] in _HISSING else "s" if sounds[-1] in _VOICELESS else "z")


def _past(sounds: str) -> str:
    return sounds + ("ᵻd" if sounds[-1] in "td" else "t" if sounds[-1] in "pkfθʃsʧ" else "d")


def _progressive(sounds: str) -> str:
    return sounds + "ɪŋ"


def _in_one_syllable(word: str, sounds: str) -> str:
    """Fire, desire and hour are sung on one note."""
    return sounds.replace("Iəɹ", "Iɹ").replace("Wəɹ", "Wɹ") if _ONE_SYLLABLE.search(word) else sounds


@lru_cache(maxsize=4096)
def _ruled(word: str) -> str:
    plain = _plain(word)
    # Three capitals that are no word are letters: USA, DJ, TV.
    if plain.isupper() and 1 < len(plain) <= 3:
        return "".join(_entry(letter) or "" for letter in plain)
    letters = "".join(char for char in plain.lower() if char.isalpha())
    return said_by_rule(letters)
