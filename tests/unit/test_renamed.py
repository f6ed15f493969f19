"""Settings under the name they had before."""

import logging
import os
from pathlib import Path

import pytest

from melodymaker.settings.renamed import RENAMED, read_former_names
from tests.conftest import ROOT

_RENAMED = {"OLD_NAME": "NEW_NAME"}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somewhere without settings; what is set there is gone again afterwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEW_NAME", "")


def test_a_former_name_is_read_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OLD_NAME", "value")
    read_former_names(_RENAMED)
    assert os.environ["NEW_NAME"] == "value"
    assert caplog.messages == ["OLD_NAME is called NEW_NAME now: rename it where it is set"]


def test_one_in_the_file_is_read_too(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / ".env").write_text("OLD_NAME=value\n")
    read_former_names(_RENAMED)
    assert os.environ["NEW_NAME"] == "value"
    assert caplog.record_tuples[0][1] == logging.WARNING


def test_the_name_of_today_goes_first(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("OLD_NAME", "old")
    monkeypatch.setenv("NEW_NAME", "new")
    read_former_names(_RENAMED)
    assert os.environ["NEW_NAME"] == "new"
    assert caplog.messages == []


def test_each_leads_to_a_setting_of_today() -> None:
    example = (ROOT / ".env.example").read_text()
    assert [now for now in RENAMED.values() if f"# {now}=" not in example] == []
    assert [before for before in RENAMED if f"# {before}=" in example] == []
