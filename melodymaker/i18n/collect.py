"""Brings the catalogues up to date with the texts in the code: `make texts`.

A text that is new gets a line in each catalogue, empty until it is translated; one that is gone goes.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from melodymaker.i18n import marks
from melodymaker.i18n.catalogues import key_of
from melodymaker.i18n.languages import CATALOGUES, ENGLISH

ROOT = Path(__file__).resolve().parent.parent.parent
_FUNCTIONS = frozenset({"t", "later", "formatted"})
_IN_SCRIPTS = re.compile(r"__t:([^_]+)__")
_SCRIPTS = ("melodymaker/**/*.js", "assets/*.html")


def texts() -> dict[str, str]:
    """Every text in the code by its key: what `t`, `later` and `formatted` are given, and what scripts mark."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "melodymaker").rglob("*.py")):
        for text, about in _in_python(ast.parse(path.read_text("utf-8"))):
            found[key_of(text, about)] = text
    for pattern in _SCRIPTS:
        for path in sorted(ROOT.glob(pattern)):
            marked = set(_IN_SCRIPTS.findall(path.read_text("utf-8"))) - {marks.CODE, marks.DIRECTION}
            found |= {text: text for text in marked}
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


def updated(catalogue: dict[str, str], wanted: dict[str, str], *, english: bool) -> dict[str, str]:
    """The catalogue with these texts and no others."""
    return {key: catalogue.get(key) or (text if english else "") for key, text in wanted.items()}


def main() -> None:
    """Write each catalogue, and say how many texts each lacks."""
    wanted = texts()
    paths = {ENGLISH.code: CATALOGUES / "en.json"} | {path.stem: path for path in sorted(CATALOGUES.glob("*.json"))}
    for code, path in paths.items():
        before = json.loads(path.read_text("utf-8")) if path.exists() else {}
        after = updated(before, wanted, english=code == ENGLISH.code)
        path.write_text(json.dumps(after, ensure_ascii=False, indent=1) + "\n", "utf-8")
        missing = sum(not text for text in after.values())
        sys.stdout.write(f"{code}: {len(after)} texts, {missing} to be translated\n")


def _in_python(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in _FUNCTIONS:
            about = [
                word.value.value
                for word in node.keywords
                if word.arg == "about" and isinstance(word.value, ast.Constant)
            ]
            if node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield node.args[0].value, str(about[0]) if about else ""


if __name__ == "__main__":
    main()
