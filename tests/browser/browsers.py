"""Finds the browsers of the tests, or installs them; prints where they are.

Chromium runs all of them; Firefox those of the player as well, and WebKit a newcomer's path.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser import webkit

PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox-esr", "firefox"),
}
_DEBIAN_PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr"}
_CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
_FIREFOX_PREFERENCES = {
    "media.autoplay.default": 0,  # allowed
    "media.autoplay.blocking_policy": 0,
    "media.cubeb.force_mock_context": True,  # machines that run tests have no sound card
}


def find(name: str, playwright: Playwright) -> str | None:
    """The browser that CHROMIUM or FIREFOX names, or on the PATH, or of Playwright's own."""
    named = os.environ.get(name.upper())
    programs = (named, *PROGRAMS[name]) if named else PROGRAMS[name]
    installed = next(filter(None, map(shutil.which, programs)), None)
    own = getattr(playwright, name).executable_path
    return installed or (own if Path(own).is_file() else None)


def launch(playwright: Playwright, name: str) -> Browser:
    """Start one of the browsers, so that it plays without a click."""
    path = find(name, playwright)
    if name == "chromium":
        return playwright.chromium.launch(executable_path=path, args=_CHROMIUM_FLAGS)
    # Playwright's own Firefox is driven by a protocol of its own, every other by WebDriver BiDi.
    channel = {} if path == playwright.firefox.executable_path else {"channel": "moz-firefox"}
    return playwright.firefox.launch(executable_path=path, firefox_user_prefs=_FIREFOX_PREFERENCES, **channel)


def install(name: str) -> None:
    """Install one: Playwright's, or where that cannot be downloaded, Debian's."""
    if subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", name], check=False).returncode:
        if not (shutil.which("apt-get") and os.geteuid() == 0):
            return
        _install_packages(_DEBIAN_PACKAGES[name])


def _install_packages(*names: str) -> None:
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    subprocess.run(["apt-get", "install", "-y", "-qq", *names], check=False)


def main() -> None:
    """Print where the browsers are; install those that are not there."""
    with sync_playwright() as playwright:
        for name in PROGRAMS:
            if not find(name, playwright):
                install(name)
            path = find(name, playwright)
            if not path:
                sys.exit(f"The tests need {name.title()}; none could be installed. Name one in {name.upper()}.")
            print(path)
    if not webkit.is_there() and shutil.which("apt-get") and os.geteuid() == 0:
        _install_packages(*webkit.PACKAGES)
    print(webkit.browser() if webkit.is_there() else "no WebKit: its test is skipped here")


if __name__ == "__main__":
    main()
