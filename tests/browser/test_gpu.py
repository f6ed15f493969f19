"""The whole product on the GPU service: the app, its worker, real HTTP both ways, and models that are tiny."""

import re
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import describe, shorten, until_playing
from tests.browser.server import Server
from tests.gpu.process import KEYS, Process
from tests.waiting import until

pytest_plugins = ["tests.gpu.whole"]
pytestmark = [pytest.mark.browser, pytest.mark.gpu]

MODEL = "ACE-Step/acestep-v15-xl-sft-diffusers"


@pytest.fixture(scope="module")
def server(gpu: Process, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app with the GPU service as its engine."""
    folder = tmp_path_factory.mktemp("browser")
    server = Server(folder, ENGINE="", GPU_URL=gpu.url, MODAL_KEY=KEYS[0], MODAL_SECRET=KEYS[1])
    server.start()
    yield server
    server.stop()


def files(server: Server) -> set[Path]:
    """Every file in the app's storage."""
    return {path for path in (server.data_dir / "media").rglob("*") if path.is_file()}


def newest(server: Server, columns: str, table: str, rows: int) -> list[tuple]:
    """The newest rows of a table."""
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY created_at DESC LIMIT {rows}").fetchall()  # noqa: S608


def test_a_description_makes_two_songs(sign_up: Callable[..., Page], server: Server, gpu: Process) -> None:
    begun = len(gpu.begun())
    before = files(server)
    page = sign_up()
    composer = page.get_by_role("region", name="Composer")
    expect(composer).to_contain_text("ACE-Step 1.5 XL · sings in 32 languages · songs up to 10:00")
    expect(composer).to_contain_text("remixes: variations, other styles, longer versions, new parts")
    expect(composer).to_contain_text("what they make is noise")
    expect(page.get_by_role("slider", name="Length")).to_have_attribute("max", "600")
    shorten(page)
    describe(page, "a warm lo-fi piano tune about rain")
    songs = page.get_by_role("region", name="Your songs")
    cards = songs.get_by_role("article")
    expect(cards).to_have_count(2)
    expect(songs.get_by_role("progressbar")).to_have_count(2)
    # A stage may be over before the page hears of it: with tiny models some last a moment.
    expect(cards.first).to_contain_text(re.compile("Writing the lyrics|Composing|Mixing and mastering|Finishing"))
    plays = songs.get_by_role("button", name=re.compile("^Play "))
    expect(plays).to_have_count(2, timeout=60_000)
    for image in songs.locator("img").all():
        assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64
    plays.first.click()
    until_playing(page, past=1)

    assert newest(server, "engine, status", "songs", 2) == [(MODEL, "ready")] * 2
    assert len(files(server) - before) == 8
    assert len(gpu.begun()) == begun + 1
    cards.first.get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text(MODEL)


def test_an_app_killed_during_a_job_resumes_it(sign_up: Callable[..., Page], server: Server, gpu: Process) -> None:
    page = sign_up()
    before = files(server)
    begun = len(gpu.begun())
    page.get_by_role("slider", name="Length").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    describe(page, "a folk tune about rain, 2 minutes")
    songs = page.get_by_role("region", name="Your songs")
    ((job,),) = until(lambda: [row for row in newest(server, "engine_job", "generations", 1) if row[0]])
    until(lambda: gpu.begun()[begun:] == [job])
    server.stop(signal.SIGKILL)
    # The worker that comes next takes up what the dead one held as soon as that one's lease has run out.
    with closing(sqlite3.connect(server.data_dir / "melodymaker.sqlite")) as connection, connection:
        connection.execute("UPDATE generations SET lease_until = created_at")
    server.start()
    expect(songs.get_by_role("button", name=re.compile("^Play "))).to_have_count(2, timeout=90_000)
    assert gpu.begun()[begun:] == [job]
    assert len(files(server) - before) == 8
    assert newest(server, "status, attempts, engine_job", "generations", 1) == [("ready", 2, "")]
    page.reload()
    expect(songs.get_by_role("article")).to_have_count(2)
    songs.get_by_role("button", name=re.compile("^Play ")).first.click()
    until_playing(page, past=1)
