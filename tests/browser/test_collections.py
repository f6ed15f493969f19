"""Songs selected, put into playlists, liked, downloaded, published and requested again."""

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing

import pytest
from mutagen.flac import FLAC
from mutagen.id3 import ID3
from playwright.sync_api import Page, expect

from tests.browser.conftest import audio, to_library, until_playing
from tests.browser.server import Server

pytestmark = pytest.mark.browser


@pytest.fixture
def library(sign_up: Callable[..., Page], have_songs: Callable[[Page], list[str]]) -> Page:
    """The library of somebody with two songs."""
    page = sign_up()
    have_songs(page)
    to_library(page)
    expect(page.get_by_role("article")).to_have_count(2)
    return page


def _choose(page: Page, item: str, index: int = 0) -> None:
    page.get_by_role("article").nth(index).get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def test_songs_are_added_to_a_playlist_and_reordered(library: Page) -> None:
    page = library
    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    expect(page.get_by_text("2 selected")).to_be_visible()
    page.get_by_role("button", name="Add to playlist").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Create", exact=True).click()
    expect(dialog.get_by_text("A playlist needs a title.")).to_be_visible()
    dialog.get_by_role("textbox", name="New playlist").fill("Slow mornings 🌧️")
    dialog.get_by_role("button", name="Create", exact=True).dblclick(delay=20)
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("navigation", name="Playlists").get_by_role("link", name="Slow mornings")).to_have_count(1)

    page.get_by_role("navigation", name="Playlists").get_by_role("link", name="Slow mornings 🌧️").click()
    expect(page.get_by_role("heading", name="Slow mornings 🌧️")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(2)
    takes = [card.get_attribute("data-song") for card in page.get_by_role("article").all()]
    expect(page.get_by_role("button", name="Move down")).to_have_count(0)
    page.get_by_role("button", name="Edit order", exact=True).click()
    page.get_by_role("button", name="Move down").first.click()
    expect(page.get_by_role("article").first).to_have_attribute("data-song", takes[1] or "")
    page.reload()
    expect(page.get_by_role("article").first).to_have_attribute("data-song", takes[1] or "")

    page.get_by_role("button", name="Edit order", exact=True).click()
    page.get_by_role("button", name="Remove from playlist").first.click()
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("article").first).to_have_attribute("data-song", takes[1] or "")
    page.get_by_role("button", name="Play playlist").click()
    until_playing(page)
    assert takes[1] in str(audio(page, "src"))

    page.get_by_role("button", name="Playlist options").click()
    page.get_by_role("menuitem", name="Delete", exact=True).click()
    expect(page.get_by_role("heading", name="No playlists yet")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", name="Slow mornings 🌧️")).to_be_visible()


def test_a_playlist_is_updated_in_a_second_tab(library: Page) -> None:
    _choose(library, "Add to playlist")
    library.get_by_role("dialog").get_by_role("textbox").fill("Shared")
    library.get_by_role("dialog").get_by_role("button", name="Create", exact=True).click()
    library.get_by_role("navigation", name="Playlists").get_by_role("link", name="Shared", exact=True).click()
    expect(library.get_by_role("article")).to_have_count(1)
    other = library.context.new_page()
    other.goto("/library")
    _choose(other, "Add to playlist", 1)
    other.get_by_role("dialog").get_by_role("button", name=re.compile("Shared")).click()
    expect(library.get_by_role("article")).to_have_count(2)


def test_likes_and_favorites_are_independent(library: Page) -> None:
    page = library
    like = page.get_by_role("article").first.get_by_role("button", name="Like", exact=True)
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    _choose(page, "Add to favorites", 1)
    page.get_by_role("tab", name="Favorites").click()
    expect(page.get_by_role("article")).to_have_count(1)
    expect(page.get_by_role("article").get_by_role("button", name="Like", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    _choose(page, "Remove from favorites")
    expect(page.get_by_role("heading", name="No favorites yet")).to_be_visible()


def test_downloaded_files_have_tags(library: Page) -> None:
    page = library
    _choose(page, "Download")
    with page.expect_download() as saving:
        page.get_by_role("dialog").get_by_role("button", name="FLAC").click()
    flac = FLAC(saving.value.path())
    assert flac["artist"] == ["Mira"]
    assert "AI-generated" in flac["comment"][0]
    assert flac.pictures[0].mime == "image/jpeg"
    assert saving.value.suggested_filename == f"{flac['title'][0]} (A).flac"

    page.get_by_role("button", name="Select", exact=True).click()
    page.get_by_role("button", name="Select all").click()
    page.get_by_role("toolbar").get_by_role("button", name="Download", exact=True).click()
    fetched = []
    page.on("request", lambda sent: sent.resource_type in {"fetch", "xhr"} and fetched.append(sent.url))
    with page.expect_download() as saving:
        page.get_by_role("dialog").get_by_role("button", name="MP3").click()
        expect(page.get_by_text("Packing 2 songs into one ZIP…")).to_be_visible()
    assert saving.value.suggested_filename == "2 songs.zip"
    # The browser saves what the site sends; nothing of it passes through the page's memory.
    assert saving.value.url.endswith("/download/songs.mp3.zip")
    assert not [address for address in fetched if "/download/" in address]
    with zipfile.ZipFile(saving.value.path()) as pack:
        assert pack.testzip() is None
        names = pack.namelist()
        assert sorted(name[-7:] for name in names) == ["(A).mp3", "(B).mp3"]
        tags = ID3(io.BytesIO(pack.read(names[0])))
    assert str(tags["TPE1"]) == "Mira"
    assert "about rain" in next(str(tag) for tag in tags.getall("TXXX") if tag.desc == "PROMPT")


def test_a_failed_download_shows_why(library: Page, server: Server) -> None:
    page = library
    song = page.get_by_role("article").first.get_attribute("data-song")
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection:
        ((name,),) = connection.execute("SELECT master FROM songs WHERE id = ?", (song,)).fetchall()
    file = server.data_dir / "media" / name[:2] / name
    file.unlink()  # by its other names it is the file of songs of other tests
    file.write_bytes(b"damaged")
    _choose(page, "Download")
    page.get_by_role("dialog").get_by_role("button", name="FLAC").click()
    expect(page.get_by_text("The file of this song cannot be read")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    _choose(page, "Download")
    page.context.clear_cookies()
    page.get_by_role("dialog").get_by_role("button", name="MP3").click()
    expect(page.get_by_text("You are signed out.")).to_be_visible()


def test_a_published_song_has_a_public_page_and_a_link_preview(library: Page, visit: Callable[..., Page]) -> None:
    page = library
    page.get_by_role("article").first.locator("a").first.click()
    expect(page.get_by_role("heading", name="Compare the takes")).to_be_visible()
    title = page.locator("h1").inner_text()
    expect(page).to_have_title(f"{title} · MelodyMaker")
    address = page.url
    stranger = visit("/")
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(stranger.get_by_role("heading", name="This song is not available")).to_be_visible()

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("switch", name="Let everybody hear it").click()
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_visible()
    page.get_by_role("button", name="Copy link", exact=True).click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    answer = stranger.goto(address)
    assert answer is not None
    assert answer.status == 200
    card = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', answer.text()))
    assert card["og:title"] == title
    assert stranger.request.get(card["og:image"]).headers["content-type"] == "image/jpeg"
    expect(stranger.get_by_role("heading", name=title, level=1)).to_be_visible()
    expect(stranger.get_by_role("button", name="Rename", exact=True)).to_be_hidden()
    expect(stranger.get_by_role("region", name="Make a song of your own")).to_be_visible()
    expect(page.get_by_role("region", name="Make a song of your own")).to_be_hidden()
    stranger.locator(".song-page-actions").get_by_role("button", name=f"Play {title}").click()
    until_playing(stranger)
    stranger.goto(address.replace("/song/", "/embed/"))
    expect(stranger.get_by_role("link", name=title)).to_be_visible()
    stranger.evaluate("document.querySelector('audio').play()")
    until_playing(stranger)

    page.reload()
    page.get_by_role("button", name="Share", exact=True).click()
    sheet = page.get_by_role("dialog", name="Share")
    expect(sheet.get_by_role("textbox", name="Link", exact=True)).to_have_value(address)
    sheet.get_by_role("button", name="Copy link").click()
    expect(sheet.get_by_text("Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    sheet.get_by_role("button", name="Copy code").click()
    expect(sheet.get_by_text("Code copied")).to_be_visible()
    frame = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r'<iframe src="([^"]+)"', frame)[1] == address.replace("/song/", "/embed/")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); }")
    sheet.get_by_role("button", name="Copy link").click()
    expect(sheet.get_by_text("Copying was not allowed")).to_be_visible()


def test_takes_are_compared_and_one_is_kept(library: Page) -> None:
    page = library
    page.get_by_role("article").first.locator("a").first.click()
    expect(page.get_by_role("heading", name="Compare the takes")).to_be_visible()
    page.get_by_role("button", name="Rename", exact=True).click()
    field = page.get_by_role("textbox", name="Title")
    field.fill("Regen im Mai")
    field.press("Enter")
    expect(page.get_by_role("heading", name="Regen im Mai")).to_be_visible()
    page.locator(".song-page-actions").get_by_role("button", name=re.compile("^Play ")).click()
    until_playing(page)
    switches = page.get_by_role("button", name=re.compile("^Switch to take "))
    expect(switches.first).to_be_disabled()  # it plays
    switches.last.click()
    expect(switches.last).to_be_disabled()
    expect(switches.first).to_be_enabled()
    page.get_by_role("button", name="Keep only this one").first.dblclick()
    expect(page.get_by_role("heading", name="Compare the takes")).to_be_hidden()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("heading", name="Compare the takes")).to_be_visible()


def test_history_repeats_and_edits_a_request(library: Page) -> None:
    page = library
    page.get_by_role("tab", name="History").click()
    expect(page.get_by_text("a short folk tune about rain")).to_be_visible()
    takes = page.locator(".history-songs a")
    expect(takes).to_have_count(2)
    heights = [(take.bounding_box() or {"height": 0})["height"] for take in takes.all()]
    assert min(heights) >= 24  # as accessibility asks of what is pressed, also of short titles beside each other
    page.get_by_role("link", name="Edit and create").click()
    expect(page.get_by_role("textbox", name="Describe your song")).to_have_value("a short folk tune about rain")
    page.go_back()
    page.get_by_role("button", name="Create again", exact=True).click()
    songs = page.get_by_role("region", name="Your songs")
    expect(songs.get_by_role("article")).to_have_count(4)


def test_a_draft_is_written_edited_and_saved_as_a_preset(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.get_by_role("textbox", name="Describe your song").fill("a sad lo-fi tune about a last train")
    page.get_by_role("button", name="Write a draft").click()
    lyrics = page.get_by_role("textbox", name="Lyrics")
    expect(lyrics).to_have_value(re.compile(r"\[Verse 1\]"))
    expect(page.get_by_role("textbox", name="Style")).to_have_value(re.compile("lo-fi"))
    lyrics.fill("[Verse 1\nOne line\n\n[Chorus | loud, big]\nAnother")
    doctor = page.get_by_role("status", name="Lyric doctor")
    expect(doctor).to_contain_text("A bracket is not closed")
    doctor.get_by_role("button", name="Mend the lyrics").click()
    expect(lyrics).to_have_value("[Verse 1]\nOne line\n\n[Chorus - loud]\nAnother")
    page.get_by_text("Rewrite a line").click()
    page.get_by_role("button", name="Rewrite “One line”").click()
    expect(lyrics).not_to_have_value(re.compile("One line"))
    expect(lyrics).to_have_value(re.compile("Another$"))
    rewritten = lyrics.input_value()
    lyrics.press("Control+z")
    expect(lyrics).to_have_value("[Verse 1]\nOne line\n\n[Chorus - loud]\nAnother")
    page.get_by_role("button", name="Rewrite “One line”").click()
    expect(lyrics).not_to_have_value(re.compile("One line"))
    page.locator("[data-sonner-toast][data-front=true]").get_by_role("button", name="Undo").click()
    expect(lyrics).to_have_value("[Verse 1]\nOne line\n\n[Chorus - loud]\nAnother")
    lyrics.fill(rewritten)

    page.get_by_role("button", name="Presets", exact=True).click()
    page.get_by_role("menuitem", name="Save these settings").click()
    page.get_by_role("textbox", name="Name").fill("Trains")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    kept = lyrics.input_value()
    lyrics.fill("")
    page.get_by_role("button", name="Presets", exact=True).click()
    expect(page.get_by_role("menu").get_by_text("Trains")).to_have_count(1)
    page.get_by_role("menuitem", name="Trains", exact=True).click()
    expect(lyrics).to_have_value(kept)
    page.get_by_role("button", name="Presets", exact=True).click()
    page.get_by_role("menuitem", name="Delete Trains", exact=True).click()
    expect(page.get_by_text("Deleted “Trains”.")).to_be_visible()


def test_waiting_requests_are_shown_once_and_moved_and_cancelled(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    for text in ("first wish", "second wish", "third wish"):
        page.get_by_role("textbox", name="Describe your song").fill(text)
        page.get_by_role("button", name="Create", exact=True).click()
        expect(page.locator("[data-pair]").get_by_text(text, exact=True)).to_have_count(1)
    pairs = page.locator("[data-pair]")
    expect(pairs.nth(0)).to_contain_text("first wish")
    expect(pairs.nth(1)).to_contain_text("second wish")
    expect(pairs.nth(1)).to_contain_text(re.compile("after your other one|ahead of you"))
    pairs.nth(1).get_by_role("button", name="Later", exact=True).click()
    expect(
        page.locator("[data-pair]").filter(has_text="third wish").get_by_role("button", name="Earlier")
    ).to_be_disabled()
    third = page.locator("[data-pair]").filter(has_text="third wish")
    third.get_by_role("button", name="Cancel", exact=True).first.click()
    expect(third.get_by_role("article").first).to_have_attribute("data-status", "cancelled")
