"""Signing in with an account at another site, which a fake one on this computer plays."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from melodymaker import db, ports
from melodymaker.accounts.providers import connected_providers, disconnect_provider, offered_providers
from melodymaker.accounts.queries import UserRow, user_of_session
from melodymaker.adapters.oauth_providers import GithubProvider, GoogleProvider, providers_of
from melodymaker.api import http_routes
from melodymaker.db.models import User
from melodymaker.errors import InvalidInput
from melodymaker.web import cookies
from tests.conftest import Adapters, Person, make_person
from tests.factories import make_song, stored_song, stored_user
from tests.fake_provider import CLIENT, FakeProvider, fake_provider

SITE = "http://localhost:3000"
NAMES = ("github", "google")
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def provider(owner: Person) -> Iterator[FakeProvider]:
    """The other site, which the app knows as GitHub and as Google."""
    with fake_provider() as running:
        url = running.url
        github = GithubProvider(*CLIENT, site=url, api=url)
        google = GoogleProvider(*CLIENT, accounts=url, token=url, api=url)
        ways = ports.SignInWays(providers={"github": github, "google": google})
        ports.use(replace(ports.in_use(), sign_in=ways))
        yield running


@pytest.fixture
def browser(provider: FakeProvider) -> Iterator[TestClient]:
    """A browser's requests to the site."""
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


def _come_back(browser: TestClient, provider: FakeProvider, name: str = "github", then: str = "/library") -> Any:
    away = browser.get(f"/auth/with/{name}", params={"next": then})
    assert away.status_code == 302
    return browser.get(provider.allow(away.headers["location"]))


def _user(browser: TestClient) -> UserRow | None:
    return user_of_session(browser.cookies.get(cookies.SESSION) or "")


def _refusal(answer: Any, name: str = "sign-in") -> str:
    header = "; ".join(one.split(";")[0] for one in answer.headers.get_list("set-cookie"))
    return cookies.refused_form(header, name).errors.get("form", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_new_person_gets_an_account_and_the_same_one_again(
    browser: TestClient, provider: FakeProvider, name: str
) -> None:
    answer = _come_back(browser, provider, name)
    assert answer.headers["location"] == "/library"
    user = _user(browser)
    assert user is not None
    assert (user.name, user.handle) == ("Ana L.", "ana_l")
    stored = stored_user(user.id)
    assert (stored.email, stored.verified_at is not None, stored.admin) == ("ana@example.com", True, False)
    browser.cookies.clear()
    # Their names and emails may change there.
    provider.answers["/user/emails"] = []
    provider.answers["/v1/userinfo"] |= {"email": "other@example.com", "name": "Another"}
    _come_back(browser, provider, name)
    again = _user(browser)
    assert again is not None
    assert again.id == user.id


@pytest.mark.parametrize("name", NAMES)
def test_an_account_with_the_confirmed_email_is_connected(
    browser: TestClient, provider: FakeProvider, name: str
) -> None:
    ana = make_person("Ana")
    _come_back(browser, provider, name)
    user = _user(browser)
    assert user is not None
    assert user.id == ana.id
    assert [row.connected for row in connected_providers(ana.id) if row.name == name] == [True]


@pytest.mark.parametrize("name", NAMES)
def test_an_email_that_is_not_confirmed_on_both_sides_connects_nothing(
    browser: TestClient, provider: FakeProvider, name: str
) -> None:
    make_person("Ana", confirmed=False)
    assert "nobody has confirmed" in _refusal(_come_back(browser, provider, name))
    with db.transaction() as session:
        session.exec(sa.update(User).where(User.email == "ana@example.com").values(verified_at=User.created_at))
    provider.answers["/user/emails"] = [
        {"email": "ana@example.com", "primary": True, "verified": False},
        {"email": "mira@example.com", "primary": False, "verified": True},
    ]
    provider.answers["/v1/userinfo"]["email_verified"] = False
    assert "no confirmed email" in _refusal(_come_back(browser, provider, name))
    assert _user(browser) is None


def test_a_guest_who_signs_in_with_a_provider_keeps_everything(browser: TestClient, provider: FakeProvider) -> None:
    browser.post("/auth/guest")
    guest = _user(browser)
    assert guest is not None
    song = make_song(guest.id)
    _come_back(browser, provider)
    user = _user(browser)
    assert user is not None
    assert (user.id, user.guest, stored_song(song).user_id) == (guest.id, False, user.id)


def test_who_is_signed_in_connects_and_disconnects(
    browser: TestClient, provider: FakeProvider, owner: Person, outsider: Person
) -> None:
    browser.cookies.set(cookies.SESSION, owner.token)
    assert _come_back(browser, provider).headers["location"] == "/settings"
    assert [(row.name, row.connected) for row in connected_providers(owner.id)] == [("github", True), ("google", False)]
    browser.cookies.clear()
    browser.cookies.set(cookies.SESSION, outsider.token)
    assert "Another account" in _refusal(_come_back(browser, provider), "provider")
    disconnect_provider(owner.id, "github")
    assert not any(row.connected for row in connected_providers(owner.id))


def test_the_only_way_in_stays(browser: TestClient, provider: FakeProvider) -> None:
    _come_back(browser, provider)
    user = _user(browser)
    assert user is not None
    with pytest.raises(InvalidInput):
        disconnect_provider(user.id, "github")


@pytest.mark.parametrize("change", ["state", "no cookie", "other provider", "denied", "used code", "wrong verifier"])
def test_an_answer_that_was_not_asked_for_signs_nobody_in(
    browser: TestClient, provider: FakeProvider, change: str
) -> None:
    back = provider.allow(browser.get("/auth/with/github").headers["location"])
    if change == "state":
        back = back.replace("state=", "state=x")
    elif change == "no cookie":
        browser.cookies.clear()
    elif change == "other provider":
        back = back.replace("github", "google")
    elif change == "denied":
        back = back.replace("code=code0", "error=access_denied")
    elif change == "used code":
        browser.get(back)
        browser.cookies.clear()
        again = provider.allow(browser.get("/auth/with/github").headers["location"])
        back = again.replace("code=code1", "code=code0")
    else:
        browser.get("/auth/with/github")
    answer = browser.get(back)
    assert answer.headers["location"] == "/sign-in"
    assert _refusal(answer)
    assert _user(browser) is None


def test_a_provider_that_fails_is_named(browser: TestClient, provider: FakeProvider) -> None:
    provider.answers.pop("/user")
    assert _refusal(_come_back(browser, provider)) == (
        "GitHub did not say who you are. Try again, or sign in another way."
    )


def test_only_configured_providers_are_offered(adapters: Adapters) -> None:
    assert offered_providers("/create") == []
    assert providers_of({"github": ("", ""), "google": CLIENT}).keys() == {"google"}
    with TestClient(http_routes(), base_url=SITE) as client:
        assert client.get("/auth/with/github").status_code == 404
        assert client.get("/auth/with/github/callback").status_code == 404


def test_the_real_addresses_are_asked_with_everything_they_need(adapters: Adapters) -> None:
    for provider, start in (
        (GithubProvider(*CLIENT), "https://github.com/login/oauth/authorize?"),
        (GoogleProvider(*CLIENT), "https://accounts.google.com/o/oauth2/v2/auth?"),
    ):
        address = provider.sign_in_url("a-state", "v" * 64, f"{SITE}/back")
        assert address.startswith(start)
        assert {"state=a-state", "code_challenge_method=S256"} <= set(address.partition("?")[2].split("&"))
        assert "v" * 64 not in address
