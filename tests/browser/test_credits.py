"""Buying, as the buyer sees it: from the last credit to the refund, against a Polar of the tests' own."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, fill_sign_up, secrets_in
from tests.browser.server import PAGES, Server
from tests.polar.server import TOKEN, FakePolar, fake_polar

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def polar() -> Iterator[FakePolar]:
    with fake_polar() as one:
        yield one


@pytest.fixture(scope="module")
def shop(polar: FakePolar, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app, where songs cost credits; the first request is free."""
    server = Server(tmp_path_factory.mktemp("shop"), pages=f"{PAGES}-shop", **polar.settings(), FREE_CREDITS="2")
    polar.hook = f"{server.url}/webhooks/polar"
    server.start()
    yield server
    server.stop()
    assert secrets_in(server) == []
    assert TOKEN not in server.log


def test_what_waits_for_credits_goes_on_once_they_are_bought(browser: Browser, shop: Server, polar: FakePolar) -> None:
    expect.set_options(timeout=20_000)
    context = browser.new_context(base_url=shop.url, viewport=DESKTOP)
    page = context.new_page()
    page.goto("/sign-up")
    fill_sign_up(page, "Mira", "mira@example.com")
    account = page.get_by_role("button", name=re.compile("Mira"))
    expect(account).to_contain_text("2 credits")

    def ask(words: str) -> None:
        page.get_by_role("textbox", name="Describe your song").fill(words)
        page.get_by_role("button", name="Create", exact=True).click()

    ask("a calm tune")
    expect(account).to_contain_text("0 credits")
    expect(page.get_by_text("2 credits · ")).to_be_visible()
    page.locator("article", has=page.get_by_role("button", name=re.compile("^Play "))).first.get_by_role(
        "button", name="More", exact=True
    ).first.click()
    page.get_by_role("menuitem", name="Remix").click()
    expect(page.get_by_role("dialog")).to_contain_text("Two takes · 2 credits · 0 credits left")
    page.keyboard.press("Escape")
    ask("a tune about rain")
    poor = page.get_by_role("region", name="Your songs").get_by_role("article").first
    expect(poor).to_contain_text("Not enough credits")
    page.get_by_role("link", name="Get credits").click()

    page.get_by_role("button", name="Buy for $4.99").click()
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_text("Thank you. Your credits are here, and")).to_be_visible()
    expect(account).to_contain_text("8 credits")  # what waited has gone on by itself

    [order] = polar.orders
    polar.refund(order)
    expect(account).to_contain_text("0 credits")
    rows = page.get_by_role("region", name="History").get_by_role("row")
    expect(rows.filter(has_text="is finished: what was held is spent")).to_have_count(2)
    words = [row.inner_text() for row in rows.all()[1:]]
    for part in ("A payment was refunded", "Credits bought", "Free credits to start with"):
        assert sum(part in line for line in words) == 1
    assert sum("Held for" in line for line in words) == 2
    page.get_by_role("button", name="Orders and subscriptions").click()
    expect(page.get_by_role("heading", name="Your orders")).to_be_visible()
    page.go_back()
    expect(account).to_contain_text("0 credits")
    context.close()
