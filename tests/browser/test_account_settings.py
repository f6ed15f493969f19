"""An account from beginning to end: a guest, an account, its settings, forgotten and found again, deleted and kept."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import describe, fill_sign_up, new_email, shorten
from tests.browser.server import Server
from tests.conftest import PASSWORD
from tests.waiting import until

pytestmark = pytest.mark.browser

ANOTHER = "four words in a row"
THIRD = "five words in one row"


def _link(server: Server, email: str, subject: str) -> str:
    """The newest link with this subject that the log has for the email."""
    pattern = rf"to {re.escape(email)}, .*?: {re.escape(subject)}.*?(/auth/link/\S+)"
    return until(lambda: re.findall(pattern, server.log))[-1]


def _sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_guest_becomes_an_account_and_publishes_once_the_email_is_confirmed(
    visit: Callable[..., Page], server: Server
) -> None:
    page = visit("/")
    page.get_by_role("button", name="Try without an account").click()
    expect(page.get_by_role("button", name="Guest", exact=True)).to_be_visible()
    shorten(page)
    describe(page, "a short folk tune about rain")
    song = page.get_by_role("region", name="Your songs").get_by_role("article").first
    expect(song.get_by_role("button", name=re.compile("^Play "))).to_be_visible(timeout=60_000)
    title = song.get_attribute("aria-label") or ""
    song.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Publish", exact=True).click()
    expect(page.get_by_text("Guests can create and listen.")).to_be_visible()
    page.get_by_role("button", name="Create an account").click()
    expect(page.get_by_role("heading", name="Keep your songs")).to_be_visible()
    email = new_email()
    fill_sign_up(page, "Nika", email)
    expect(page.get_by_role("button", name="Nika", exact=True)).to_be_visible()
    expect(song).to_have_attribute("aria-label", title)

    song.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Publish", exact=True).click()
    expect(page.get_by_text("Confirm your email to publish")).to_be_visible()
    first = _link(server, email, "Confirm your email")
    page.get_by_role("button", name="Send the link again").click()
    expect(page.get_by_text("whoever runs it finds the link in the server's log").first).to_be_visible()
    page.goto(first)
    expect(page.get_by_text("This link does not work any more")).to_be_visible()
    page.goto(_link(server, email, "Confirm your email"))
    page.get_by_role("button", name="Confirm my email").click()
    expect(page.get_by_text("Your email is confirmed.")).to_be_visible()
    page.get_by_role("link", name="Make a song").click()
    song.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Publish", exact=True).click()
    expect(page.get_by_text(f"Everybody with its link can hear “{title}” now.")).to_be_visible()


def test_an_account_changes_is_found_again_deleted_and_kept(visit: Callable[..., Page], server: Server) -> None:
    email, new = new_email(), new_email()
    page = visit("/sign-up?next=/settings")
    fill_sign_up(page, "Mira", email)
    _end_a_session(visit, page, email)
    _change_password(page)
    _change_email(page, server, email, new)
    other = visit("/sign-in")
    _reset_password(other, server, new)
    page.goto("/settings")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    _export_and_delete(other, new)
    _sign_in(other, new, THIRD)
    other.get_by_role("button", name="Keep my account").click()
    expect(other.get_by_text("Your account is here to stay")).to_be_visible()


def _end_a_session(visit: Callable[..., Page], page: Page, email: str) -> None:
    sessions = page.get_by_role("region", name="Where you are signed in")
    expect(sessions.get_by_text("This device")).to_be_visible()
    phone = visit("/sign-in", user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1")
    _sign_in(phone, email, PASSWORD)
    expect(phone.get_by_role("button", name="Mira", exact=True)).to_be_visible()
    # The list follows by itself, and a tab that is signed out elsewhere empties.
    sessions.get_by_role("button", name="Sign out Safari on iPhone").click()
    expect(phone.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    expect(sessions.get_by_role("listitem")).to_have_count(1)


def _change_password(page: Page) -> None:
    page.get_by_text("Change password", exact=True).first.click()
    page.get_by_label("Current password").fill("not the password")
    page.get_by_label("New password").fill(ANOTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Wrong password.")).to_be_visible()
    page.get_by_label("Current password").fill(PASSWORD)
    page.get_by_label("New password").fill(ANOTHER)
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("Your password is changed")).to_be_visible()


def _change_email(page: Page, server: Server, email: str, new: str) -> None:
    page.get_by_text("Change email", exact=True).first.click()
    page.get_by_label("New email").fill(new)
    page.get_by_role("region", name="Signing in").get_by_label("Your password").first.fill(ANOTHER)
    page.get_by_role("button", name="Change email").click()
    expect(page.get_by_text("Your email stays as it is until the new one is confirmed.")).to_be_visible()
    expect(page.get_by_text(email, exact=True)).to_be_visible()
    page.goto(_link(server, new, "Confirm your new email"))
    page.get_by_role("button", name="Confirm my email").click()
    expect(page.get_by_text("Your email is confirmed.")).to_be_visible()


def _reset_password(page: Page, server: Server, email: str) -> None:
    page.get_by_role("link", name="Forgot your password?").click()
    # The page before has a field of the same name.
    expect(page.get_by_role("heading", name="Forgot your password?")).to_be_visible()
    for address in ("nobody@example.com", email):
        page.get_by_role("textbox", name="Email").fill(address)
        page.get_by_role("button", name="Send the link").click()
        expect(page.get_by_text("If there is an account with this email")).to_be_visible()
    page.goto(_link(server, email, "Another password"))
    page.get_by_label("New password").fill(THIRD)
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("button", name="Mira", exact=True)).to_be_visible()


def _export_and_delete(page: Page, email: str) -> None:
    page.goto("/settings")
    with page.expect_download() as started:
        page.get_by_role("button", name="Export my data").click()
    with zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes())) as pack:
        assert email in pack.read("data.json").decode()
    page.get_by_text("Delete my account", exact=True).click()
    page.get_by_role("region", name="Delete account").get_by_label("Your password").fill(THIRD)
    page.get_by_role("button", name="Delete my account in 14 days").click()
    expect(page.get_by_text("Sign in before that day, and you can keep it.")).to_be_visible()


def test_a_passkey_is_added_signs_in_and_is_removed(visit: Callable[..., Page]) -> None:
    page = visit("/sign-up?next=/settings")
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**device, "isUserVerified": True}})
    fill_sign_up(page, "Mira", new_email())
    page.get_by_text("Add a passkey: sign in").click()
    page.get_by_label("Name of the passkey").fill("My laptop")
    signing_in = page.get_by_role("region", name="Signing in")
    signing_in.get_by_label("Your password").last.fill("not the password")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Wrong password.")).to_be_visible()
    signing_in.get_by_label("Your password").last.fill(PASSWORD)
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_text("Your passkey is added")).to_be_visible()
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Mira", exact=True)).to_be_visible()
    page.goto("/settings")
    keys = page.get_by_role("list", name="Passkeys")
    expect(keys.get_by_text(re.compile("used now"))).to_be_visible()
    keys.get_by_role("button", name="Remove My laptop").click()
    expect(keys).to_be_hidden()
    page.get_by_role("button", name="Mira", exact=True).click()
    page.get_by_role("menuitem", name="Sign out").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("This passkey is not known here, or has been removed.")).to_be_visible()


def test_the_index_shows_which_section_is_seen(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.goto("/settings")
    index = page.get_by_role("navigation", name="Settings")
    shown = index.locator("[aria-current=location]")
    expect(shown).to_have_text("Profile")
    for title in ("Appearance", "Keys", "Blocked people"):
        index.get_by_role("link", name=title).click()
        expect(shown).to_have_text(title)
        expect(page.get_by_role("heading", name=title)).to_be_in_viewport()
    page.get_by_role("heading", name="Delete account").scroll_into_view_if_needed()
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -20_000)
    expect(shown).to_have_text("Profile")
