"""When a start builds the pages, and when those that are there will do."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from reflex_base.constants import Env
from reflex_base.environment import environment

from melodymaker import start
from melodymaker.settings import Addresses
from melodymaker.web import built_pages


def _addresses(**values: object) -> Addresses:
    return Addresses(_env_file=None, **values)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, whose pages are built with the addresses of no setting."""
    for name in ("melodymaker/app.py", "song_files/tags.py", "assets/app.css", "reflex.lock/package-lock.json"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("one")
    (tmp_path / "rxconfig.py").write_text("one")
    (tmp_path / "requirements.txt").write_text("reflex==0.10.1 \\\n    --hash=sha256:0\n")
    monkeypatch.setattr(built_pages, "_ROOT", tmp_path)
    monkeypatch.setattr(built_pages, "load_addresses", _addresses)
    monkeypatch.setenv("REFLEX_WEB_WORKDIR", ".web")
    monkeypatch.setenv("REFLEX_ENV_MODE", "prod")
    assert environment.REFLEX_ENV_MODE.get() is Env.PROD
    return tmp_path


def _build(project: Path) -> None:
    """What Reflex does: it tells the plugin, and writes pages."""
    (project / ".web" / "build" / "client").mkdir(parents=True, exist_ok=True)
    built_pages.NotedPages().pre_compile()
    (project / ".web" / "build" / "client" / "index.html").write_text("a page")


def test_pages_are_current_once_they_are_served(project: Path) -> None:
    assert not built_pages.are_current(_addresses())
    _build(project)
    assert not built_pages.are_current(_addresses())  # it may have been killed before all files were there
    built_pages.note_served()
    built_pages.note_served()  # by another process of the same app
    assert built_pages.are_current(_addresses())


def _write(name: str, text: str = "two") -> Callable[[Path], object]:
    def write(project: Path) -> None:
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(text)

    return write


@pytest.mark.parametrize(
    "change",
    [
        _write("melodymaker/app.py"),
        _write("melodymaker/new.py", ""),
        _write("song_files/tags.py"),
        _write("assets/app.css"),
        _write("rxconfig.py"),
        _write("reflex.lock/package-lock.json"),
        lambda project: (project / "melodymaker/app.py").rename(project / "melodymaker/moved.py"),
        lambda project: (project / ".web/build/client/index.html").unlink(),
        _build,
    ],
)
def test_a_change_has_them_built_again(project: Path, change: Callable[[Path], object]) -> None:
    _build(project)
    built_pages.note_served()
    change(project)
    assert not built_pages.are_current(_addresses())


@pytest.mark.parametrize("name", ["melodymaker/app.pyc", "README.md"])
def test_what_is_made_or_drawn_nowhere_changes_nothing(project: Path, name: str) -> None:
    _build(project)
    built_pages.note_served()
    (project / name).parent.mkdir(exist_ok=True)
    (project / name).write_text("two")
    assert built_pages.are_current(_addresses())


@pytest.mark.parametrize(
    "other",
    [{"port": 3100}, {"host": "127.0.0.2"}, {"public_url": "https://music.example.org"}, {"languages": "de,ar-XB"}],
)
def test_other_addresses_and_languages_need_other_pages(project: Path, other: dict[str, object]) -> None:
    _build(project)
    built_pages.note_served()
    assert not built_pages.are_current(_addresses(**other))


@pytest.mark.parametrize(
    ("name", "version", "current"), [("reflex", "0.10.1", True), ("Reflex", "0.10.2", False), ("pytest", "1", True)]
)
def test_another_version_of_what_the_app_needs_needs_other_pages(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, version: str, current: bool
) -> None:
    one = SimpleNamespace(name="reflex", version="0.10.1")
    monkeypatch.setattr(built_pages.metadata, "distributions", lambda: [one])
    _build(project)
    built_pages.note_served()
    others = [one] if name == "pytest" else []
    monkeypatch.setattr(
        built_pages.metadata, "distributions", lambda: [*others, SimpleNamespace(name=name, version=version)]
    )
    assert built_pages.are_current(_addresses()) == current


def test_pages_of_another_build_than_production_are_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _build(project)
    built_pages.note_served()
    monkeypatch.setenv("REFLEX_ENV_MODE", "preview")
    _build(project)
    built_pages.note_served()
    assert not built_pages.are_current(_addresses())


@pytest.mark.parametrize(
    ("command", "current", "becomes"),
    [
        ("reflex run --env prod", True, "reflex run --env prod --backend-only"),
        ("reflex run --env prod", False, "reflex run --env prod"),
        ("reflex run --env preview", True, "reflex run --env preview"),
    ],
)
def test_a_start_builds_nothing_where_the_pages_are_current(
    monkeypatch: pytest.MonkeyPatch, command: str, current: bool, becomes: str
) -> None:
    monkeypatch.setenv("SERVE_PAGES", "off")
    monkeypatch.setattr(built_pages, "are_current", lambda _addresses: current)
    assert start.without_a_build(command.split()) == becomes.split()
    assert start.os.environ["SERVE_PAGES"] == ("on" if becomes.endswith("only") else "off")
