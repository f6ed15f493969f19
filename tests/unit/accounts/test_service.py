"""Sign-up, sign-in, sessions."""

import contextlib
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from pwdlib import PasswordHash
from sqlmodel import select

from melodymaker import db, ports
from melodymaker.accounts import passwords, service, sessions
from melodymaker.accounts.fields import parsed_email
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.accounts.sign_in_limits import network_of
from melodymaker.adapters.log_mailer import LogMailer
from melodymaker.db.models import User, UserSession, now
from melodymaker.errors import InvalidInput, TooManyAttempts
from tests.conftest import PASSWORD, Adapters, Person

HERE = Visitor("127.0.0.1", "a browser")


def test_a_new_account_is_signed_in_at_once(owner: Person) -> None:
    user = user_of_session(owner.token)
    assert user is not None
    assert user.name == "Mira"


def test_only_hashes_are_stored(owner: Person) -> None:
    with db.read() as session:
        stored = session.exec(select(UserSession)).one()
        user = session.exec(select(User)).one()
    assert owner.token not in stored.model_dump_json()
    assert PASSWORD not in user.password_hash
    assert user.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("name", "email", "password", "field"),
    [
        ("", "a@example.com", PASSWORD, "name"),
        ("   ", "a@example.com", PASSWORD, "name"),
        ("M" * 61, "a@example.com", PASSWORD, "name"),
        ("Mira", "", PASSWORD, "email"),
        ("Mira", "mira.example.com", PASSWORD, "email"),
        ("Mira", "mira@", PASSWORD, "email"),
        ("Mira", "a@example.com", "short", "password"),
        ("Mira", "a@example.com", "aaaaaaaaaaaa", "password"),
        ("Mira", "a@example.com", "password", "password"),
        ("Mira", "a@example.com", "x" * 201, "password"),
    ],
)
def test_sign_up_errors_name_their_fields(adapters: object, name: str, email: str, password: str, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.sign_up(name, email, password, HERE)
    assert list(caught.value.fields) == [field]


def test_emails_are_unique_ignoring_case_and_spaces(owner: Person) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.sign_up("Other", " MIRA@Example.com ", PASSWORD + " of another", HERE)
    assert caught.value.fields == {"email": service.TAKEN}


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [
        ("gr\u00fc\u00dfe aus k\u00f6ln", "gru\u0308\u00dfe aus ko\u0308ln"),
        (
            "\u30ac\u30ae\u30b0\u30b2\u30b4\u30ab\u30ad\u30af",
            "\uff76\uff9e\uff77\uff9e\uff78\uff9e\uff79\uff9e\uff7a\uff9e\uff76\uff77\uff78",
        ),
        ("three words in a row", "\uff54hree words in a row"),
    ],
)
def test_a_password_is_the_same_however_its_letters_are_sent(adapters: Adapters, chosen: str, typed: str) -> None:
    first, second = passwords.hashed(chosen), passwords.hashed(typed)
    for password_hash in (first, second):
        assert passwords.verified(chosen, password_hash)
        assert passwords.verified(typed, password_hash)
        assert not passwords.verified(f"{typed}.", password_hash)


def test_a_password_that_was_hashed_as_typed_still_opens(adapters: Adapters) -> None:
    typed = "gru\u0308\u00dfe aus ko\u0308ln"
    for as_typed in (typed, unicodedata.normalize("NFC", typed), "\uff54" + "hree words"):
        earlier = PasswordHash.recommended().hash(as_typed)
        assert passwords.verified(as_typed, earlier)
    assert passwords.verified(unicodedata.normalize("NFC", typed), PasswordHash.recommended().hash(typed))


def test_an_email_is_the_same_in_letters_of_full_width(owner: Person) -> None:
    user = user_of_session(service.sign_in("\uff4dira@example.com", PASSWORD, HERE))
    assert user is not None
    assert user.id == owner.id


def test_an_email_that_was_stored_in_letters_of_full_width_still_opens(owner: Person) -> None:
    with db.transaction() as session:
        session.exec(sa.update(User).where(User.id == owner.id).values(email="\uff4dira@example.com"))
    user = user_of_session(service.sign_in("\uff2dira@example.com", PASSWORD, HERE))
    assert user is not None


@pytest.mark.parametrize("email", ["me@home.local", "me@nas", "me@router.lan", "me@192.home.arpa"])
def test_a_home_networks_address_will_do_where_no_mail_is_sent(adapters: Adapters, email: str) -> None:
    ports.use(replace(ports.in_use(), mailer=LogMailer()))
    assert parsed_email(email) == (email, "")
    assert user_of_session(service.sign_up("Me", email, PASSWORD, HERE)) is not None


def test_where_mails_are_sent_they_have_to_get_there(adapters: Adapters) -> None:
    assert ports.in_use().mailer.delivers
    assert parsed_email("me@home.local")[1]


@pytest.mark.parametrize("handle", ["", "mira2"])
def test_a_sign_up_that_comes_twice_opens_one_account(adapters: Adapters, handle: str) -> None:
    form = ("Mira", "mira2@example.com", PASSWORD, HERE, handle)
    with ThreadPoolExecutor(2) as pool:
        tokens = [one.result() for one in [pool.submit(service.sign_up, *form) for _ in range(2)]]
    first, second = map(user_of_session, tokens)
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_the_right_password_signs_in(owner: Person) -> None:
    user = user_of_session(service.sign_in("Mira@example.com", PASSWORD, HERE))
    assert user is not None
    assert user.id == owner.id


def test_a_wrong_password_and_an_unknown_email_get_the_same_answer(owner: Person) -> None:
    answers = []
    for email in ("mira@example.com", "nobody@example.com"):
        with pytest.raises(InvalidInput) as caught:
            service.sign_in(email, "not the password", HERE)
        answers.append(caught.value.fields)
    assert answers[0] == answers[1] == {"password": service.WRONG}


def test_signing_out_ends_this_session_only(owner: Person) -> None:
    other = service.sign_in("mira@example.com", PASSWORD, HERE)
    sessions.sign_out(owner.token)
    assert user_of_session(owner.token) is None
    assert user_of_session(other) is not None


def test_the_eleventh_attempt_on_an_account_from_one_network_is_refused(owner: Person) -> None:
    for _ in range(10):
        _attempt(HERE, "mira@example.com", password="")
    with pytest.raises(TooManyAttempts):
        service.sign_in("mira@example.com", PASSWORD, HERE)


def test_attempts_from_another_network_do_not_lock_the_owner_out(owner: Person) -> None:
    for _ in range(12):
        with contextlib.suppress(TooManyAttempts):
            _attempt(Visitor("10.0.0.1"), "mira@example.com", password="")
    assert user_of_session(service.sign_in("mira@example.com", PASSWORD, HERE))


@pytest.mark.parametrize(
    "email",
    [
        " MIRA@Example.com",
        "mira@ｅｘａｍｐｌｅ．ｃｏｍ",
        "ｍｉｒａ@example.com",
        "mi\u200bra@example.com",
        "mira@example。com",
    ],
)
def test_attempts_are_counted_by_normalised_email(adapters: object, email: str) -> None:
    for _ in range(10):
        _attempt(HERE, "mira@example.com", password="")
    with pytest.raises(TooManyAttempts):
        service.sign_in(email, "", HERE)


def test_attempts_with_malformed_emails_are_counted(adapters: object) -> None:
    for email in ["no address", " NO ADDRESS", "ｎｏ  address"] * 3 + ["no address"]:
        _attempt(HERE, email, password="")
    with pytest.raises(TooManyAttempts):
        service.sign_in("No Address", "", HERE)


def test_the_thirty_first_attempt_from_one_network_is_refused(adapters: object) -> None:
    for number in range(30):
        _attempt(Visitor(f"2001:db8::{number}"), f"{number}@example.com", password="")
    with pytest.raises(TooManyAttempts):
        service.sign_in("another@example.com", "", Visitor("2001:db8::ffff"))
    _attempt(Visitor("2001:db8:0:1::1"), "another@example.com", password="")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8::1", "2001:db8::/64"),
        ("2001:db8:0:0:ffff::1%eth0", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("testclient", "testclient"),
        ("x" * 1000, "x" * 100),
        ("", ""),
    ],
)
def test_networks_are_grouped_by_customer_prefix(address: str, network: str) -> None:
    assert network_of(address) == network


def test_signing_in_or_up_ends_the_session_that_it_replaces(owner: Person) -> None:
    elsewhere = service.sign_in("mira@example.com", PASSWORD, HERE)
    second = service.sign_in("mira@example.com", PASSWORD, Visitor("127.0.0.1", session=owner.token))
    assert user_of_session(owner.token) is None
    third = service.sign_up("Okto", "okto@example.com", PASSWORD, Visitor("127.0.0.1", session=second))
    assert user_of_session(second) is None
    assert user_of_session(third)
    assert user_of_session(elsewhere)


def test_a_refused_sign_in_keeps_the_old_session(owner: Person) -> None:
    _attempt(Visitor("127.0.0.1", session=owner.token), "mira@example.com")
    assert user_of_session(owner.token)


def test_an_unknown_account_is_compared_with_a_hash_of_the_same_cost(
    owner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    monkeypatch.setattr(passwords._hasher, "verify", lambda _password, stored: compared.append(stored) or True)
    with pytest.raises(InvalidInput):
        service.sign_in("nobody@example.com", PASSWORD, HERE)
    service.sign_in("mira@example.com", PASSWORD, HERE)
    unknown, known = compared
    assert unknown.split("$")[:4] == known.split("$")[:4]


def test_an_expired_session_is_deleted(owner: Person) -> None:
    _move_session(expires_at=now() - timedelta(seconds=1))
    assert user_of_session(owner.token) is None
    assert sessions.forget_expired_sessions() == 1


def test_a_used_session_is_renewed_now_and_then(owner: Person) -> None:
    soon = now() + timedelta(days=3)
    _move_session(expires_at=soon)
    sessions.renew_session(owner.token)
    assert _expiry() == soon
    _move_session(renewed_at=now() - timedelta(days=2))
    user = user_of_session(owner.token)
    assert user is not None
    assert user.stale
    sessions.renew_session(owner.token)
    assert _expiry() > now() + timedelta(days=29)


def _attempt(visitor: Visitor, email: str, password: str = "wrong") -> None:
    with contextlib.suppress(InvalidInput):
        service.sign_in(email, password, visitor)


def _move_session(**values: object) -> None:
    with db.transaction() as session:
        session.exec(sa.update(UserSession).values(**values))


def _expiry() -> object:
    with db.read() as session:
        return session.exec(select(UserSession.expires_at)).one()
