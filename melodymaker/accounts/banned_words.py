"""Words that the site's owner does not want in what people write (the setting BANNED_WORDS)."""

from functools import cache

from melodymaker import ports
from melodymaker.db.search_text import search_terms, searchable
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t


def banned_word_errors(fields: dict[str, str]) -> dict[str, str]:
    """A message for each field whose text holds a banned word: whole, in any case, with or without accents."""
    banned = ports.in_use().banned_words
    if not banned:
        return {}
    found = {name: _found(text, banned) for name, text in fields.items() if text}
    return {
        name: t("“{word}” is not allowed here. Write it in another way.", word=word)
        for name, word in found.items()
        if word
    }


def refuse_banned_words(**fields: str) -> None:
    """Raise InvalidInput, with the fields at fault, where one of these texts holds a banned word."""
    if errors := banned_word_errors(fields):
        raise InvalidInput(errors)


def _found(text: str, banned: tuple[str, ...]) -> str:
    tokens = f" {searchable(text)} "
    return next((word for word in banned if _tokens(word) and f" {_tokens(word)} " in tokens), "")


@cache
def _tokens(word: str) -> str:
    return " ".join(token for term in search_terms(word) for token in term)
