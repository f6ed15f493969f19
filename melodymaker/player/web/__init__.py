"""The sound engine: JavaScript modules that draw nothing. They import each other, so all stand in one folder."""

from pathlib import Path

import reflex as rx

_MODULES = {
    path.stem: rx.asset(path.name, shared=True).importable_path for path in sorted(Path(__file__).parent.glob("*.js"))
}


def module(name: str) -> str:
    """Return what a component imports to reach the module of this name."""
    return _MODULES[name]
