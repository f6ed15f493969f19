"""The walk of docs/extending.md, word for word: a feature added to a copy of the project, served, and clicked."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import fill_sign_up, new_email
from tests.browser.server import Server
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

_BLOCK = re.compile(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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


@pytest.fixture
def extended(server: Server, tmp_path: Path) -> Iterator[Server]:
    """The copy with the feature, served; the server before it has installed the pages' packages."""
    assert server.url
    project = tmp_path / "project"
    shutil.copytree(ROOT, project, ignore=_left_out, copy_function=_link_or_copy, symlinks=True)
    data_dir = tmp_path / "data"
    data_dir.mkdir()
    _walk(project, data_dir)
    extended = Server(data_dir, project)
    extended.start()
    yield extended
    extended.stop()


def test_the_steps_of_the_guide_make_a_working_feature(extended: Server, browser: Browser) -> None:
    expect.set_options(timeout=20_000)
    context = browser.new_context(base_url=extended.url)
    page = context.new_page()
    page.goto("/sign-up")
    fill_sign_up(page, "Mira", new_email())
    expect(page.get_by_role("heading", name="What do you want to hear?")).to_be_visible()
    page.goto("/wishes")
    expect(page.get_by_role("heading", name="No wishes yet")).to_be_visible()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("A wish has between 1 and 200 characters.")).to_be_visible()
    page.get_by_role("textbox", name="Wish").fill("A waltz for the last train")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("listitem").filter(has_text="A waltz for the last train")).to_be_visible()
    page.reload()
    page.get_by_role("button", name="Delete A waltz for the last train").click()
    expect(page.get_by_role("heading", name="No wishes yet")).to_be_visible()
    context.close()
