"""A site that begins with demo data."""

from pathlib import Path
from typing import Any

import pytest

from melodymaker.demo_data import DATABASE, FILES, bring
from melodymaker.settings import Settings


def _settings(tmp_path: Path, **more: Any) -> Settings:
    return Settings(**{"_env_file": None, "data_dir": tmp_path / "data", "demo_data": tmp_path / "demo", **more})


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """Demo data, whose database is a word."""
    folder = tmp_path / "demo"
    (folder / FILES / "ab").mkdir(parents=True)
    (folder / FILES / "ab" / "song.mp3").write_text("song")
    (folder / DATABASE).write_text("demo")
    return folder


@pytest.mark.usefixtures("demo")
def test_an_empty_site_begins_with_the_demo_data(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    assert bring(settings) == ""
    assert (settings.data_dir / DATABASE).read_text() == "demo"
    assert (settings.data_dir / FILES / "ab" / "song.mp3").read_text() == "song"


@pytest.mark.usefixtures("demo")
def test_what_a_site_has_is_never_replaced(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    (settings.data_dir / DATABASE).write_text("own")
    assert bring(settings) == ""
    assert (settings.data_dir / DATABASE).read_text() == "own"
    assert not (settings.data_dir / FILES).exists()


@pytest.mark.usefixtures("demo")
def test_a_copy_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    (settings.data_dir / FILES / "ab").mkdir(parents=True)
    (settings.data_dir / FILES / "ab" / "song.mp3").write_text("so")
    assert bring(settings) == ""
    assert (settings.data_dir / FILES / "ab" / "song.mp3").read_text() == "song"


@pytest.mark.usefixtures("demo")
def test_servers_keep_what_they_have(tmp_path: Path) -> None:
    fault = bring(_settings(tmp_path, database_url="postgresql://localhost/melody"))
    assert fault == "DEMO_DATA: it goes into DATA_DIR alone; leave it out with DATABASE_URL and S3_BUCKET"


def test_a_folder_of_something_else_is_named(tmp_path: Path) -> None:
    assert bring(_settings(tmp_path)) == f"DEMO_DATA: {tmp_path / 'demo'} is no folder that `make demo` made"


def test_without_the_setting_nothing_happens(tmp_path: Path) -> None:
    settings = _settings(tmp_path, demo_data=None)
    assert bring(settings) == ""
    assert not (settings.data_dir / DATABASE).exists()
