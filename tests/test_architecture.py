"""The rules of the house, kept by a machine. The arrows between packages are import-linter's, in pyproject.toml."""

import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import alembic.command
import alembic.config
import pytest
import reflex as rx

from melodymaker import app, routes
from tests.conftest import ROOT

SOURCES = [
    path
    for folder in ("melodymaker", "tasks", "tests", "alembic")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
]


def _states(kind: type = rx.State) -> set[type]:
    return {state for child in kind.__subclasses__() for state in {child, *_states(child)}}


OURS = [state for state in _states() if state.__module__.startswith("melodymaker.")]


def test_imports_follow_the_arrows() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


BROKEN_RULES = {
    "a service that draws": {"service.py": "import reflex\n"},
    "a query that knows a page": {"queries.py": "from melodymaker.echo import page\n", "page.py": ""},
    "a service that knows an adapter": {"service.py": "from melodymaker.adapters import local_storage\n"},
    "a state that knows the bootstrap": {"state.py": "from melodymaker import bootstrap\n"},
    "a service that starts a task": {"service.py": "from tasks import songs\n"},
    "a service that knows a state": {"service.py": "from melodymaker.songs import state\n"},
    "a feature with its own engine": {"service.py": "from melodymaker.sketch import engine\n"},
    "two features in a circle": {
        "service.py": "from melodymaker.songs import service\n",
        "../songs/echo.py": "from melodymaker.echo import service\n",
    },
    "a module below that knows a feature": {
        "service.py": "",
        "../web/echo.py": "from melodymaker.echo import service\n",
    },
    "two modules in a circle": {
        "one.py": "from melodymaker.echo import two\n",
        "two.py": "from melodymaker.echo import one\n",
    },
}


@pytest.mark.parametrize("rule", ["none", *BROKEN_RULES])
def test_a_new_feature_falls_under_the_rules_by_itself(rule: str, tmp_path: Path) -> None:
    for folder in ("melodymaker", "tasks", "gpu"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "*.js*"))
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    feature = tmp_path / "melodymaker" / "echo"
    feature.mkdir()
    for name, text in {
        "__init__.py": "",
        **BROKEN_RULES.get(rule, {"service.py": "from melodymaker import db\n"}),
    }.items():
        (feature / name).write_text(text)
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) == (rule == "none"), done.stdout
    assert rule == "none" or "melodymaker.echo" in done.stdout or "echo" in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 320


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.parts[len(ROOT.parts)] in {"melodymaker", "tasks"}
        and re.search(r"os\.environ|getenv", path.read_text())
    }
    assert readers <= {"melodymaker/settings.py"}


def test_every_public_method_of_a_state_is_meant_to_be_an_endpoint() -> None:
    """Reflex makes an event of every public method, decorated or not."""
    assert OURS
    for state in OURS:
        source = inspect.getsource(state)
        public = re.findall(r"((?:^    @[^\n]+\n)*)^    (?:async )?def ([a-z]\w*)", source, re.MULTILINE)
        undecorated = [
            name for decorators, name in public if "@rx.event" not in decorators and "@rx.var" not in decorators
        ]
        assert not undecorated, f"{state.__name__}: {undecorated}"


@pytest.mark.parametrize("state", OURS, ids=lambda state: state.__name__)
def test_no_secret_is_a_public_var(state: type[rx.State]) -> None:
    assert not [name for name in state.base_vars if re.search(r"password|token|secret|hash|email", name)]


def test_pages_have_addresses_from_the_table() -> None:
    known = {value for name, value in vars(routes).items() if name.isupper()}
    assert {page.route for page in app.PAGES} <= known


def test_the_migrations_make_the_models(database: str) -> None:
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = database
    alembic.command.check(config)


def test_the_migrations_can_be_taken_back_and_made_again(database: str) -> None:
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = database
    alembic.command.downgrade(config, "base")
    alembic.command.upgrade(config, "head")


def test_the_pages_are_built_without_any_setting() -> None:
    code = (
        "import melodymaker.app, sys; sys.exit('tasks.queue' in sys.modules or 'melodymaker.bootstrap' in sys.modules)"
    )
    environment = {**os.environ, "ENGINE": "theremin", "SECRET_KEY": "short"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_test_folder_of_a_unit_is_a_feature_or_a_module() -> None:
    folders = {
        path.name for path in (ROOT / "tests" / "unit").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    modules = {path.name for path in (ROOT / "melodymaker").iterdir() if path.is_dir()}
    assert folders <= modules
