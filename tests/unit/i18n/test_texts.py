"""Texts are in the language of whoever they are for."""

from datetime import UTC, datetime

import pytest

from melodymaker.errors import InvalidInput, NotFound
from melodymaker.i18n import ENGLISH, LANGUAGES, Language, current, language_of, later, speaking, t, translated
from melodymaker.i18n.messages import date_text, formatted
from melodymaker.i18n.music import key_name

GERMAN = Language("de")
SONGS = "{count, plural, one {# song} other {# songs}}"


def test_a_text_is_in_the_current_language() -> None:
    assert t("Create") == "Create"
    with speaking(GERMAN):
        assert (t("Create"), current()) == ("Erstellen", GERMAN)
    assert current() == ENGLISH


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    assert [t(SONGS, count=count) for count in (0, 1, 1200)] == ["0 songs", "1 song", "1,200 songs"]
    with speaking(GERMAN):
        assert [t(SONGS, count=count) for count in (0, 1, 1200)] == ["0 Songs", "1 Song", "1.200 Songs"]


def test_a_text_in_no_catalogue_is_shown_as_it_is() -> None:
    with speaking(GERMAN):
        assert (translated("Song [live] {of mine}"), t("Nothing such")) == ("Song [live] {of mine}", "Nothing such")


def test_one_word_of_two_meanings_has_two_translations() -> None:
    with speaking(GERMAN):
        assert (t("by"), t("by", about="a song's artist")) == ("by", "von")  # the first has no translation
    assert t("by", about="a song's artist") == "by"


def test_an_error_speaks_to_whom_it_is_raised_for() -> None:
    with speaking(GERMAN):
        assert NotFound().message == "Das ist nicht mehr da."
        error = InvalidInput({"email": later("Enter your email."), "name": "Ana"})
        assert error.fields == {"email": "Gib deine E-Mail ein.", "name": "Ana"}
        assert error.message == "Gib deine E-Mail ein."


def test_choices_by_number_and_by_word() -> None:
    message = "{n, plural, =0 {none} one {one} other {#}} {kind, select, a {A} other {B}} {name}"
    assert formatted(message, {"n": 0, "kind": "a", "name": "x"}, "en") == "none A x"
    assert formatted(message, {"n": 2, "kind": "c", "name": "{n}"}, "en") == "2 B {n}"


def test_keys_are_named_as_musicians_name_them() -> None:
    assert [key_name(key) for key in ("B minor", "B♭ major", "")] == ["B minor", "B♭ major", ""]
    with speaking(GERMAN):
        assert [key_name(key) for key in ("B minor", "B♭ major", "")] == ["H-Moll", "B♭-Dur", ""]


def test_days_are_written_as_people_write_them() -> None:
    day = datetime(2026, 11, 7, tzinfo=UTC)
    assert (date_text(day, "en"), date_text(day, "de")) == ("7 November 2026", "7. November 2026")


@pytest.mark.parametrize(
    ("chosen", "accepted", "code"),
    [
        ("de", "en-US,en", "de"),
        ("", "de-AT,en;q=0.8", "de"),
        ("", "fr,de;q=0.8", "en"),
        ("en", "de", "en"),
        ("xx", "de", "de"),
        ("../de", "", "en"),
        ("", "", "en"),
        ("", "*", "en"),
    ],
)
def test_a_choice_goes_before_the_first_language_of_the_browser(chosen: str, accepted: str, code: str) -> None:
    assert language_of(chosen, accepted, LANGUAGES).code == code
