"""Into which files the pages' scripts are put.

Left alone, the bundler (rolldown, inside Vite) makes a file of its own for every set of modules that the same pages
share: a page loads nineteen, some of one icon, each with half a kilobyte of headers and compressed by itself.
"""

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


class FewChunks(Plugin):
    """Has what pages share put into few files."""

    def pre_compile(self, **context: Any) -> None:
        """Add the groups to Vite's configuration, which Reflex writes."""
        context["add_modify_task"](ReactRouter.VITE_CONFIG_FILE, with_groups)


def with_groups(config: str) -> str:
    """Vite's configuration with the groups; raises RuntimeError where Reflex's does not look as it did."""
    if _GROUPS.strip() in config:
        return config
    if config.count(_REFLEX_GROUP) != 1:
        message = "Reflex writes another vite.config.js than melodymaker/web/chunks.py knows; see what it splits now."
        raise RuntimeError(message)
    return config.replace(_REFLEX_GROUP, _GROUPS)
