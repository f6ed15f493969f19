"""Handles: chosen, suggested, changed, and where a former one leads."""

from datetime import timedelta

import pytest

from melodymaker import db
from melodymaker.accounts import service as accounts
from melodymaker.accounts.handles import (
    REDIRECT,
    change_handle,
    checked_handle,
    forget_former_handles,
    person_with,
    suggested_handle,
)
from melodymaker.accounts.queries import user_of_session
from melodymaker.db.models import User, now
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.types import UserId
from tests.conftest import PASSWORD, Person


def _handle_of(user_id: UserId) -> str:
    with db.read() as session:
        return session.get_one(User, user_id).handle


def _change(user_id: UserId, handle: str) -> None:
    with db.transaction() as session:
        change_handle(session, session.get_one(User, user_id), handle)


def _sign_up(name: str, handle: str = "") -> str:
    visitor = accounts.Visitor("127.0.0.1")
    user = user_of_session(accounts.sign_up(name, f"{len(name)}{handle}@example.org", PASSWORD, visitor, handle))
    assert user
    return user.handle


@pytest.mark.parametrize("typed", ["Mira_Sol", " @mira_sol ", "MIRA_SOL"])
def test_a_handle_is_in_small_letters_and_without_the_at(typed: str) -> None:
    assert checked_handle(typed) == "mira_sol"


@pytest.mark.parametrize("typed", ["", "ab", "a" * 31, "mira sol", "mira-sol", "müra", "admin", "Settings", "雨雨雨"])
def test_a_handle_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        checked_handle(typed)
    assert list(caught.value.fields) == ["handle"]


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ana Lindqvist", "ana_lindqvist"),
        ("Zoë  Müller!", "zoe_muller"),
        ("Σοφία", "sofia"),
        ("Admin", "admin_music"),
        ("!!!", "listener"),
        ("x" * 60, "x" * 30),
        ("Mira", "mira_2"),
    ],
)
def test_a_handle_is_suggested_from_the_name(owner: Person, name: str, handle: str) -> None:
    assert _handle_of(owner.id) == "mira"
    assert suggested_handle(name) == handle


def test_sign_up_takes_the_chosen_handle_and_refuses_a_taken_one(owner: Person) -> None:
    assert _sign_up("Tom", "tom_the_cat") == "tom_the_cat"
    with pytest.raises(InvalidInput) as caught:
        _sign_up("Thomas", "Tom_The_Cat")
    assert list(caught.value.fields) == ["handle"]
    assert _sign_up("Mira", "") == "mira_2"
    assert _handle_of(owner.id) == "mira"


def test_a_former_handle_leads_to_the_new_one_for_ninety_days_and_stays_reserved(
    owner: Person, outsider: Person
) -> None:
    _change(owner.id, "mira_sings")
    with db.read() as session:
        assert person_with(session, "mira").id == person_with(session, "MIRA_sings").id == owner.id
    with pytest.raises(InvalidInput):
        _change(outsider.id, "mira")
    assert suggested_handle("Mira") == "mira_2"
    assert forget_former_handles(now() + REDIRECT - timedelta(hours=1)) == 0
    assert forget_former_handles(now() + REDIRECT + timedelta(hours=1)) == 1
    with db.read() as session, pytest.raises(NotFound):
        person_with(session, "mira")
    _change(outsider.id, "mira")
    assert _handle_of(outsider.id) == "mira"


def test_one_may_return_to_a_former_handle(owner: Person) -> None:
    for handle in ("second", "third", "mira"):
        _change(owner.id, handle)
    assert _handle_of(owner.id) == "mira"
    with db.read() as session:
        assert {person_with(session, handle).id for handle in ("mira", "second", "third")} == {owner.id}


def test_the_first_account_is_an_admin_and_no_other(owner: Person, outsider: Person) -> None:
    with db.read() as session:
        assert [session.get_one(User, person.id).admin for person in (owner, outsider)] == [True, False]
