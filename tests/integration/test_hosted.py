"""What is sent to Reflex hosting: only what belongs there, and it starts by itself in an empty folder."""

import os
import sys
import zipfile
from pathlib import Path

import httpx
import pytest
from reflex.utils.build import zip_app

from deploy import hosted
from deploy.local import servers
from tests.bench import memory

ROOT = Path(__file__).resolve().parents[2]
_MACHINE_BYTES = 1_000_000_000
_MOST_BYTES = 20_000_000


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The archive as `reflex deploy` makes it, without pages and demo data."""
    left_out = {ROOT / name for name in (*hosted.LEFT_OUT, hosted.DEMO, hosted.PAGES)}
    zip_app(frontend=False, zip_dest_dir=tmp_path, backend_excluded_dirs=tuple(left_out))
    return tmp_path / "backend.zip"


@pytest.fixture(autouse=True)
def _in_the_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_archive_holds_the_app_and_nothing_of_whoever_sends_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as sent:
        names = sent.namelist()
    assert {"rxconfig.py", "requirements.txt", "alembic.ini", "melodymaker/app.py", "tasks/worker.py"} <= set(names)
    folders = {name.partition("/")[0] for name in names if "/" in name and not name.startswith(".web/backend")}
    assert folders == {"alembic", "assets", "gpu", "melodymaker", "reflex.lock", "song_files", "tasks"}
    assert [name for name in names if name.endswith((".key", ".env", ".sqlite", ".flac"))] == []
    assert archive.stat().st_size < _MOST_BYTES


def test_it_starts_from_the_archive_alone_serves_the_pages_and_has_room(archive: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with zipfile.ZipFile(archive) as sent:
        sent.extractall(home)
    web = tmp_path / "web"
    for path, text in (
        ("build/client/index.html", "<html>front</html>"),
        ("build/client/404.html", "<html>none</html>"),
    ):
        (web / path).parent.mkdir(parents=True, exist_ok=True)
        (web / path).write_text(text)
    (web / "backend").mkdir()
    (web / "backend" / "stateful_pages.json").write_text("[]")
    hosted.keep(web, home / hosted.PAGES)
    port = servers.free_port()
    url = f"http://localhost:{port}"
    scripts = Path(sys.executable).parent
    settings = {**hosted.environment(url), "DEMO_DATA": "", "PORT": str(port), "HOST": "127.0.0.1"}
    command = ["sh", "-c", f"cd {home} && exec {scripts / 'reflex'} run --env prod --backend-only"]
    environment = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path), **settings}
    with servers.process(command, port, environment, tmp_path / "log") as process:
        assert httpx.get(f"{url}/health").json()["ok"]
        assert "front" in httpx.get(f"{url}/").text
        assert "none" in httpx.get(f"{url}/nothing").text
        assert memory.rss(memory.tree(process.pid)) < _MACHINE_BYTES
