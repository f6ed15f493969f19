"""Passkeys: what a device's answer has to be, and whose they are."""

import time

import pytest

from melodymaker.accounts import passkeys
from melodymaker.accounts.guests import open_guest
from melodymaker.accounts.passkeys import (
    NOT_TAKEN,
    add_passkey,
    new_passkey_options,
    passkeys_of,
    remove_passkey,
    sign_in_by_passkey,
    sign_in_options,
)
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.errors import InvalidInput, NotFound
from tests.conftest import PASSWORD, Adapters, Person
from tests.soft_passkeys import SoftPasskey

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

HERE = Visitor("192.0.2.1")


@pytest.fixture
def device(owner: Person) -> SoftPasskey:
    """The owner's device, with a passkey that is known here."""
    made = SoftPasskey()
    add_passkey(owner.id, made.create(new_passkey_options(owner.id, PASSWORD, HERE)), " My  phone ")
    return made


def test_a_passkey_signs_its_owner_in(owner: Person, device: SoftPasskey, adapters: Adapters) -> None:
    user = user_of_session(sign_in_by_passkey(device.get(sign_in_options(HERE)), HERE))
    assert user is not None
    assert user.id == owner.id
    (row,) = passkeys_of(owner.id)
    assert (row.name, bool(row.used)) == ("My phone", True)
    assert "My phone" in adapters.mailer.sent[-1].text


@pytest.mark.parametrize("fault", ["origin", "unverified", "copy", "unknown", "old", "other purpose", "changed"])
def test_an_answer_that_is_not_right_signs_nobody_in(
    owner: Person, device: SoftPasskey, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    options = sign_in_options(HERE)
    if fault == "origin":
        device.origin = "https://music.example.org"
    elif fault == "unverified":
        device.verifies = False
    elif fault == "copy":
        sign_in_by_passkey(device.get(sign_in_options(HERE)), HERE)
        device.count = 0
    elif fault == "unknown":
        device = SoftPasskey()
    elif fault == "old":
        later = time.time() + 601
        monkeypatch.setattr(passkeys.time, "time", lambda: later)
    elif fault == "other purpose":
        made = new_passkey_options(owner.id, PASSWORD, HERE)
        options = made.replace('"rp": {"name": "MelodyMaker", "id": "localhost"}', '"rpId": "localhost"')
        assert "rpId" in options
    answer = device.get(options)
    if fault == "changed":
        answer = answer.replace('signature": "', 'signature": "AAAA')
    with pytest.raises(InvalidInput):
        sign_in_by_passkey(answer, HERE)


def test_an_answer_works_once(device: SoftPasskey) -> None:
    answer = device.get(sign_in_options(HERE))
    sign_in_by_passkey(answer, HERE)
    with pytest.raises(InvalidInput):
        sign_in_by_passkey(answer, HERE)


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "[" * 5_000, '{"id": 1, "response": {"clientDataJSON": "e30"}}']
)
def test_what_is_no_answer_is_refused(owner: Person, answer: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        sign_in_by_passkey(answer, HERE)
    assert caught.value.message == NOT_TAKEN
    with pytest.raises(InvalidInput):
        add_passkey(owner.id, answer, "")


def test_a_passkey_is_made_for_whoever_asked_and_typed_the_password(owner: Person, outsider: Person) -> None:
    with pytest.raises(InvalidInput) as caught:
        new_passkey_options(owner.id, "not it", HERE)
    assert list(caught.value.fields) == ["passkey_password"]
    answer = SoftPasskey().create(new_passkey_options(owner.id, PASSWORD, HERE))
    with pytest.raises(InvalidInput):
        add_passkey(outsider.id, answer, "")
    add_passkey(owner.id, answer, "")
    assert [row.name for row in passkeys_of(owner.id)] == ["Passkey 1"]
    with pytest.raises(InvalidInput):
        add_passkey(owner.id, answer, "")


def test_guests_have_no_passkeys(owner: Person) -> None:
    guest = user_of_session(open_guest(HERE))
    assert guest is not None
    with pytest.raises(NotFound):
        new_passkey_options(guest.id, "", HERE)


def test_a_removed_passkey_signs_nobody_in(owner: Person, outsider: Person, device: SoftPasskey) -> None:
    (row,) = passkeys_of(owner.id)
    with pytest.raises(NotFound):
        remove_passkey(outsider.id, row.id)
    remove_passkey(owner.id, row.id)
    with pytest.raises(InvalidInput):
        sign_in_by_passkey(device.get(sign_in_options(HERE)), HERE)
