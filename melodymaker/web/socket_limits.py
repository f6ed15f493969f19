"""How much one visitor may ask of the websocket: open sockets, new ones, messages, and their size."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from melodymaker.web.addresses import client_address

log = logging.getLogger(__name__)

MAX_SOCKETS = 400
"""Open at the same time from one address; behind one may be a whole school."""
MAX_MESSAGE = 256 * 1024
"""Characters. The largest that a page sends names five thousand songs."""
MESSAGES_A_SECOND = 20.0
MESSAGES_AT_ONCE = 120.0
SOCKETS_A_SECOND = 5.0
SOCKETS_AT_ONCE = 400.0
_TOO_BIG = 1009
_TRY_AGAIN_LATER = 1013
_MOST_ADDRESSES = 10_000


@dataclass
class TokenBucket:
    """Lets `burst` pass at once and `rate` a second from then on. `clock` gives seconds."""

    rate: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _level: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._level = self.burst
        self._at = self.clock()

    def take(self) -> float:
        """Take one; returns how many seconds to wait before it may be used, 0 where there is one left."""
        current_time = self.clock()
        self._level = min(self.burst, self._level + (current_time - self._at) * self.rate) - 1
        self._at = current_time
        return max(0.0, -self._level / self.rate)

    def is_full(self) -> bool:
        """Whether it is as it was made, so that forgetting it changes nothing."""
        return self._level + (self.clock() - self._at) * self.rate >= self.burst


class SocketLimits:
    """Wraps the app, and watches over its websockets."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open: Counter[str] = Counter()
        self._new: dict[str, TokenBucket] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and a websocket as long as its visitor keeps within the limits."""
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        address = client_address(scope)
        if not self._admits(address):
            await receive()  # the connect, which has to be read before it is answered
            await send({"type": "websocket.close", "code": _TRY_AGAIN_LATER})
            return
        self._open[address] += 1
        try:
            await self._app(scope, _Messages(receive, send).receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]

    def _admits(self, address: str) -> bool:
        if len(self._new) > _MOST_ADDRESSES:
            self._new = {key: bucket for key, bucket in self._new.items() if not bucket.is_full()}
        bucket = self._new.setdefault(address, TokenBucket(SOCKETS_A_SECOND, SOCKETS_AT_ONCE))
        return self._open[address] < MAX_SOCKETS and bucket.take() == 0


class _Messages:
    """The messages of one socket, each passed on when its turn has come.

    One that comes too soon is kept waiting, and with it all that follow on this socket, not dropped: a page that
    sends much in a moment loses nothing, and a flood waits in its sender's network.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._bucket = TokenBucket(MESSAGES_A_SECOND, MESSAGES_AT_ONCE)
        self._ended = False

    async def receive(self) -> Message:
        """The next message."""
        if self._ended:
            return {"type": "websocket.disconnect", "code": _TOO_BIG}
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        if len(message.get("text") or message.get("bytes") or "") > MAX_MESSAGE:
            log.warning("a socket was closed: its message is too large")
            self._ended = True
            await self._send({"type": "websocket.close", "code": _TOO_BIG})
            return {"type": "websocket.disconnect", "code": _TOO_BIG}
        if wait := self._bucket.take():
            await asyncio.sleep(wait)
        return message
