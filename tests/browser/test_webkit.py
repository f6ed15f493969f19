"""A newcomer's path in WebKit: sign up, create, play, seek, go to another page, sign out."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import new_email
from tests.browser.server import Server
from tests.browser.webkit import is_there, webkit
from tests.conftest import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not is_there(), reason="WebKit is packaged for Debian alone"),
    pytest.mark.filterwarnings("ignore:setting remote_server_addr:DeprecationWarning"),  # selenium's own
]


def test_a_newcomers_path_in_webkit(server: Server) -> None:
    with webkit() as tab:
        tab.driver.get(f"{server.url}/sign-up")
        for name, text in (("name", "Mira"), ("email", new_email()), ("password", PASSWORD)):
            tab.find(f"input[name={name}]").send_keys(text)
        tab.find("button[type=submit]", "Create account").click()

        tab.find("textarea[name=description]").send_keys("a short folk tune about rain")
        tab.find("#slider-length").send_keys(Keys.ARROW_RIGHT)
        tab.find("button[aria-label=Create]").click()
        tab.find("article[data-status=ready] button[aria-label^='Play ']").click()

        tab.until("[...document.querySelectorAll('audio')].some((sound) => sound.currentTime > 0.5)")
        # The slider lies unseen above the waveform.
        tab.driver.execute_script("document.querySelector('.player [aria-label=Seek]').focus()")
        tab.driver.switch_to.active_element.send_keys(Keys.PAGE_UP)
        tab.until("[...document.querySelectorAll('audio')].some((sound) => sound.currentTime > 4)")

        tab.find("a[href='/library']", "Library").click()
        tab.find("h1", "Library")
        assert len(tab.driver.find_elements("css selector", "article")) == 2
        tab.find(".account button").click()
        tab.find("[role=menuitem]", "Sign out").click()
        tab.find("button[type=submit]", "Sign in")
        assert "melody_session" not in {cookie["name"] for cookie in tab.driver.get_cookies()}
