"""The content security policy of the pages: which scripts, pictures and addresses a page may use.

The pages' own inline scripts are allowed by their hashes, which change with every build (W3C CSP Level 3, 8.3). No
script is made from text: `unsafe-eval` is not needed, since the server never sends scripts. Styles are made as pages
are drawn, so inline ones are allowed.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)

FILE_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Of what is no page: a file, data, a redirect."""

WORKER_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
"""Of the worker that fetches pages, which its own policy has to allow."""

DOWNLOAD_POLICY = "default-src 'none'; frame-ancestors 'self'"
"""Of a download: the pages of this site load it in a hidden frame, to read why there is none."""


def page_policy(folder: Path, files_at: str = "") -> str:
    """The policy of the pages built into the folder; `files_at` is the origin of songs' files that are elsewhere."""
    built = folder / "404.html"
    scripts = _script_hashes(folder, built.stat().st_mtime_ns) if built.is_file() else ()
    files = f"'self' {files_at}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            f"img-src {files}",
            f"media-src {files}",
            "font-src 'self'",
            f"connect-src {files}",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )


def embed_policy(files_at: str = "") -> str:
    """The policy of the player that other sites embed: any site may frame it, and its one script is a file of this."""
    files = f"'self' {files_at}".strip()
    return "; ".join(
        (
            "default-src 'none'",
            f"img-src {files}",
            f"media-src {files}",
            "script-src 'self'",
            "style-src 'unsafe-inline'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
        )
    )


@lru_cache(maxsize=4)
def _script_hashes(folder: Path, _built_at: int) -> tuple[str, ...]:
    found = {
        script
        for page in folder.rglob("*.html")
        for script in _INLINE_SCRIPT.findall(page.read_bytes().decode("utf-8"))
        if script.strip()
    }
    return tuple(sorted(f"'sha256-{_digest(script)}'" for script in found))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
