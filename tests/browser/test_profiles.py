"""Profiles, as their owner edits them and a visitor sees them, and the owner's figures."""

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import confirm_email, make_songs, new_email, until_playing
from tests.browser.server import Server
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser


def _sign_up(page: Page, email: str, handle: str) -> None:
    page.get_by_role("textbox", name="Name").fill("Mira")
    page.get_by_role("textbox", name="Handle").fill(handle)
    page.get_by_role("textbox", name="Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="What do you want to hear?")).to_be_visible()


def _upload(page: Page, name: str, content: bytes) -> None:
    picture: FilePayload = {"name": name, "mimeType": "image/png", "buffer": content}
    page.get_by_label("Picture", exact=True).set_input_files(picture)
    page.get_by_role("button", name="Upload", exact=True).click()


def _png() -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(png, "PNG")
    return png.getvalue()


def test_what_is_typed_elsewhere_outlives_a_form_of_the_settings(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_role("textbox", name="Describe your song").fill("words that shall stay")
    page.get_by_role("heading", name="What do you want to hear?").click()
    page.goto("/settings")
    page.get_by_role("textbox", name="About you").fill("Not saved yet")
    _upload(page, "me.png", _png())
    expect(page.get_by_text("Your new picture is shown.")).to_be_visible()
    expect(page.get_by_role("button", name="Remove picture")).to_be_visible()
    expect(page.get_by_role("textbox", name="About you")).to_have_value("Not saved yet")
    page.get_by_role("navigation").get_by_role("link", name="Create", exact=True).click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("words that shall stay")


def test_a_profile_is_edited_and_its_former_handle_leads_there(visit: Callable[..., Page], server: Server) -> None:
    email = new_email()
    stem = email.split("@", maxsplit=1)[0]
    page = visit("/sign-up")
    _sign_up(page, email, f"{stem}_old")
    confirm_email(server, email)
    make_songs(page)
    song = page.get_by_role("article").first
    song.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Publish", exact=True).click()
    page.goto("/settings")
    _upload(page, "notes.png", b"no picture at all")
    expect(page.locator("#picture-error")).to_contain_text("cannot be read as a picture")
    _upload(page, "film.png", bytes(9_000_000))
    expect(page.locator("#picture-error")).to_contain_text("A picture has at most 5 MB.")
    _upload(page, "me.png", _png())
    expect(page.get_by_role("button", name="Remove picture")).to_be_visible()
    expect(page.locator("#picture-error")).to_be_hidden()

    page.get_by_role("region", name="Profile").get_by_role("textbox", name="Name").fill("Mira Noor")
    page.get_by_role("textbox", name="Handle").fill(f"{stem}_new")
    page.get_by_role("textbox", name="About you").fill("Strings, mostly.")
    page.get_by_role("textbox", name="Links").fill("https://example.org/mira")
    page.get_by_role("button", name="Save profile").click()
    expect(page.get_by_text("Your profile is saved.")).to_be_visible()

    frames: list[str] = []
    visitor = visit("/")
    visitor.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(str(frame))))
    answer = visitor.goto(f"/u/{stem}_old")
    visitor.wait_for_url(re.compile(f"/u/{stem}_new"))
    expect(visitor.get_by_role("heading", name="Mira Noor", level=1)).to_be_visible()
    expect(visitor.get_by_text("Strings, mostly.")).to_be_visible()
    expect(visitor.get_by_role("link", name="example.org/mira")).to_have_attribute("rel", re.compile("nofollow"))
    expect(visitor.get_by_role("article")).to_have_count(1)
    assert visitor.locator(".profile-line img").evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert answer is not None
    assert email not in answer.text() + visitor.content() + "".join(frames)
    assert any("Mira Noor" in frame for frame in frames)

    page.goto(f"/u/{stem}_new")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_text("private", exact=True)).to_have_count(1)
    expect(page.get_by_text("1 published song")).to_be_visible()


def test_followers_and_figures_are_counted(
    sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]
) -> None:
    page = sign_up("Mira")
    have_songs(page)
    page.goto(f"/song/{page.get_by_role('article').first.get_attribute('data-song')}")
    page.get_by_role("switch", name="Let everybody hear it").click()
    expect(page.get_by_text("It is published:")).to_be_visible()
    profile = page.locator(".song-page-person").get_attribute("href") or ""

    other = sign_up("Okto")
    other.goto(page.url)
    other.get_by_role("button", name="Follow", exact=True).click()
    other.get_by_role("main").get_by_role("button", name="Like", exact=True).click()
    other.get_by_role("main").get_by_role("button", name=re.compile("^Play ")).first.click()
    until_playing(other)
    expect(page.get_by_text("1 play")).to_be_visible(timeout=30_000)

    page.goto(profile)
    page.get_by_role("tab", name="Followers").click()
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Okto")).to_be_visible()
    page.goto("/stats")
    for name in ("plays", "likes"):
        expect(page.locator(f"[data-figure={name}] dd")).to_have_text("1")
    page.get_by_role("radio", name="7 days").check(force=True)
    page.wait_for_url(re.compile("days=7"))
    page.get_by_text("Show as a table").first.click()
    expect(page.get_by_role("region", name="Plays and likes").get_by_role("row")).to_have_count(8)
    with page.expect_download() as saving:
        page.get_by_role("link", name="CSV").click()
    lines = saving.value.path().read_text().split()
    assert len(lines) == 8
    assert lines[-1].endswith(",1,1,0,0")
