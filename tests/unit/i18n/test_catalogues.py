"""Every text of the interface is in every catalogue, and each translation needs the same values."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from melodymaker.i18n import LANGUAGES, offered
from melodymaker.i18n.catalogues import accented, catalogue
from melodymaker.i18n.collect import texts, updated
from melodymaker.i18n.languages import CATALOGUES, PSEUDO
from melodymaker.i18n.messages import names

CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_holds_every_text_of_the_code_and_no_other(code: str) -> None:
    assert list(catalogue(code)) == list(texts()), "make texts brings them up to date"
    assert not [key for key, text in catalogue(code).items() if not text], "to be translated"


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_values_and_the_edges_of_the_english_text(code: str) -> None:
    english = catalogue("en")
    for key, text in catalogue(code).items():
        assert _edges(text) == _edges(english[key]), key
        if "{" in english[key]:
            assert names(text) == names(english[key]), key


NAMES = {"MelodyMaker", "CSV"}


def test_no_element_of_a_page_holds_words_that_are_in_no_catalogue() -> None:
    found = [one for path in (CATALOGUES.parents[1]).rglob("*.py") for one in _words_of_elements(path)]
    assert [one for one in found if one[1] not in NAMES] == []


def _words_of_elements(path: Path) -> Iterator[tuple[str, str]]:
    """The words between tags; what an element has by name are addresses, classes and the like."""
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    for call in calls:
        name = ast.unparse(call.func)
        if not (name.startswith("rx.el.") or name in {"rx.fragment", "link", "quiet_button", "primary_button"}):
            continue
        for given in call.args:
            constants = [node for node in (given, *getattr(given, "values", ())) if isinstance(node, ast.Constant)]
            for constant in constants:
                if isinstance(constant.value, str) and re.search(r"[A-Za-z]{2}", constant.value):
                    yield f"{path.name}:{call.lineno}", constant.value


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_is_written_as_make_texts_writes_it(code: str) -> None:
    written = (CATALOGUES / f"{code}.json").read_text("utf-8")
    assert written == json.dumps(catalogue(code), ensure_ascii=False, indent=1) + "\n"


def test_german_is_german() -> None:
    german = catalogue("de")
    same = [key for key, text in catalogue("en").items() if german[key] == text and len(text.split()) > 3]
    assert len(same) < 10, "prompts, which are for an engine that reads English, and nothing else"


def test_new_texts_get_a_line_and_gone_ones_lose_theirs() -> None:
    assert updated({"a": "x", "gone": "y"}, {"a": "a", "new": "new"}, english=False) == {"a": "x", "new": ""}
    assert updated({"a": "own word"}, {"a": "a", "new": "new"}, english=True) == {"a": "own word", "new": "new"}


def test_the_pseudolocale_leaves_no_vowel_plain_and_every_value_named() -> None:
    assert accented("Hear {name} again") == "Héár {name} ágáíñ"
    assert accented("{n, plural, one {# song} other {# songs}}") == "{n, plural, one {# sóñg} other {# sóñgs}}"
    for key, text in catalogue(PSEUDO.code).items():
        if "{" in key:
            assert names(text) == names(catalogue("en")[key])


def test_languages_are_offered_by_their_codes_after_english() -> None:
    assert [language.code for language in offered("de,ar-XB")] == ["en", "de", "ar-XB"]
    assert offered("") == LANGUAGES
    with pytest.raises(ValueError, match="xx"):
        offered("de,xx")


def _edges(text: str) -> tuple[bool, bool]:
    return text != text.lstrip(), text != text.rstrip()
