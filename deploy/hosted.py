"""A demo on Reflex hosting (`make hosted APP=name PUBLIC_URL=https://…`).

Reflex hosting serves the pages from an address of its own, where neither sign-in nor files would reach the app: here
the backend serves the pages too, and its address is the site's.
"""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

_SCRIPTS = Path(sys.executable).parent
PAGES = "hosted"
"""The folder with the built pages; hidden folders are not sent along."""

DEMO = "demo"
# `data` holds the songs and the key of whoever deploys.
LEFT_OUT = ("data", "deploy", "docs", "tests")
# Reflex's smallest machine but one: a core, and 1 GB of memory.
MACHINE = "c1m1"


def environment(public_url: str) -> dict[str, str]:
    """The settings of a hosted demo."""
    return {
        "PUBLIC_URL": public_url,
        "SERVE_PAGES": "on",
        "DEMO_DATA": DEMO,
        "GRANIAN_WORKERS": "1",
        "REFLEX_TRUSTED_PROXY_HOPS": "1",
        "REFLEX_WEB_WORKDIR": PAGES,
        "REFLEX_SKIP_COMPILE": "1",
    }


def build(root: Path, public_url: str) -> None:
    """Build the pages, and keep of them what is served."""
    own = {**os.environ, "PUBLIC_URL": public_url, "PATH": f"{_SCRIPTS}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run([_SCRIPTS / "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"], env=own, check=True)
    web = root / own.get("REFLEX_WEB_WORKDIR", ".web")
    keep(web, root / PAGES)


def keep(web: Path, pages: Path) -> None:
    """Copy what is served of the built pages, without the packages that they were built with."""
    shutil.rmtree(pages, ignore_errors=True)
    shutil.copytree(web / "build" / "client", pages / "build" / "client")
    shutil.copytree(web / "backend", pages / "backend")


def command(app: str, public_url: str) -> list[str]:
    """What deploys."""
    settings = {**environment(public_url), "SECRET_KEY": os.environ.get("SECRET_KEY") or secrets.token_urlsafe(32)}
    options = [f"--env={name}={value}" for name, value in settings.items()]
    options += [f"--exclude-from-backend={name}" for name in LEFT_OUT if Path(name).exists()]
    return [str(_SCRIPTS / "reflex"), "deploy", "--app-name", app, "--vmtype", MACHINE, *options]


def main() -> None:
    """Build, and deploy."""
    app, public_url = sys.argv[1:]
    if not app or not public_url.startswith("https://"):
        sys.exit("Name the app and its address, as in `make hosted APP=melody PUBLIC_URL=https://…`")
    build(Path.cwd(), public_url)
    sys.exit(subprocess.run(command(app, public_url), check=False).returncode)


if __name__ == "__main__":
    main()
