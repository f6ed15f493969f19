"""Keys and webhooks in the settings, and what they let in: one story against the whole app."""

import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import httpx
import httpx2
import pytest
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Page, Route, expect
from standardwebhooks import Webhook

from tests.browser.conftest import PHONE, new_email, open_account
from tests.browser.server import Server
from tests.receiver import receiving
from tests.waiting import until

pytestmark = pytest.mark.browser


def _picture(page: Page, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_programs_are_let_in_told_and_shut_out(sign_up: Callable[..., Page], server: Server) -> None:
    page = sign_up("Quillon")
    page.goto("/settings")
    keys = page.get_by_role("region", name="Keys")
    keys.get_by_role("textbox", name="Name").fill("Script")
    keys.get_by_role("button", name="Make a key").click()
    shown = keys.get_by_role("textbox", name="Your new key")
    expect(shown).to_have_value(re.compile("^mm_"))
    key = shown.input_value()
    _picture(page, "key-made")
    keys.get_by_role("button", name="Done", exact=True).click()
    expect(shown).to_have_count(0)
    page.reload()
    expect(keys.get_by_text("Script")).to_be_visible()
    assert key not in page.content()

    # What the key opens, under Reflex and not only beside it.
    headers = {"Authorization": f"Bearer {key}"}
    assert httpx.get(f"{server.url}/api/v1/me", headers=headers).json()["handle"] == "quillon"
    assert httpx.get(f"{server.url}/api/v1/nothing", headers=headers).json()["status"] == 404
    assert httpx.get(f"{server.url}/api/v1/me").status_code == 401
    with ThreadPoolExecutor(1) as thread:  # Playwright's own event loop runs in this one
        assert thread.submit(anyio.run, _who_am_i, server.url, headers).result() == "quillon"
    found = httpx.get(f"{server.url}/rest/ping", params={"apiKey": key, "f": "json"}).json()
    assert found["subsonic-response"]["status"] == "ok"
    docs = page.context.new_page()
    docs.goto("/api/docs")
    expect(docs.get_by_role("heading", name="API", exact=True)).to_be_visible()
    docs.locator("summary").first.click()
    _picture(docs, "docs")
    docs.set_viewport_size(PHONE)
    _picture(docs, "docs-phone")
    docs.close()

    # An address of one's own hears of a test, and the settings show it without a reload.
    with receiving() as receiver:
        hooks = page.get_by_role("region", name="Webhooks")
        hooks.get_by_role("textbox", name="Address").fill(f"{receiver.url}/songs")
        hooks.get_by_role("button", name="Add a webhook").click()
        secret = hooks.get_by_role("textbox", name="What its messages are signed with").input_value()
        hooks.get_by_role("button", name="Test", exact=True).click()
        until(lambda: receiver.received)
        _, sent, body = receiver.received[0]
        assert Webhook(secret).verify(body, sent)["type"] == "ping"
        expect(hooks.get_by_text("delivered (204)")).to_be_visible()
    keys.get_by_role("textbox", name="Name").fill("Phone")
    keys.get_by_label("What it may do").select_option("app")
    keys.get_by_role("button", name="Make a key").click()
    expect(keys.get_by_role("textbox", name="Your app password")).to_be_visible()
    _picture(page, "settings")
    page.set_viewport_size(PHONE)
    _picture(page, "settings-phone")

    keys.get_by_role("button", name="Revoke Script").click()
    expect(keys.get_by_text("Script")).to_have_count(0)
    assert httpx.get(f"{server.url}/api/v1/me", headers=headers).status_code == 401


def test_a_form_that_is_sent_before_the_page_has_started_waits_for_it(
    visit: Callable[..., Page], server: Server
) -> None:
    page = visit("")
    page.context.add_cookies([open_account(server, "Mira", new_email())])
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)  # a plain method of a list is nothing that Playwright can call

    page.route("**/assets/entry.client*.js", hold)
    page.goto("/settings", wait_until="commit")
    keys = page.get_by_role("region", name="Keys")
    keys.get_by_role("textbox", name="Name").fill("Early")
    keys.get_by_role("button", name="Make a key").click()
    until(lambda: page.evaluate("Boolean(window.melodyHeldForm)"))
    for route in held:
        route.continue_()
    expect(keys.get_by_role("textbox", name="Your new key")).to_have_value(re.compile("^mm_"))
    expect(keys.get_by_text("Early")).to_be_visible()
    assert "Early" not in page.url


async def _who_am_i(url: str, headers: dict[str, str]) -> str:
    """Whom an assistant acts for."""
    async with (
        httpx2.AsyncClient(headers=headers, timeout=60) as http,
        Client(streamable_http_client(f"{url}/mcp", http_client=http)) as assistant,
    ):
        return (await assistant.call_tool("who_am_i", {})).structured_content["handle"]
