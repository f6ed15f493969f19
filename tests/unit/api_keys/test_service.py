"""Keys: whom they stand for, what is stored of them, and how they end."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.api_keys.queries import keys_of
from melodymaker.api_keys.service import (
    MAX_KEYS,
    KeyHolder,
    create_app_password,
    create_key,
    holder_of,
    holder_of_password,
    revoke_key,
)
from melodymaker.db.models import ApiKey, now
from melodymaker.errors import InvalidInput, NotFound
from tests.conftest import Person


def test_a_key_stands_for_its_owner_until_it_is_revoked(owner: Person) -> None:
    made = create_key(owner.id, "Script", may_create=True)
    assert holder_of(made.key) == KeyHolder(owner.id, made.id, may_create=True)
    assert revoke_key(owner.id, made.id) == "Script"
    assert holder_of(made.key) is None


def test_a_key_that_only_reads_says_so(owner: Person) -> None:
    found = holder_of(create_key(owner.id, "Reader", may_create=False).key)
    assert found is not None
    assert not found.may_create


@pytest.mark.parametrize("key", ["", "mm_", "mm_wrong", "x" * 1_000, "mm_\ud800", "mm_' OR 1=1 --"])
def test_unknown_keys_stand_for_nobody(owner: Person, key: str) -> None:
    create_key(owner.id, "Script", may_create=True)
    create_app_password(owner.id, "Phone")
    assert holder_of(key) is None


def test_nothing_that_is_stored_lets_anybody_in(owner: Person) -> None:
    made = create_key(owner.id, "Script", may_create=True)
    password = create_app_password(owner.id, "Phone")
    with db.read() as session:
        stored = str(session.connection().execute(sa.select(ApiKey)).all())
    assert made.key not in stored
    assert password.key not in stored


def test_an_app_password_is_the_handles_own(owner: Person, outsider: Person) -> None:
    mine = create_app_password(owner.id, "Phone")
    other = create_app_password(outsider.id, "Tablet")
    found = holder_of_password("Mira", lambda password: password == mine.key)
    assert found == KeyHolder(owner.id, mine.id, may_create=True)
    assert holder_of_password("mira", lambda password: password == other.key) is None
    assert holder_of(mine.key) is None, "it is no key of the API"
    revoke_key(owner.id, mine.id)
    assert holder_of_password("mira", lambda password: password == mine.key) is None


def test_nobody_revokes_anothers_key(owner: Person, outsider: Person) -> None:
    made = create_key(owner.id, "Script", may_create=True)
    for wrong in (made.id, "no-such-key", ""):
        with pytest.raises(NotFound):
            revoke_key(outsider.id, wrong)
    assert holder_of(made.key) is not None


def test_the_list_says_what_each_key_may_and_when_it_was_used(owner: Person) -> None:
    made = create_key(owner.id, " My  script ", may_create=False)
    row = keys_of(owner.id)[0]
    assert (row.name, row.about, row.used_at) == ("My script", f"Reads only · ends with {made.key[-4:]}", "")
    holder_of(made.key)
    used_at = keys_of(owner.id)[0].used_at
    assert used_at
    holder_of(made.key)
    assert keys_of(owner.id)[0].used_at == used_at, "not written at each use"
    with db.transaction() as session:
        session.exec(select(ApiKey)).one().used_at = now() - timedelta(minutes=2)
    holder_of(made.key)
    assert keys_of(owner.id)[0].used_at > used_at


@pytest.mark.parametrize("name", ["", " \n", "x" * 61])
def test_create_key_refuses_names_that_are_empty_or_too_long(owner: Person, name: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        create_key(owner.id, name, may_create=True)
    assert list(raised.value.fields) == ["name"]


def test_nobody_has_endless_keys(owner: Person) -> None:
    for number in range(MAX_KEYS):
        create_key(owner.id, f"Key {number}", may_create=True)
    with pytest.raises(InvalidInput, match="Revoke one first"):
        create_app_password(owner.id, "One more")
