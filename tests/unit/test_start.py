"""What is checked and said before the app is started."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from melodymaker import start
from melodymaker.settings import Settings
from tests.conftest import ROOT

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only spoken of


def _settings(folder: Path, **values: str) -> Settings:
    return Settings(data_dir=folder, _env_file=None, **values)


@pytest.mark.parametrize("name", ["a#b", "what?", "50%"])
def test_a_folder_that_pages_cannot_be_built_in_is_named(name: str) -> None:
    assert name in start.folder_fault(Path("/srv") / name)


@pytest.mark.parametrize("name", ["MelodyMaker", "my songs", "chansons é", "it's [mine]"])
def test_other_folders_are_fine(name: str) -> None:
    assert start.folder_fault(Path("/srv") / name) == ""


@pytest.mark.parametrize("host", ["127.0.0.1", EVERYWHERE, "::1", "::", "localhost"])
def test_a_free_port_is_fine_on_each_address(host: str) -> None:
    assert start.port_fault(host, 0) == ""


def test_a_port_in_use_and_an_address_of_another_machine_are_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert start.port_fault("127.0.0.1", taken.getsockname()[1]).startswith("HOST, PORT: ")
    assert start.port_fault("192.0.2.1", 3000).startswith("HOST, PORT: 192.0.2.1 ")
    assert start.port_fault("no such host", 3000).startswith("HOST: ")


@pytest.mark.parametrize(
    ("host", "public_url", "warned"),
    [
        (EVERYWHERE, "", True),
        ("192.168.1.20", "", True),
        ("::", "", True),
        (EVERYWHERE, "http://192.168.1.20:3000", False),
        ("127.0.0.1", "", False),
        ("::1", "", False),
        ("localhost", "", False),
    ],
)
def test_listening_for_others_needs_an_address(tmp_path: Path, host: str, public_url: str, warned: bool) -> None:
    warning = start.address_warning(_settings(tmp_path, host=host, public_url=public_url))
    assert bool(warning) == warned
    assert ("PUBLIC_URL" in warning) == warned


def test_a_second_start_in_the_same_folder_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    script = (
        "import os; from pathlib import Path; from melodymaker import start;"
        f"print(start.lock_fault(Path({str(tmp_path)!r}, '.web')), flush=True); os.execvp('cat', ['cat'])"
    )
    first = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdout is not None
    assert first.stdout.readline() == "\n"
    assert str(tmp_path) in start.lock_fault(tmp_path / ".web")
    first.communicate("")
    assert start.lock_fault(tmp_path / ".web") == ""


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    assert "cannot be written" in start.lock_fault(tmp_path / "nowhere" / ".web")
