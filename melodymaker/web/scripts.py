"""The project's JavaScript modules, each beside the Python module that uses it, among what the pages are built of.

`rx.asset(…, shared=True)` would do it a module at a time. To find out which file has called it, it reads the whole
stack: half of the time that it took to import the app.
"""

from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

_ROOT = Path(__file__).resolve().parent.parent
_FOLDER = Path("scripts")


class Scripts(Plugin):
    """Has all of them in the folder that the pages are built in."""

    def get_static_assets(self, **context: Any) -> list[tuple[Path, str]]:  # noqa: ARG002 - Reflex calls it so
        """Return each with its place."""
        found = sorted(_ROOT.rglob("*.js"))
        return [(_FOLDER / path.relative_to(_ROOT), path.read_text("utf-8")) for path in found]


def import_path(python_file: str, name: str) -> str:
    """Return how pages import the module of this name that lies beside a Python module, which gives its `__file__`.

    Raises FileNotFoundError where there is none.
    """
    path = Path(python_file).resolve().with_name(name)
    if not path.is_file():
        raise FileNotFoundError(path)
    return f"$/{(_FOLDER / path.relative_to(_ROOT)).as_posix()}"
