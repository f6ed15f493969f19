"""The project's rules, checked. The arrows between packages are import-linter's, in pyproject.toml."""

import ast
import importlib.metadata
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
import sqlalchemy as sa

from melodymaker import app, db, routes
from tests.conftest import ROOT

SOURCES = [
    path
    for folder in ("melodymaker", "song_files", "gpu", "tasks", "tests", "alembic")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
]


def _states(kind: type = rx.State) -> set[type]:
    return {state for child in kind.__subclasses__() for state in {child, *_states(child)}}


OURS = sorted(
    (state for state in _states() if state.__module__.startswith("melodymaker.")), key=lambda state: state.__qualname__
)


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
def test_import_contracts_apply_to_a_new_feature(rule: str, tmp_path: Path) -> None:
    for folder in ("melodymaker", "song_files", "tasks", "gpu"):
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
    assert {reader.rpartition("/")[0] for reader in readers} <= {"melodymaker/settings"}


def test_public_methods_of_states_are_event_handlers() -> None:
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


def _functions_drawn() -> list[tuple[Path, str]]:
    """The public functions of the files that draw."""
    drawing = {*(ROOT / "melodymaker" / "ui").rglob("*.py")}
    for name in ("page.py", "components.py"):
        drawing |= {*(ROOT / "melodymaker").rglob(name)}
    return [
        (path, node.name)
        for path in sorted(drawing)
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]


def _names_used(path: Path) -> set[str]:
    """Every name that a file reads; a function's own name inside it, and imports, do not count."""
    used = set()
    for statement in ast.parse(path.read_text()).body:
        own = getattr(statement, "name", None)
        for node in ast.walk(statement):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else own
            used |= {name} - {own}
    return used


def test_every_component_is_used() -> None:
    used = {name for path in (ROOT / "melodymaker").rglob("*.py") for name in _names_used(path)}
    functions = _functions_drawn()
    assert len(functions) > 50
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in functions if name not in used] == []


def test_pages_use_the_addresses_of_routes() -> None:
    known = {value for name, value in vars(routes).items() if name.isupper()}
    assert {page.route for page in app.PAGES} <= known


def test_migrations_match_the_models(database: str) -> None:
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = database
    assert alembic.command.check(config) is None


def test_migrations_can_be_downgraded_and_upgraded_again(database: str) -> None:
    config = alembic.config.Config(ROOT / "alembic.ini")
    config.attributes["url"] = database
    alembic.command.downgrade(config, "base")
    assert _tables(database) == {"alembic_version"}
    alembic.command.upgrade(config, "head")
    assert {"users", "songs", "generations"} <= _tables(database)


def _tables(url: str) -> set[str]:
    """The tables of the database that are not its own; those of SQLite's full-text index are."""
    engine = db.connect(url)
    names = sa.inspect(engine).get_table_names()
    engine.dispose()
    return set(names)


def test_importing_a_module_reads_no_setting_and_opens_no_file(tmp_path: Path) -> None:
    """Pages are built, tools and tests import, before anybody has set anything."""
    code = """
import importlib, pkgutil
for root in ("melodymaker", "tasks"):
    for found in pkgutil.walk_packages(importlib.import_module(root).__path__, root + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
"""
    hostile = {"ENGINE": "theremin", "SECRET_KEY": "short", "DATA_DIR": str(tmp_path / "data"), "S3_BUCKET": "alone"}
    environment = {**os.environ, **hostile, "PYTHONPATH": str(ROOT), "REFLEX_DIR": str(tmp_path / "reflex")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.rglob("*") if path.is_file() and not path.is_symlink()] == []


def test_every_test_folder_of_a_unit_is_a_feature_or_a_module() -> None:
    folders = {
        path.name for path in (ROOT / "tests" / "unit").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    modules = {path.name for path in (ROOT / "melodymaker").iterdir() if path.is_dir()}
    assert folders <= modules


def _pins(name: str) -> set[str]:
    """The lines `package==version` of a requirements file, without extras, markers and hashes."""
    lines = re.findall(r"^([\w.-]+)(?:\[[\w, ]+\])?==([\w.]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {f"{package.lower().replace('_', '-')}=={version}" for package, version in lines}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_the_locked_set_has_every_pinned_dependency(name: str) -> None:
    assert _pins(f"{name}.in") <= _pins(f"{name}.txt"), "run `make lock`"


def test_the_tools_are_locked_with_the_versions_that_the_app_runs_with() -> None:
    assert _pins("requirements.txt") <= _pins("requirements-dev.txt")


def test_the_list_of_decisions_is_complete() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"^(\d+)\. \[.+\]\((\d{4})-([\w-]+)\.md\)$", (folder / "README.md").read_text(), re.MULTILINE)
    assert [f"{number}-{title}.md" for _, number, title in listed] == sorted(
        path.name for path in folder.glob("[0-9]*.md")
    )
    assert [int(position) for position, _, _ in listed] == [int(number) for _, number, _ in listed]


def _license(package: str) -> str:
    """What an installed package says of its license, in the field that it uses."""
    stated = importlib.metadata.metadata(package)
    kinds = [kind for kind in stated.get_all("Classifier", []) if kind.startswith("License")]
    return " ".join([stated.get("License-Expression", ""), stated.get("License", "").partition("\n")[0], *kinds])


def test_the_notice_names_every_package_whose_license_asks_for_more_than_its_notice() -> None:
    notice = (ROOT / "NOTICE").read_text()
    packages = {pin.partition("==")[0] for pin in _pins("requirements.txt")}
    installed = {re.sub(r"[-_.]+", "-", each.name).lower() for each in importlib.metadata.distributions() if each.name}
    asking = {
        package for package in packages & installed if re.search(r"GPL|MPL|Mozilla|GNU|CC-BY|EUPL", _license(package))
    }
    assert {"mutagen", "psycopg", "certifi"} <= asking
    assert {package for package in asking if package not in notice} == set()
