"""The words of the interface, in each language that has a catalogue."""

from melodymaker.i18n.languages import ENGLISH, LANGUAGES, Language, language_of, offered
from melodymaker.i18n.marks import later
from melodymaker.i18n.texts import current, number, say, speaking, t, translated

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "Language",
    "current",
    "language_of",
    "later",
    "number",
    "offered",
    "say",
    "speaking",
    "t",
    "translated",
]
