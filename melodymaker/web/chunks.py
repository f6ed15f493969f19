"""Into which files the pages' scripts are put, and which packages of Reflex's have a smaller one in their place.

Left alone, the bundler (rolldown, inside Vite) makes a file of its own for every set of modules that the same pages
share: a page loads nineteen, some of one icon, each with half a kilobyte of headers and compressed by itself. And three
of Reflex's packages do more than its pages ask of them: 11 KB of each page.
"""

import json
from pathlib import Path
from typing import Any

from reflex_base.constants import ReactRouter
from reflex_base.plugins import Plugin

# Reflex's own group, in whose place these stand: of two that fit a module, the first one gets it.
_REFLEX_GROUP = """
            {
              test: /env.json/,
              name: "reflex-env",
            },
"""
# The packages are one file, and all else that two pages share another; a page then loads these, and its own. The charts
# and what they alone need are a third of all packages: a file that only a page with a chart loads. Icons stay with what
# draws them. What the entry alone needs must not land beside the charts, or every page would load them. Reflex's own
# module has a direct `eval`, which keeps the names of all that is in the same file as long as they were written.
_CHARTS = (
    r"recharts|d3-|victory-vendor|@reduxjs|react-redux|redux|reselect|immer|es-toolkit|decimal\.js-light|internmap"
    r"|eventemitter3|tiny-invariant|use-sync-external-store"
)
_GROUPS = f"""
            {{
              name: "packages",
              test: /node_modules[\\\\/](?!lucide-react|{_CHARTS})/,
            }},
            {{
              name: "charts",
              test: /node_modules[\\\\/]({_CHARTS})/,
            }},
            {{
              name: "state",
              test: /utils[\\\\/]state\\.js|env\\.json/,
            }},
            {{
              name: "shared",
              minShareCount: 2,
            }},
"""
_REFLEX_NAMES = """
    alias: [
"""
_PACKAGES = {"@emotion/react": "emotion.js", "universal-cookie": "cookies.js", "mergician": "merge.js"}
_HERE = Path(__file__).parent / "packages"
_NAMES = _REFLEX_NAMES + "".join(
    f"""      {{
        find: {json.dumps(name)},
        replacement: fileURLToPath(new URL("./utils/packages/{file}", import.meta.url)),
      }},
"""
    for name, file in _PACKAGES.items()
)


class FewChunks(Plugin):
    """Has what pages share put into few files, and small packages in place of large ones."""

    def pre_compile(self, **context: Any) -> None:
        """Write the packages, and change Vite's configuration, which Reflex writes."""
        for file in _PACKAGES.values():
            context["add_save_task"](_package, file)
        context["add_modify_task"](ReactRouter.VITE_CONFIG_FILE, with_groups)


def _package(file: str) -> tuple[str, str]:
    return f"utils/packages/{file}", (_HERE / file).read_text(encoding="utf-8")


def with_groups(config: str) -> str:
    """Vite's configuration with groups and packages; raises RuntimeError where Reflex's does not look as it did."""
    for theirs, ours in ((_REFLEX_GROUP, _GROUPS), (_REFLEX_NAMES, _NAMES)):
        if ours in config:
            continue
        if config.count(theirs) != 1:
            message = (
                "Reflex writes another vite.config.js than melodymaker/web/chunks.py knows; see what it splits now."
            )
            raise RuntimeError(message)
        config = config.replace(theirs, ours)
    return config
