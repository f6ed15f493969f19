"""The catalogues: one JSON file a language, from the English text in the code to the text that is shown."""

import json
import re
from functools import cache

from melodymaker.i18n.languages import CATALOGUES, ENGLISH, PSEUDO

_ACCENTS = str.maketrans("aeiouyncAEIOUYNC", "áéíóúýñçÁÉÍÓÚÝÑÇ")
_IN_BRACES = re.compile(r"\{[^{}]*\}|\{\w+, (?:plural|select),|(?:=\d+|\w+) (?=\{)")


@cache
def catalogue(language: str) -> dict[str, str]:
    """What is shown for each key; empty where there is no such file."""
    if language == PSEUDO.code:
        return {key: accented(text) for key, text in catalogue(ENGLISH.code).items()}
    path = CATALOGUES / f"{language}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def key_of(text: str, about: str = "") -> str:
    """The name of a text in the catalogues; `about` tells it from another of the same words."""
    return f"{text} [{about}]" if about else text


def lookup(key: str, language: str) -> str:
    """What is shown for a key: in this language, or else in English, or else the text in the code."""
    return catalogue(language).get(key) or catalogue(ENGLISH.code).get(key) or key


def accented(message: str) -> str:
    """The message with accents on all but the names of its values."""
    words, last = [], 0
    for braces in _IN_BRACES.finditer(message):
        words += [message[last : braces.start()].translate(_ACCENTS), braces[0]]
        last = braces.end()
    return "".join((*words, message[last:].translate(_ACCENTS)))
