"""A tab without a browser: it speaks Reflex's websocket, and keeps every frame that comes."""

import contextlib
import json
import time
from typing import Any, Protocol, Self

from simple_websocket import Client, ConnectionClosed

HYDRATE = "reflex___state____state.hydrate_and_load"
_SECONDS = 20


class Running(Protocol):
    """An app that answers."""

    url: str
    port: int


class RawTab:
    """One connection with a tab's token, and the session's cookie or none."""

    def __init__(self, server: Running, tab: str, session: str = "", path: str = "/create/") -> None:
        self.frames: list[str] = []
        self._router = {"pathname": path, "asPath": path}
        headers = {"Origin": server.url}
        if session:
            headers["Cookie"] = f"melody_session={session}"
        address = f"ws://127.0.0.1:{server.port}/_event/?token={tab}&EIO=4&transport=websocket"
        self._socket = Client.connect(address, headers=headers)
        self.raw("40/_event,")
        self.wait_for("40/_event")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(ConnectionClosed):
            self._socket.close()

    def raw(self, frame: str) -> None:
        """Send a frame as it is."""
        self._socket.send(frame)

    def send(self, name: str, /, **payload: Any) -> None:
        """Send an event."""
        event = {"name": name, "payload": payload, "router_data": self._router}
        self.raw(f"42/_event,{json.dumps(['event', event])}")

    def hydrate(self) -> str:
        """Load the page, and return all that came until it was there."""
        start = len(self.frames)
        self.send(HYDRATE)
        self.wait_for('"is_hydrated_rx_state_":true', start)
        return "".join(self.frames[start:])

    def wait_for(self, text: str, start: int = 0) -> None:
        """Read frames until one holds this text."""
        deadline = time.monotonic() + _SECONDS
        while not any(text in frame for frame in self.frames[start:]):
            frame = self._socket.receive(timeout=1)
            if frame == "2":
                self.raw("3")
            elif frame is not None:
                self.frames.append(str(frame))
            assert time.monotonic() < deadline, f"{text!r} never came"
