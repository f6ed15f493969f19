"""WebKit, the engine of Safari, as Debian builds it for GTK: driven by WebDriver, on a screen that nobody sees."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER = "/usr/bin/WebKitWebDriver"
PACKAGES = ("webkit2gtk-driver", "xvfb", "gstreamer1.0-plugins-good", "gstreamer1.0-libav")
_SECONDS = 60
_SIZE = "1440x900x24"


def browser() -> Path | None:
    """The small browser that comes with the driver."""
    return next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)


def is_there() -> bool:
    """Whether all that the test needs is installed; there are packages of it for Debian."""
    return browser() is not None and Path(DRIVER).is_file() and bool(shutil.which("Xvfb"))


class Tab:
    """The browser's one tab, asked by what people see."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        self.driver = driver

    def find(self, css: str, text: str = "") -> WebElement:
        """The first element of the selector, once it is there and shows the text."""

        def found(driver: webdriver.WebKitGTK) -> WebElement | None:
            elements = driver.find_elements(By.CSS_SELECTOR, css)
            return next((one for one in elements if one.is_displayed() and text in one.text), None)

        return WebDriverWait(self.driver, _SECONDS, ignored_exceptions=[Exception]).until(found, f"no {css} {text}")

    def until(self, script: str) -> None:
        """Wait until the expression is true in the page."""
        WebDriverWait(self.driver, _SECONDS).until(lambda driver: driver.execute_script(f"return {script}"), script)


@contextmanager
def webkit() -> Iterator[Tab]:
    """A new browser, whose screen and itself end with the block."""
    reads, writes = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writes), "-screen", "0", _SIZE, "-nolisten", "tcp"],
        pass_fds=(writes,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as ready:
        display = f":{ready.readline().strip()}"
    options = Options()
    options.binary_location = str(browser())
    options.add_argument("--automation")
    service = Service(DRIVER, env={**os.environ, "DISPLAY": display, "GTK_A11Y": "none", "NO_AT_BRIDGE": "1"})
    driver = webdriver.WebKitGTK(options=options, service=service)
    try:
        driver.set_window_size(1440, 900)
        yield Tab(driver)
    finally:
        driver.quit()
        screen.terminate()
        screen.wait()
