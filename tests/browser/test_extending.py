"""The walks of docs/extending.md, word for word: done in a copy of the project, which is served and clicked."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.listening import go_to, make_pair, open_library, play, player, track
from tests.browser.server import Server
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

_BLOCK = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LATER_SECONDS = 10
BEGUN_AGAIN = "() => { const a = document.querySelector('audio'); return !a.paused && a.currentTime < 5 }"
_LEFT_OUT = (".git", ".venv*", ".web", ".web-servers", ".states", "data", "__pycache__", "build")


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is not the project's; installed packages are taken whole."""
    return set() if "node_modules" in folder else set(shutil.ignore_patterns(*_LEFT_OUT)(folder, names))


def _link_or_copy(source: str, target: str) -> None:
    """Installed packages are many and large: their files are shared, not copied, where the disk allows it."""
    if "node_modules" in source:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
    else:
        shutil.copy2(source, target)


def _change(path: Path, diff: str) -> None:
    """Make the change that a block shows: its lines begin with a space, + or -."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    before = "\n".join(line for sign, line in lines if sign != "+") + "\n"
    after = "\n".join(line for sign, line in lines if sign != "-") + "\n"
    text = path.read_text()
    assert text.count(before) == 1, f"{path.name} has {text.count(before)} places like this:\n{before}"
    path.write_text(text.replace(before, after))


def _walk(project: Path, data_dir: Path) -> None:
    """Do all that the document says, in its order."""
    environment = {**os.environ, "DATA_DIR": str(data_dir), "PYTHONPATH": str(project)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for kind, title, text in _BLOCK.findall((ROOT / "docs" / "extending.md").read_text()):
        path = project / title
        if kind == "sh":
            done = subprocess.run(
                ["bash", "-euc", text], cwd=project, env=environment, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        elif kind == "diff":
            _change(path, text)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)


@pytest.fixture(scope="module")
def server(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The copy with all that the guide adds, served; the server before it has installed the pages' packages."""
    assert server.url
    folder = tmp_path_factory.mktemp("extending")
    project = folder / "project"
    shutil.copytree(ROOT, project, ignore=_left_out, copy_function=_link_or_copy, symlinks=True)
    data_dir = folder / "data"
    data_dir.mkdir()
    _walk(project, data_dir)
    extended = Server(data_dir, project)
    extended.start()
    yield extended
    extended.stop()


def test_the_feature_of_the_guide_works(sign_up: Callable[..., Page]) -> None:
    page = sign_up()
    page.goto("/wishes")
    expect(page.get_by_role("heading", name="No wishes yet")).to_be_visible()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("A wish has between 1 and 200 characters.")).to_be_visible()
    page.get_by_role("textbox", name="Wish").fill("A waltz for the last train")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="A waltz for the last train")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Delete A waltz for the last train").click()
    expect(page.get_by_role("heading", name="No wishes yet")).to_be_visible()


@pytest.fixture
def page(browser: Browser, server: Server, visit: Callable[..., Page]) -> Page:
    """The library of somebody with a pair of songs."""
    return open_library(visit, make_pair(browser, server))


@pytest.fixture
def sent(page: Page, browser: Browser, server: Server) -> list[str]:
    """What the page tells the server from now on; it plays a song."""
    events = []

    def note(frame: str | bytes) -> None:
        if isinstance(frame, str) and '["event",' in frame:
            events.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("link", name="Create", exact=True).first.click()
    expect(page.get_by_role("region", name="Your songs").get_by_role("article")).to_have_count(2)
    play(page, track(make_pair(browser, server), "One"))
    assert events  # those of going to the other page
    events.clear()
    return events


def test_the_button_of_the_guide_begins_a_paused_song_again(page: Page, sent: list[str]) -> None:
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('audio').paused")
    go_to(page, LATER_SECONDS)
    player(page).get_by_role("button", name="Again", exact=True).click()
    page.wait_for_function(BEGUN_AGAIN)
    assert not sent


def test_the_key_of_the_guide_begins_the_song_again_and_is_in_the_sheet(page: Page, sent: list[str]) -> None:
    go_to(page, LATER_SECONDS)
    page.keyboard.press("0")
    page.wait_for_function(BEGUN_AGAIN)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard").get_by_text("0Begin the song again")).to_be_visible()
    assert not sent


def test_the_panel_of_the_guide_has_the_focus_until_it_closes(page: Page, sent: list[str]) -> None:
    about = page.get_by_role("region", name="About")
    button = player(page).get_by_role("button", name="About", exact=True)
    button.click()
    expect(about.get_by_role("heading", name="About")).to_be_focused()
    expect(about.get_by_role("definition")).to_have_text(["One", "Mira", re.compile(r"^0:\d\d$")])
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    expect(button).to_be_focused()
    assert not sent
