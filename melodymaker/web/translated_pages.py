"""The built pages in every language: they are built once, with marks for their texts, and copied for each language.

Pages are in `pages-de`, their scripts in `assets-de`, so that a browser that keeps a script for ever keeps the right
one. English, which is served where there is nothing else, stays where Reflex has put it.
"""

import html
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from reflex_base.constants import Env
from reflex_base.environment import environment
from reflex_base.plugins import Plugin

from melodymaker.i18n import ENGLISH, Language, marks, say
from melodymaker.i18n.catalogues import lookup
from melodymaker.i18n.messages import compact
from melodymaker.settings import load_addresses

ASSETS = "assets"
_SCRIPT = re.compile(r"(<script[^>]*>.*?</script>)", re.DOTALL)
_ADDRESS = re.compile(r"""(["'`(]/?)assets/""")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "'": "\\'", "`": "\\`", "$": "\\$", "\n": "\\n", "<": "\\x3c"})
Text = Callable[[str, Mapping[str, object]], str]


class TranslatedPages(Plugin):
    """Has the pages in every language, once they are built."""

    def post_build(self, **context: Any) -> None:
        """Replace the marks; while developing, which marks the texts of files alone, in English only."""
        in_production = environment.REFLEX_ENV_MODE.get() is Env.PROD
        translate(Path(context["static_dir"]), load_addresses().offered_languages if in_production else (ENGLISH,))


def pages_of(folder: Path, language: Language) -> Path:
    """Where a language's pages are, of those that are built into the folder."""
    return folder if language == ENGLISH else folder / f"pages-{language.code}"


def translate(folder: Path, languages: tuple[Language, ...]) -> None:
    """Put the pages in the folder into these languages, the first of which replaces them."""
    pages = [path for path in folder.rglob("*.html") if path.is_file()]
    scripts = [path for path in (folder / ASSETS).rglob("*") if path.is_file()]
    for language in languages[::-1]:
        assets = f"{ASSETS}-{language.code}" if language != ENGLISH else ASSETS
        for path in pages:
            text = _page(path.read_text("utf-8"), language)
            _write(pages_of(folder, language) / path.relative_to(folder), _moved(text, assets))
        for path in scripts:
            _translate_script(path, folder / assets / path.relative_to(folder / ASSETS), language, assets)
    for own in (pages_of(folder, language) for language in languages):
        # Where one develops, each page is drawn by the first one.
        fallback = next(path for path in (own / "__spa-fallback.html", own / "index.html") if path.exists())
        _write(own / "404.html", fallback.read_text("utf-8"))


def _translate_script(path: Path, target: Path, language: Language, assets: str) -> None:
    if path.suffix == ".js":
        text = path.read_text("utf-8")
        translated = _moved(_script(text, language), assets)
        if translated != text:
            _write(target, translated)
            return
    if target != path:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        os.link(path, target)


def _page(text: str, language: Language) -> str:
    parts = _SCRIPT.split(text)
    return "".join(
        _script(part, language) if number % 2 else _replaced(part, language, partial(html.escape, quote=True))
        for number, part in enumerate(parts)
    )


def _script(text: str, language: Language) -> str:
    """The text in a string of a script, whichever quotes are around it."""
    return _replaced(text, language, lambda translated: translated.translate(_ESCAPES))


def _replaced(text: str, language: Language, escape: Callable[[str], str]) -> str:
    def text_of(key: str, values: Mapping[str, object]) -> str:
        if key == marks.CODE:
            return language.code
        if key == marks.DIRECTION:
            return language.direction
        # A value may be a text itself.
        return escape(marks.replaced(say(key, dict(values), language), plain, format_of))

    def plain(key: str, values: Mapping[str, object]) -> str:
        return say(key, dict(values), language)

    def format_of(key: str) -> str:
        return escape(compact(lookup(key, language.code)))

    return marks.replaced(text, text_of, format_of)


def _moved(text: str, assets: str) -> str:
    return text if assets == ASSETS else _ADDRESS.sub(rf"\g<1>{assets}/", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # it may be the file of another language, too
    path.write_text(text, "utf-8")
