"""A text of the interface in the language of whoever it is for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from melodymaker.i18n import marks
from melodymaker.i18n.catalogues import key_of, lookup
from melodymaker.i18n.languages import ENGLISH, Language
from melodymaker.i18n.messages import formatted, number_text

_current: ContextVar[Language] = ContextVar("language")


def current() -> Language:
    """The language of whoever this is done for."""
    return _current.get(ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Have texts in this language until the block ends."""
    token = _current.set(language)
    try:
        yield
    finally:
        _current.reset(token)


def speak(language: Language) -> None:
    """Have texts in this language for the rest of this task."""
    _current.set(language)


def t(text: str, /, *, about: str = "", **values: object) -> str:
    """The text in the current language; in a page that is built, a mark that is replaced in each language.

    With values, the text is a message in ICU's format. `about` tells apart what English says with the same words.
    """
    key = key_of(text, about)
    language = _current.get(None)
    # Who has a language is answered, and no page is built meanwhile; to ask Reflex takes longer than the text.
    if language is None and marks.in_use():
        return marks.text_mark(key, values)
    return say(key, values, language or ENGLISH)


def translated(text: str) -> str:
    """What `later` has noted, in the current language; any other text as it is."""
    return say(text, {}, current())


def number(value: float) -> str:
    """The number as the current language writes it, with three decimals at most."""
    return number_text(value, current().code)


def say(key: str, values: dict[str, object], language: Language) -> str:
    """The text of a key of the catalogues in a language."""
    message = lookup(key, language.code)
    return formatted(message, values, language.code) if values else message
