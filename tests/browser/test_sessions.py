"""The state of a tab is private: neither its next user nor somebody with its token gets it."""

import time
import uuid
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, WebSocket, expect

from tests.browser.conftest import fill_sign_up, make_songs, new_email
from tests.browser.server import Server
from tests.browser.sockets import RawTab, Running
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser

CREATE = "reflex___state____state.melodymaker___create___state____create_state"
SECRET = "an idea that is nobody else's"


def open_session(server: Running, name: str = "Mira") -> str:
    """Sign somebody new up; returns the session's token."""
    form = {"name": name, "email": new_email(), "password": PASSWORD}
    answer = httpx.post(f"{server.url}/auth/sign-up", data=form, headers={"Origin": server.url})
    return answer.cookies["melody_session"]


def test_another_user_of_a_tab_is_sent_nothing_of_the_first(visit: Callable[..., Page], server: Server) -> None:
    frames: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: frames.append(str(frame)))

    page = visit("/sign-up")
    page.on("websocket", listen)
    fill_sign_up(page, "Mira Unmistakable", new_email())
    expect(page.get_by_role("button", name="Mira Unmistakable")).to_be_visible()
    titles = make_songs(page, f"a short folk tune about {SECRET}")
    page.get_by_role("textbox", name="Describe your song").fill(SECRET)
    songs = page.get_by_role("region", name="Your songs")
    songs.get_by_role("article").first.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Rename", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Mira Unmistakable").click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    del frames[:]
    page.get_by_role("link", name="Create an account").click()
    fill_sign_up(page, "Okto", new_email())
    expect(page.get_by_role("button", name="Okto", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Describe your first song")).to_be_visible()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("")
    page.goto("/library")
    expect(page.get_by_role("heading", name="Library")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("")
    assert frames
    said = "".join(frames)
    assert [text for text in ("Unmistakable", SECRET, *titles) if text in said] == []
    assert [text for text in ("Unmistakable", SECRET, *titles) if text in page.content()] == []


def test_going_back_after_signing_out_shows_nothing_private(sign_up: Callable[..., Page]) -> None:
    page = sign_up("Mira")
    page.get_by_role("textbox", name="Describe your song").fill(SECRET)
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.wait_for_url("**/sign-in/**")
    page.go_back()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert SECRET not in page.content()


@pytest.mark.parametrize("next_person", ["nobody", "somebody else", "an ended session"])
def test_a_tabs_token_without_its_cookie_reaches_no_state(server: Server, next_person: str) -> None:
    tab = str(uuid.uuid4())
    session = open_session(server, "Mira Unmistakable")
    with RawTab(server, tab, session) as own:
        own.hydrate()
        start = len(own.frames)
        own.send(f"{CREATE}.set_text", name="description", text=SECRET)
        own.wait_for(SECRET, start)
    cookie = {"nobody": "", "somebody else": open_session(server, "Okto"), "an ended session": session}[next_person]
    if next_person == "an ended session":
        headers = {"Origin": server.url, "Cookie": f"melody_session={session}"}
        httpx.post(f"{server.url}/auth/sign-out", headers=headers)
    with RawTab(server, tab, cookie) as other:
        other.send(f"{CREATE}.set_length", seconds=60)
        said = other.hydrate()
    assert SECRET not in said
    assert "Unmistakable" not in said


def test_a_reconnected_tab_keeps_its_state(server: Server) -> None:
    tab = str(uuid.uuid4())
    session = open_session(server)
    with RawTab(server, tab, session) as first:
        first.hydrate()
        start = len(first.frames)
        first.send(f"{CREATE}.set_text", name="description", text=SECRET)
        first.wait_for(SECRET, start)
    with RawTab(server, tab, session) as second:
        assert SECRET in second.hydrate()


def test_two_tabs_with_one_token_are_told_apart(server: Server) -> None:
    tab = str(uuid.uuid4())
    session = open_session(server)
    with RawTab(server, tab, session) as first, RawTab(server, tab, session) as copy:
        first.hydrate()
        copy.wait_for("new_token")
        start = len(first.frames)
        first.send(f"{CREATE}.set_text", name="description", text=SECRET)
        first.wait_for(SECRET, start)
        assert SECRET not in copy.hydrate()


def test_a_flood_of_events_does_not_block_other_tabs(server: Server) -> None:
    with RawTab(server, str(uuid.uuid4()), open_session(server)) as flood:
        flood.hydrate()
        for _ in range(400):  # far more than may pass at once
            flood.send(f"{CREATE}.set_text", name="lyrics", text="[" + "1" * 10_000)
        start = time.monotonic()
        with RawTab(server, str(uuid.uuid4()), open_session(server)) as other:
            other.hydrate()
        assert time.monotonic() - start < 5


def test_forged_events_are_logged_in_one_short_line(server: Server) -> None:
    tab = str(uuid.uuid4())
    with RawTab(server, tab) as forger:
        start = len(server.log)
        forger.send("forged\nname" + "x" * 1_000, secret=SECRET)
        forger.send(f"{CREATE}.set_text", secret=SECRET)
        forger.raw('42/_event,["event","not an event"]')
        forger.raw('42/_event,["event",7]')
        forger.hydrate()
    # Beside them Reflex tells of tabs that have just left.
    lines = [line for line in server.log[start:].splitlines() if "an event was refused" in line or SECRET in line]
    assert len(lines) == 4
    assert max(map(len, lines)) < 400
    assert [text for text in (tab, SECRET, "Traceback") if text in server.log] == []
