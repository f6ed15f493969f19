"""The links in mails, from a form to a real mail server and back."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from starlette.testclient import TestClient

from deploy.local.servers import free_port
from melodymaker import ports
from melodymaker.accounts.queries import user_of_session
from melodymaker.adapters.smtp_mailer import SmtpMailer
from melodymaker.api import http_routes
from melodymaker.web import cookies
from tests.conftest import PASSWORD, Adapters
from tests.contract.test_mailer import Postbox

SITE = "http://localhost:3000"
ANOTHER = "four words in a row"
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def postbox(adapters: Adapters) -> Iterator[Postbox]:
    """What arrives at a mail server that the app uses."""
    box = Postbox()
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    ports.use(replace(ports.in_use(), mailer=SmtpMailer(f"smtp://127.0.0.1:{port}", "MelodyMaker <music@example.org>")))
    yield box
    server.stop()


@pytest.fixture
def browser(postbox: Postbox) -> Iterator[TestClient]:
    """A browser's requests to the site."""
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


def _link(postbox: Postbox) -> str:
    """The link in the last mail; both of its parts have the same one."""
    message = postbox.arrived[-1][1]
    found = [
        re.findall(r"http://localhost:3000/auth/link/[\w-]{43}", part.get_content())
        for part in (message.get_body(("plain",)), message.get_body(("html",)))
        if part
    ]
    assert [len(links) for links in found] == [1, 1]
    assert found[0] == found[1]
    return found[0][0]


def test_a_new_account_is_confirmed_by_the_link_in_its_mail(browser: TestClient, postbox: Postbox) -> None:
    form = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}
    token = browser.post("/auth/sign-up", data=form).cookies[cookies.SESSION]
    to, message = postbox.arrived[-1]
    assert (to, message["Subject"]) == ("ana@example.com", "Confirm your email for MelodyMaker")
    assert message["List-Unsubscribe"] is None
    link = _link(postbox)
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as elsewhere:
        assert elsewhere.head(link).status_code == 303
        opened = elsewhere.get(link)
        assert (opened.headers["location"], "HttpOnly" in opened.headers["set-cookie"]) == ("/confirm", True)
        done = elsewhere.post("/auth/confirm")
        assert done.headers["location"] == "/confirm"
        assert "Your email is confirmed" in _said(done.headers.get_list("set-cookie"), "confirm")
        # The link is used up.
        assert cookies.LINK not in elsewhere.get(link).cookies
    user = user_of_session(token)
    assert user is not None


def test_a_forgotten_password_is_set_anew(browser: TestClient, postbox: Postbox) -> None:
    form = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}
    before = browser.post("/auth/sign-up", data=form).cookies[cookies.SESSION]
    browser.cookies.clear()
    for email in ("ana@example.com", "nobody@example.com"):
        answer = browser.post("/auth/forgot", data={"email": email})
        assert "If there is an account with this email" in _said(answer.headers.get_list("set-cookie"), "forgot")
    assert [to for to, _ in postbox.arrived] == ["ana@example.com"] * 2
    assert browser.get(_link(postbox)).headers["location"] == "/reset"
    refused = browser.post("/auth/reset", data={"password": "short"})
    assert refused.headers["location"] == "/reset"
    done = browser.post("/auth/reset", data={"password": ANOTHER})
    assert done.headers["location"] == "/create"
    assert user_of_session(done.cookies[cookies.SESSION]) is not None
    assert user_of_session(before) is None
    browser.cookies.clear()
    signed = browser.post("/auth/sign-in", data={"email": "ana@example.com", "password": ANOTHER})
    assert signed.headers["location"] == "/create"


def test_a_mail_server_that_takes_nothing_stops_nobody(
    browser: TestClient, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    postbox.refuses = True
    form = {"name": "Ana", "email": "ana@example.com", "password": PASSWORD}
    assert browser.post("/auth/sign-up", data=form).headers["location"] == "/create"
    assert "the mailbox is full" in caplog.text
    assert "ana@example.com" not in caplog.text


def _said(headers: list[str], name: str) -> str:
    """What the page of this form will say."""
    header = "; ".join(one.split(";")[0] for one in headers)
    return cookies.refused_form(header, name).done
