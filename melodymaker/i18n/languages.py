"""Which languages there are, and which one somebody reads."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from babel import Locale

CATALOGUES = Path(__file__).parent / "catalogues"
COOKIE = "language"
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_FIRST = re.compile(r"[A-Za-z]{2,3}\b")
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "ur", "yi"})


@dataclass(frozen=True)
class Language:
    """A language of the interface, by its tag (BCP 47)."""

    code: str

    @property
    def name(self) -> str:
        """What those who speak it call it."""
        return "Pseudo" if self.code.endswith("-XB") else str(Locale.parse(self.code, sep="-").display_name)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way it is written."""
        return "rtl" if self.code.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


ENGLISH = Language("en")
PSEUDO = Language("ar-XB")
"""No language, but English with accents, from right to left: what is plain in it is in no catalogue (CLDR)."""

_CODES = sorted(path.stem for path in CATALOGUES.glob("*.json"))
LANGUAGES = (ENGLISH, *(Language(code) for code in _CODES if code != ENGLISH.code))


def offered(names: str = "") -> tuple[Language, ...]:
    """The languages that these codes name, with commas, after English; all that have a catalogue where there are none.

    Raises ValueError with the code that is no language here.
    """
    known = {language.code: language for language in (*LANGUAGES, PSEUDO)}
    codes = [name.strip() for name in names.split(",") if name.strip()]
    for code in codes:
        if code not in known:
            raise ValueError(code)
    return (ENGLISH, *(known[code] for code in dict.fromkeys(codes) if code != ENGLISH.code)) if codes else LANGUAGES


def language_of(chosen: str, accepted: str, languages: tuple[Language, ...]) -> Language:
    """The one that somebody has chosen; else the first one of their browser's list (RFC 9110, 12.5.4), else English.

    A proxy that serves the pages decides the same way, by the list's first entry alone.
    """
    by_code = {language.code: language for language in languages}
    if _CODE.fullmatch(chosen) and chosen in by_code:
        return by_code[chosen]
    first = _FIRST.match(accepted.lstrip())
    return by_code.get(first[0].lower() if first else "", ENGLISH)
