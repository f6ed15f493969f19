"""The sound engine: JavaScript modules that draw nothing."""

from melodymaker.web.scripts import import_path


def module(name: str) -> str:
    """Return what a component imports to reach the module of this name."""
    return import_path(__file__, f"{name}.js")
