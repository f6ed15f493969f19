"""Many open tabs of the create page, without a browser: each speaks Reflex's websocket as a page does.

A tab connects with a client token of its own and its user's cookie, and sends the event that a page
sends first, so the server loads the page for it and keeps its live watch. It answers pings, and reads
whatever comes. What a real tab adds, hashes of the states it was built with, only makes the first answer shorter.
"""

import asyncio
import json
import threading
import uuid
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlsplit

from simple_websocket import AioClient, ConnectionClosed

from melodymaker.web import cookies

_ROUTER = {"pathname": "/create/", "asPath": "/create/"}
_HELLO = {"event": {"name": "reflex___state____state.hydrate_and_load", "payload": {}, "router_data": _ROUTER}}
_LOADED = '"is_hydrated_rx_state_":true'
_CREATE = "reflex___state____state.melodymaker___create___state____create_state"
# Tabs look up every 5 s; opened over such a span they do so evenly, as tabs of people do.
SPAN_SECONDS = 5.0
_PATIENCE = 60


class Tab:
    """One open tab."""

    def __init__(self, url: str, session: str) -> None:
        self._url = url
        self._session = session
        self._waits: list[tuple[str, asyncio.Event]] = []
        self._listening: asyncio.Task[None] | None = None

    async def open(self) -> Self:
        """Connect, and wait until the page is loaded."""
        address = f"ws://127.0.0.1:{urlsplit(self._url).port}/_event/?token={uuid.uuid4()}&EIO=4&transport=websocket"
        headers = {"Cookie": f"{cookies.SESSION}={self._session}", "Origin": self._url}
        self._socket = await AioClient.connect(address, headers=headers)
        loaded = self._expect(_LOADED)
        self._listening = asyncio.create_task(self._listen())
        await self._socket.send(f"40/_event,{json.dumps(_HELLO)}")
        await asyncio.wait_for(loaded.wait(), _PATIENCE)
        return self

    async def close(self) -> None:
        """Go away, as a closed tab does."""
        with suppress(ConnectionClosed):
            await self._socket.close()
        if self._listening:
            self._listening.cancel()

    async def ask_for_songs(self, text: str, seconds: int) -> None:
        """Type a description, choose a length, press Create, and wait until the pair is ready."""
        ready = self._expect('"status":"ready"')
        for handler, payload in (
            ("set_text", {"name": "description", "text": text}),
            ("set_length", {"seconds": seconds}),
            ("submit_request", {}),
        ):
            event = {"name": f"{_CREATE}.{handler}", "payload": payload, "router_data": _ROUTER}
            await self._socket.send(f"42/_event,{json.dumps(['event', event])}")
        await asyncio.wait_for(ready.wait(), _PATIENCE)

    def _expect(self, text: str) -> asyncio.Event:
        received = asyncio.Event()
        self._waits.append((text, received))
        return received

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            while message := str(await self._socket.receive() or ""):
                if message == "2":  # engine.io's ping
                    await self._socket.send("3")
                for text, received in self._waits:
                    if text in message:
                        received.set()


class Crowd:
    """Open tabs, evenly shared among the sessions, on an event loop in a thread of its own."""

    def __init__(self, url: str, sessions: Sequence[str], size: int) -> None:
        self._tabs = [Tab(url, sessions[number % len(sessions)]) for number in range(size)]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="crowd", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.do(self._open())
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def first(self) -> Tab:
        """One of the tabs; what it can do goes through `do`."""
        return self._tabs[0]

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        """The work's result, done on the tabs' event loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _open(self) -> None:
        async def one(number: int, tab: Tab) -> None:
            await asyncio.sleep(SPAN_SECONDS * number / len(self._tabs))
            await tab.open()

        await asyncio.gather(*(one(number, tab) for number, tab in enumerate(self._tabs)))

    async def _close(self) -> None:
        await asyncio.gather(*(tab.close() for tab in self._tabs))
        await asyncio.sleep(0.2)  # the farewells are read
