"""Tables that are easier to read as text: headings in brackets, and under each its lines of `name = value`."""

from __future__ import annotations

from configparser import ConfigParser


def sections(text: str) -> dict[str, dict[str, str]]:
    """The values by heading and name. A value goes on in the next line where that is indented."""
    parser = ConfigParser(delimiters="=", interpolation=None)
    parser.read_string(text)
    return {
        heading: {name: value.replace("\n", " ") for name, value in parser.items(heading)}
        for heading in parser.sections()
    }


def listed(text: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(text.split())
