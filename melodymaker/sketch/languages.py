"""Where a request asks for words in a language that the engine does not write: "in French", "Spanish lyrics"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from melodymaker.sketch.tables.text import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

_LANGUAGES = "|".join(
    listed("""
    afrikaans albanian arabic armenian basque bengali bulgarian cantonese catalan chinese croatian czech danish dutch
    esperanto estonian farsi filipino finnish french gaelic galician georgian german greek hawaiian hebrew hindi
    hungarian icelandic indonesian irish italian japanese klingon korean latin latvian lithuanian malay mandarin
    norwegian persian polish portuguese punjabi romanian russian sanskrit serbian slovak slovene slovenian spanish
    swahili swedish tagalog tamil telugu thai turkish ukrainian urdu vietnamese welsh yiddish yoruba zulu
    """)
)
# What may come after the language: "in Spanish guitar style" and "in Latin America" name none.
_AFTER = (
    r"(?=\s*(?:$|[,.;:!?()\n\"“”—–])|\s+(?:about|as|at|but|by|for|from|if|instead|language|only|please|that|to|too|"
    rf"which|with|without|over|and (?:english|{_LANGUAGES})\b)\b)"
)
_IN = re.compile(rf"\bin (?:{_LANGUAGES})\b{_AFTER}", re.IGNORECASE)
_WORDS_IN = re.compile(
    rf"\b(?:{_LANGUAGES})[ -](?:language|lyrics?|words|text|verses?|vocals?|(?:fe)?male vocals?)\b", re.IGNORECASE
)
# As people say it who speak it.
_OWN = re.compile(
    r"\b(?:auf (?:deutsch|spanisch|französisch|italienisch)|en (?:français|francais|español|espanol|castellano|"
    r"allemand|italien|italiano|português|portugues)|in (?:italiano|francese|spagnolo|deutsch)|em português|"
    r"på (?:svenska|norsk|dansk)|po polsku|по-русски|на русском|suomeksi)\b",
    re.IGNORECASE,
)


def languages_in(text: str) -> Iterator[re.Match[str]]:
    """Yield each place where the text asks for a language other than English, as it is written there."""
    for pattern in (_IN, _WORDS_IN, _OWN):
        yield from pattern.finditer(text)
