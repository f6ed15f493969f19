"""Signing up and in, refused and accepted."""

import re
import socket
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from simple_websocket import Client

from tests.browser.conftest import fill_sign_up, new_email
from tests.browser.server import Server
from tests.conftest import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.browser


def _without_the_browsers_own_checks(page: Page) -> None:
    expect(page.get_by_role("button", name=re.compile("Create account|Sign in"))).to_be_visible()
    page.evaluate("document.querySelector('form').noValidate = true")


def test_sign_up_that_is_refused_shows_why_and_keeps_the_fields(visit: Callable[..., Page]) -> None:
    page = visit("/sign-up?next=/library")
    _without_the_browsers_own_checks(page)
    fill_sign_up(page, "Mira <b>", "mira at example", "short")
    expect(page.get_by_text("This is not an email address")).to_be_visible()
    expect(page.get_by_text("Use at least 8 characters.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Mira <b>")
    expect(page.get_by_role("textbox", name="Email")).to_have_value("mira at example")
    expect(page.get_by_label("Password", exact=True)).to_have_value("")
    expect(page.get_by_role("textbox", name="Email")).to_have_attribute("aria-invalid", "true")
    page.get_by_role("textbox", name="Email").fill(new_email())
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(re.compile("/library"))


def test_a_double_click_on_create_account_makes_one(visit: Callable[..., Page]) -> None:
    page = visit("/sign-up")
    page.get_by_role("textbox", name="Name").fill("Mira")
    page.get_by_role("textbox", name="Email").fill(new_email())
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").dblclick(delay=20)
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()


def test_sign_up_with_a_taken_email_shows_an_error(visit: Callable[..., Page]) -> None:
    email = new_email()
    for password in (PASSWORD, "another three words"):
        page = visit("/sign-up")
        fill_sign_up(page, "Mira", email, password)
    expect(page.get_by_text("There is an account with this email already.")).to_be_visible()
    expect(page.get_by_text("Type your password again: it is never sent back.")).to_be_visible()


def test_sign_in_with_a_wrong_password_shows_an_error_and_keeps_the_email(visit: Callable[..., Page]) -> None:
    page = visit("/sign-in")
    page.get_by_role("textbox", name="Email").fill("nobody@example.com")
    page.get_by_label("Password", exact=True).fill("wrong password")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Email or password is wrong.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Email")).to_have_value("nobody@example.com")


@pytest.mark.parametrize("path", ["/create", "/library"])
def test_private_pages_redirect_to_the_sign_in_and_back(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    page.wait_for_url(re.compile(r"/sign-in/?\?next="))
    sign_up = page.get_by_role("link", name="Create an account")
    expect(sign_up).to_have_attribute("href", re.compile("next=.*" + path.strip("/")))
    sign_up.click()
    fill_sign_up(page, "Mira", new_email())
    page.wait_for_url(re.compile(path))
    expect(page.get_by_role("button", name="Mira", exact=True)).to_be_visible()


def test_session_cookie_cannot_be_read_by_scripts(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    assert "melody_session" not in page.evaluate("document.cookie")
    cookie = next(one for one in page.context.cookies() if one["name"] == "melody_session")
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, False, "Lax")
    token = cookie["value"]
    stored = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert token not in stored
    assert token not in page.content()


def test_another_user_of_a_tab_sees_nothing_of_the_first(sign_up: Callable[..., Page]) -> None:
    page = sign_up("Mira")
    page.get_by_role("textbox", name="Describe your song").fill("")
    page.get_by_role("button", name="Create", exact=True).click()
    expect(page.get_by_text("Say what you want to hear.")).to_be_visible()
    page.get_by_role("textbox", name="Describe your song").fill("my secret idea")
    page.get_by_role("button", name="surprise me").focus()
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("link", name="Create an account").click()
    fill_sign_up(page, "Okto", new_email())
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("")
    expect(page.get_by_role("button", name="Okto", exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("origin", "status"), [("", 101), ("http://evil.example", 403), ("http://localhost:1", 403), ("null", 403)]
)
def test_websocket_refuses_other_origins(server: Server, origin: str, status: int) -> None:
    hello = (
        "GET /_event/?token=anything&EIO=4&transport=websocket HTTP/1.1",
        f"Host: localhost:{server.port}",
        f"Origin: {origin or server.url}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall("\r\n".join((*hello, "", "")).encode())
        assert int(line.recv(4096).split()[1]) == status


def test_an_unknown_event_writes_no_session_to_the_log(sign_up: Callable[..., Page], server: Server) -> None:
    session = next(one["value"] for one in sign_up().context.cookies() if one["name"] == "melody_session")
    address = f"ws://127.0.0.1:{server.port}/_event/?token=a-forger&EIO=4&transport=websocket"
    tab = Client.connect(address, headers={"Cookie": f"melody_session={session}", "Origin": server.url})
    tab.send("40/_event,")
    before = len(server.log)
    tab.send('42/_event,["event",{"name":"a.b.c","payload":{},"router_data":{}}]')
    until(lambda: "a.b.c" in server.log[before:])
    tab.close()
    assert session not in server.log
