"""Whether the pages that are built are those of this code and these addresses: a start then need not build them again.

Beside the built pages stands what they were made of. It is taken away before the next build begins, and a process that
serves them puts it back: of a build that did not come to its end there is none.
"""

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from reflex_base.constants import Dirs, Env
from reflex_base.environment import environment
from reflex_base.plugins import Plugin

from melodymaker.settings import Addresses, load_addresses

_ROOT = Path(__file__).resolve().parent.parent.parent
_SOURCES = ("melodymaker", "song_files", "assets", "rxconfig.py", "reflex.lock/package-lock.json")
_NAME = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[\w,-]+\])?==", re.MULTILINE)
_DONE = "made_of.txt"
_BEGUN = "made_of.begun.txt"


class NotedPages(Plugin):
    """Has noted what the pages are made of, before they are built."""

    def pre_compile(self, **context: Any) -> None:  # noqa: ARG002 - Reflex calls it so
        """Take away what the last build noted; other pages than those of production are not kept."""
        for name in (_DONE, _BEGUN):
            (folder() / name).unlink(missing_ok=True)
        if environment.REFLEX_ENV_MODE.get() is Env.PROD:
            (folder() / _BEGUN).write_text(made_of(load_addresses()))


def note_served() -> None:
    """Note that the pages were built to their end, as a process does that begins to serve them."""
    with contextlib.suppress(FileNotFoundError):
        (folder() / _BEGUN).rename(folder() / _DONE)


def are_current(addresses: Addresses) -> bool:
    """Whether the pages that are built are those that would be built now."""
    try:
        noted = (folder() / _DONE).read_text()
    except OSError:
        return False
    return (folder() / Dirs.STATIC / "index.html").exists() and noted == made_of(addresses)


def made_of(addresses: Addresses) -> str:
    """All that pages are made of, as one short text: the code, the packages, the addresses and the languages."""
    languages = [language.code for language in addresses.offered_languages]
    settings = [addresses.host, addresses.port, addresses.origins, addresses.encodings, languages]
    digest = hashlib.sha256(json.dumps([_packages(), settings]).encode())
    for path in _files():
        digest.update(f"\0{path.relative_to(_ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _packages() -> list[str]:
    """The installed versions of what the app needs; what is only for its tests changes no page."""
    needed = set(_NAME.findall((_ROOT / "requirements.txt").read_text()))
    found = ((found.name.lower().replace("_", "-"), found.version) for found in metadata.distributions())
    return sorted(f"{name} {version}" for name, version in found if name in needed)


def _files() -> Iterator[Path]:
    for source in (_ROOT / name for name in _SOURCES):
        found = [source] if source.is_file() else source.rglob("*")
        yield from sorted(path for path in found if path.is_file() and path.suffix != ".pyc")


def folder() -> Path:
    """Where Reflex builds the pages."""
    return _ROOT / environment.REFLEX_WEB_WORKDIR.get()
