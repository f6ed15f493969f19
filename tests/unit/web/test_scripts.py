"""The project's JavaScript modules reach what the pages are built of."""

import ast
import re
from pathlib import Path

import pytest

import melodymaker
from melodymaker.player.web import module
from melodymaker.ui import controls
from melodymaker.web.scripts import Scripts, import_path

PACKAGE = Path(melodymaker.__path__[0])
SOURCES = sorted(PACKAGE.rglob("*.py"))


def test_every_module_is_handed_to_reflex_as_it_is() -> None:
    handed = dict(Scripts().get_static_assets())
    assert handed == {
        Path("scripts") / path.relative_to(PACKAGE): path.read_text("utf-8") for path in PACKAGE.rglob("*.js")
    }
    assert len(handed) > 40


def test_what_is_imported_is_handed_over() -> None:
    handed = {f"$/{path}" for path, _ in Scripts().get_static_assets()}
    assert {module("store"), import_path(str(controls.__file__), "tab-keys.js")} <= handed
    named = {
        import_path(str(path), name)
        for path in SOURCES
        for name in re.findall(r'import_path\(__file__, "([^"]+)"\)', path.read_text())
    }
    assert len(named) > 12
    assert named <= handed


def test_a_module_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.js"):
        import_path(__file__, "nothing.js")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_has_reflex_look_for_it(path: Path) -> None:
    """A shared asset has Reflex read the whole stack: 0.05 s each, at each start."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    names = [(node.func.attr, node.keywords) for node in calls if isinstance(node.func, ast.Attribute)]
    assert not [name for name, keywords in names if name == "asset" and "shared" in [each.arg for each in keywords]]
