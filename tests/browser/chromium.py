"""Finds a Chromium for the browser tests, or installs one; prints where it is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The Chromium named by CHROMIUM, on the PATH, or of Playwright's own."""
    named = os.environ.get("CHROMIUM")
    found = next(filter(None, map(shutil.which, [named, *NAMES] if named else NAMES)), None)
    return found or _of_playwright()


def install() -> None:
    """Install one: Playwright's, or where that cannot be downloaded, Debian's."""
    if subprocess.run(
        [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], check=False
    ).returncode:
        if not (shutil.which("apt-get") and os.geteuid() == 0):
            return
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False)


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


if __name__ == "__main__":
    if not find():
        install()
    chromium = find()
    if not chromium:
        sys.exit("The browser tests need Chromium, and none could be installed. Install one, or name it in CHROMIUM.")
    print(chromium)
