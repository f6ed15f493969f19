"""Lines to the server that are slow, or that carry something else than what the page sent."""

from collections.abc import Callable

from playwright.sync_api import Page, WebSocketRoute

# Every answer comes this much later, in its order. The page's own policy forbids no script of a test.
_DELAY = """
(() => {
  const Quick = WebSocket;
  window.WebSocket = class extends Quick {
    set onmessage(handler) { super.onmessage = (event) => setTimeout(() => handler(event), DELAY_MS); }
  };
})();
"""


def slow_down(page: Page, milliseconds: int) -> None:
    """Load the page anew, and have every answer come that much later."""
    page.add_init_script(_DELAY.replace("DELAY_MS", str(milliseconds)))
    page.reload()


def change_events(page: Page, change: Callable[[str], str]) -> None:
    """Load the page anew, and have this function change each frame that it sends; an empty one is dropped."""

    def carry(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def send(frame: str | bytes) -> None:
            changed = change(frame) if isinstance(frame, str) else frame
            if changed:
                server.send(changed)

        line.on_message(send)

    page.route_web_socket("**/_event/**", carry)
    page.reload()
