"""What the project is deployed with names files, commands and settings that there are."""

import configparser
import fnmatch
import itertools
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from melodymaker.settings import Addresses, Settings

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
_SCRIPTS = Path(sys.executable).parent
_SETTINGS = {name.upper() for name in (*Settings.model_fields, *Addresses.model_fields)}
# Of Reflex and its server, of Python, and of the system.
_OTHERS = re.compile(r"REFLEX_\w+|GRANIAN_WORKERS|PYTHON\w+|PATH|HOME")


def _instructions() -> list[list[str]]:
    """The Dockerfile's lines, continued ones joined, in words."""
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text())
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def _copied() -> list[str]:
    """What is copied, from the project's folder or from another stage's /app."""
    sources = (words[1:-1] for words in _instructions() if words[0] == "COPY")
    return [path for words in sources for path in words if not path.startswith("--from")]


def test_an_image_is_made_of_files_that_are_there_and_not_ignored() -> None:
    let_in = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line[:1] == "!"}
    copied = {path for path in _copied() if not path.startswith("/app/")}
    assert copied == let_in
    assert [path for path in copied if not (ROOT / path).exists()] == []


def test_an_image_ends_as_nobody_in_particular() -> None:
    stages: dict[str, list[list[str]]] = {}
    for words in _instructions():
        if words[0] == "FROM":
            stages[words[-1]] = []
        else:
            stages[list(stages)[-1]].append(words)
    users = [words[1] for words in stages["app"] if words[0] == "USER"]
    assert users == ["melody"]
    assert stages["app"][-1][0] == "CMD"
    command = json.loads(" ".join(stages["app"][-1][1:]))
    assert (_SCRIPTS / command[0]).exists()


def test_all_that_the_app_imports_is_in_the_image() -> None:
    ours = {path.name for path in ROOT.iterdir() if (path / "__init__.py").exists()} - {"tests", "deploy"}
    assert ours <= set(_copied())


def _services() -> dict[str, dict]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]


def test_a_composed_site_names_commands_and_settings_that_there_are() -> None:
    services = _services()
    for name in ("migrate", "web", "worker"):
        service = services[name]
        assert set(service["environment"]) <= _SETTINGS | {
            key for key in service["environment"] if _OTHERS.fullmatch(key)
        }
        if command := service.get("command"):
            assert (_SCRIPTS / command[0]).exists()
            assert command[:2] != ["python3", "-m"] or (ROOT / f"{command[2].replace('.', '/')}.py").exists()
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
    assert all(set(service.get("depends_on", {})) <= set(services) for service in services.values())


def test_each_value_that_a_composed_site_asks_for_says_so_or_is_asked_for_elsewhere() -> None:
    text = (DEPLOY / "compose.yaml").read_text()
    asked = set(re.findall(r"\$\{(\w+)[:}]", text))
    assert asked == set(re.findall(r"\$\{(\w+):\?", text)) == {"PUBLIC_URL", "SECRET_KEY", "POSTGRES_PASSWORD", "SITE"}


def _section(unit: Path) -> Iterator[tuple[str, str]]:
    """The lines of the unit's [Service] section; a name may come more than once there."""
    section = unit.read_text().partition("[Service]")[2].partition("[Install]")[0]
    for line in section.strip().splitlines():
        key, _, value = line.partition("=")
        yield key, value


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_starts_what_there_is_with_settings_that_there_are(unit: Path) -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # pyright: ignore[reportAttributeAccessIssue]
    parser.read(unit)
    assert parser.sections() == ["Unit", "Service", "Install"]
    service = list(_section(unit))
    words = dict(service)["ExecStart"].split()
    programs = [word for word in words if word.startswith("/opt/melodymaker/")]
    assert programs
    assert all((_SCRIPTS / Path(program).name).exists() for program in programs)
    assert all(program.startswith("/opt/melodymaker/.venv/bin/") for program in programs)
    modules = [after for before, after in itertools.pairwise(words) if before == "-m"]
    assert all((ROOT / f"{module.replace('.', '/')}.py").exists() for module in modules)
    names = {pair.partition("=")[0] for key, value in service if key == "Environment" for pair in value.split()}
    assert names <= _SETTINGS | set(fnmatch.filter(names, "REFLEX_*")) | {"PATH", "GRANIAN_WORKERS"}
    assert dict(service)["User"] == "melody"


@pytest.mark.parametrize(("site", "listens"), [("songs.example.com", "127.0.0.1:443"), (":3999", "127.0.0.1:3999")])
def test_the_proxy_serves_a_name_by_https_and_a_port_without(tmp_path: Path, site: str, listens: str) -> None:
    (tmp_path / "client").mkdir()
    (tmp_path / "headers.caddy").write_text('header X-Test "1"\n')
    environment = {**os.environ, "SITE": site, "WEB": "web:3000", "PAGES": str(tmp_path / "client")}
    command = [_SCRIPTS / "caddy", "adapt", "--config", DEPLOY / "Caddyfile"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (server,) = json.loads(done.stdout)["apps"]["http"]["servers"].values()
    assert server["listen"] == [listens]
    assert "automatic_https" not in server
