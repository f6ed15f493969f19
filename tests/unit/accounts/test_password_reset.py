"""Another password by a link in a mail."""

import contextlib

import pytest

from melodymaker.accounts import password_reset
from melodymaker.accounts.password_reset import ask_reset, reset_password
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.service import sign_in
from melodymaker.accounts.sessions import Visitor
from melodymaker.db.models import now
from melodymaker.errors import InvalidInput, LinkOver, TooManyAttempts
from tests.conftest import PASSWORD, Adapters, Person
from tests.factories import stored_user
from tests.unit.accounts.test_verification import token_in

HERE = Visitor("192.0.2.1", "a browser")
ANOTHER = "four words in a row"


@pytest.fixture(autouse=True)
def plain_hashes(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing is slow on purpose."""
    monkeypatch.setattr(password_reset, "hashed", lambda password: f"hash of {password}")


def _token(adapters: Adapters, email: str = "mira@example.com") -> str:
    ask_reset(email, HERE)
    return token_in(adapters)


def test_the_link_sets_another_password_and_signs_in_here_alone(owner: Person, adapters: Adapters) -> None:
    elsewhere = sign_in("mira@example.com", PASSWORD, HERE)
    session = reset_password(_token(adapters), ANOTHER, HERE)
    assert stored_user(owner.id).password_hash == f"hash of {ANOTHER}"
    assert user_of_session(session) is not None
    assert user_of_session(elsewhere) is None
    assert user_of_session(owner.token) is None
    assert adapters.mailer.sent[-1].subject == "Your MelodyMaker password was changed"


def test_the_link_works_once_and_only_the_newest_one_does(adapters: Adapters) -> None:
    first, second = _token(adapters), _token(adapters)
    for token in (first, "no token", ""):
        with pytest.raises(LinkOver):
            reset_password(token, ANOTHER, HERE)
    reset_password(second, ANOTHER, HERE)
    with pytest.raises(LinkOver):
        reset_password(second, PASSWORD, HERE)


def test_a_password_that_is_too_easy_leaves_the_link_as_it_is(owner: Person, adapters: Adapters) -> None:
    token = _token(adapters)
    for password in ("short", "password", "mira@example.com"):
        with pytest.raises(InvalidInput):
            reset_password(token, password, HERE)
    assert user_of_session(owner.token) is not None
    reset_password(token, ANOTHER, HERE)


def test_an_unknown_email_gets_the_same_answer_and_no_mail(adapters: Adapters, monkeypatch: pytest.MonkeyPatch) -> None:
    later = []
    monkeypatch.setattr(password_reset.mails, "in_background", lambda *call: later.append(call))
    for email in ("mira@example.com", "nobody@example.com"):
        assert ask_reset(email, HERE) is None
    # Nothing was looked up before the answer, so that its time tells nothing either.
    assert len(later) == 2
    for function, *arguments in later[1:]:
        function(*arguments)
    assert adapters.mailer.sent == []


def test_a_mailbox_is_not_filled_from_many_networks(adapters: Adapters) -> None:
    for number in range(9):
        ask_reset("mira@example.com", Visitor(f"192.0.2.{number}"))
    assert len(adapters.mailer.sent) == 5


def test_the_eleventh_request_for_an_email_from_one_network_is_refused(adapters: Adapters) -> None:
    for _ in range(10):
        ask_reset("MIRA@example.com", HERE)
    with pytest.raises(TooManyAttempts):
        ask_reset("mira@example.com", HERE)


def test_guesses_at_a_link_are_limited(adapters: Adapters) -> None:
    for number in range(30):
        with contextlib.suppress(LinkOver):
            reset_password(f"guess {number} of many tokens", ANOTHER, HERE)
    with pytest.raises(TooManyAttempts):
        reset_password(_token(adapters), ANOTHER, HERE)


def test_a_reset_confirms_the_email(owner: Person, adapters: Adapters) -> None:
    before = now()
    assert stored_user(owner.id).verified_at is not None
    reset_password(_token(adapters), ANOTHER, HERE)
    verified = stored_user(owner.id).verified_at
    assert verified is not None
    assert verified <= before
