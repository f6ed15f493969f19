"""The site as an app of its own: it can be installed, and says when it cannot be reached."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_the_site_can_be_installed_and_says_when_it_cannot_be_reached(visit: Callable[..., Page]) -> None:
    page = visit("/sign-in", service_workers="allow")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    tools = page.context.new_cdp_session(page)
    errors = {error["errorId"] for error in tools.send("Page.getInstallabilityErrors")["installabilityErrors"]}
    assert errors <= {"in-incognito"}  # as every tab of a test is
    page.context.set_offline(offline=True)
    page.goto("/library")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(page.get_by_text("Play what is kept here")).to_be_hidden()  # nothing is
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    # It goes by itself.
    page.context.set_offline(offline=False)
    expect(page.get_by_role("textbox", name="Email")).to_be_visible()
