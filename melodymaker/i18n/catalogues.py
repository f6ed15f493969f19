"""The catalogues: one JSON file a language, from the English text in the code to the text that is shown."""

import json
from functools import cache
from typing import Any

from melodymaker.i18n.languages import CATALOGUES, ENGLISH, PSEUDO
from melodymaker.i18n.messages import parsed

_ACCENTS = str.maketrans("aeiouyncAEIOUYNC", "áéíóúýñçÁÉÍÓÚÝÑÇ")


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
    return _accented(parsed(message)) if "{" in message else message.translate(_ACCENTS)


def _accented(parts: Any) -> str:
    return "".join(part.translate(_ACCENTS) if isinstance(part, str) else _accented_value(part) for part in parts)


def _accented_value(part: dict[str, Any]) -> str:
    if part.get("hash"):
        return "#"
    if "options" not in part:
        return f"{{{part['name']}}}"
    options = " ".join(f"{name} {{{_accented(option)}}}" for name, option in part["options"].items())
    return f"{{{part['name']}, {part['type']}, {options}}}"
