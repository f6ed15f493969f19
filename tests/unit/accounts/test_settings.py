"""What the settings change about signing in: the password, the email, the sessions."""

import pytest

from melodymaker.accounts import credentials
from melodymaker.accounts.credentials import WRONG, ask_email_change, change_password
from melodymaker.accounts.devices import UNKNOWN, device_of, is_phone
from melodymaker.accounts.queries import sessions_of, user_of_session
from melodymaker.accounts.service import sign_in
from melodymaker.accounts.sessions import Visitor, end_session
from melodymaker.accounts.sign_in_limits import shown_network
from melodymaker.accounts.sign_in_state import SignInState
from melodymaker.accounts.verification import confirm_email
from melodymaker.errors import InvalidInput, LinkOver, NotSignedIn, TooManyAttempts
from melodymaker.types import Change, Kind, user_topic
from tests.conftest import PASSWORD, Adapters, Person
from tests.factories import stored_user
from tests.unit.accounts.test_verification import token_in
from tests.unit.states import Tab, commands_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15E148 Safari/604.1"
ANOTHER = "four words in a row"


@pytest.fixture
def here(owner: Person, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """The owner's own browser; hashing is slow on purpose."""
    monkeypatch.setattr(credentials, "hashed", lambda password: f"hash of {password}")
    return Visitor("203.0.113.77", FIREFOX, owner.token)


def test_another_password_signs_out_everywhere_else(owner: Person, here: Visitor, adapters: Adapters) -> None:
    elsewhere = sign_in("mira@example.com", PASSWORD, Visitor("192.0.2.1"))
    change_password(owner.id, PASSWORD, ANOTHER, here)
    assert stored_user(owner.id).password_hash == f"hash of {ANOTHER}"
    assert user_of_session(elsewhere) is None
    assert user_of_session(owner.token) is not None
    assert adapters.mailer.sent[-1].to == "mira@example.com"


def test_the_present_password_is_asked_for_ten_times_at_most(owner: Person, here: Visitor) -> None:
    for _ in range(10):
        with pytest.raises(InvalidInput) as caught:
            change_password(owner.id, "not it", ANOTHER, here)
        assert caught.value.fields == {"current_password": WRONG}
    with pytest.raises(TooManyAttempts):
        change_password(owner.id, PASSWORD, ANOTHER, here)


def test_a_new_password_follows_the_same_rules_as_the_first(owner: Person, here: Visitor) -> None:
    with pytest.raises(InvalidInput) as caught:
        change_password(owner.id, PASSWORD, "short", here)
    assert list(caught.value.fields) == ["new_password"]


def test_another_email_counts_once_its_link_is_opened(owner: Person, here: Visitor, adapters: Adapters) -> None:
    ask_email_change(owner.id, " New@Example.com", PASSWORD, here)
    link, warning = adapters.mailer.sent
    assert (link.to, warning.to) == ("new@example.com", "mira@example.com")
    assert "new@example.com" in warning.text
    assert stored_user(owner.id).email == "mira@example.com"
    confirm_email(token_in(adapters, 0))
    assert stored_user(owner.id).email == "new@example.com"
    assert adapters.mailer.sent[-1].to == "mira@example.com"


def test_changing_the_password_calls_a_change_of_email_off(owner: Person, here: Visitor, adapters: Adapters) -> None:
    ask_email_change(owner.id, "new@example.com", PASSWORD, here)
    token = token_in(adapters, 0)
    change_password(owner.id, PASSWORD, ANOTHER, here)
    with pytest.raises(LinkOver):
        confirm_email(token)
    assert stored_user(owner.id).email == "mira@example.com"


@pytest.mark.parametrize("email", ["okto@example.com", "mira@example.com", "no email", ""])
def test_an_email_of_somebody_else_or_none_is_refused(
    owner: Person, outsider: Person, here: Visitor, email: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        ask_email_change(owner.id, email, PASSWORD, here)
    assert list(caught.value.fields) == ["email"]


def test_of_two_who_ask_for_one_email_the_first_to_confirm_gets_it(
    owner: Person, outsider: Person, here: Visitor, adapters: Adapters
) -> None:
    ask_email_change(owner.id, "new@example.com", PASSWORD, here)
    ask_email_change(outsider.id, "new@example.com", PASSWORD, here)
    confirm_email(token_in(adapters, 2))
    with pytest.raises(InvalidInput):
        confirm_email(token_in(adapters, 0))
    assert stored_user(owner.id).email == "mira@example.com"


def test_sessions_are_listed_with_device_and_network(owner: Person, here: Visitor) -> None:
    sign_in("mira@example.com", PASSWORD, Visitor("203.0.113.9", PHONE))
    current, other = sessions_of(owner.id, owner.token)
    assert (current.current, current.place) == (True, "127.0.0.x")
    assert (other.device, other.phone, other.place) == ("Safari on iPhone", True, "203.0.113.x")


def test_a_person_ends_their_own_sessions_only(owner: Person, outsider: Person, adapters: Adapters) -> None:
    (mine,) = sessions_of(owner.id, owner.token)
    end_session(outsider.id, mine.id)
    assert user_of_session(owner.token) is not None
    end_session(owner.id, mine.id)
    assert user_of_session(owner.token) is None
    told = [(change, topics) for change, topics in adapters.live.published if change.kind == Kind.SESSION]
    assert told[-1] == (Change(Kind.SESSION, owner.id), (user_topic(owner.id),))


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["asyncio"])
async def test_all_other_browsers_are_signed_out_at_once(owner: Person, here: Visitor) -> None:
    elsewhere = [sign_in("mira@example.com", PASSWORD, Visitor(f"192.0.2.{number}")) for number in range(2)]
    state = await Tab(owner.token, "/settings").state(SignInState)
    await SignInState.load_sign_in.fn(state)
    assert len(state.sessions) == 3
    (said,) = commands_in([await SignInState.end_other_sessions.fn(state)])
    assert said["text"] == "2 devices are signed out."
    assert [row.current for row in state.sessions] == [True]
    other = await Tab(elsewhere[0], "/settings").state(SignInState)
    with pytest.raises(NotSignedIn):
        await SignInState.load_sign_in.fn(other)
    assert other.how.address == ""


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (FIREFOX, "Firefox on Linux"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("python-httpx/0.28", "A Python program"),
        ("curl/8.9", "curl"),
        ("", UNKNOWN),
    ],
)
def test_devices_are_named_in_plain_words(agent: str, device: str) -> None:
    assert device_of(agent) == device
    assert is_phone(agent) == (device.endswith(("iPhone", "Android")))


@pytest.mark.parametrize(
    ("address", "shown"),
    [("203.0.113.77", "203.0.113.x"), ("2001:db8:0:1::7", "2001:db8:0:1::"), ("testclient", ""), ("", "")],
)
def test_networks_are_shown_without_the_computer(address: str, shown: str) -> None:
    assert shown_network(address) == shown
