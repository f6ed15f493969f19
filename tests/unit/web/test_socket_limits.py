"""What one visitor may ask of the websocket."""

import asyncio
from collections.abc import Callable

import pytest
from starlette.types import Message, Receive, Scope, Send

from melodymaker.web import socket_limits
from melodymaker.web.socket_limits import SocketLimits, TokenBucket

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        """Seconds."""
        return self.seconds


def test_token_bucket_allows_a_burst_and_then_its_rate() -> None:
    clock = Clock()
    bucket = TokenBucket(rate=2, burst=3, clock=clock)
    assert [bucket.take() for _ in range(3)] == [0, 0, 0]
    assert bucket.take() == pytest.approx(0.5)
    assert bucket.take() == pytest.approx(1.0)
    clock.seconds += 100
    assert bucket.is_full()
    assert [bucket.take() for _ in range(4)] == [0, 0, 0, pytest.approx(0.5)]


class Visitor:
    """A websocket's other end: sends these messages, and keeps what comes back."""

    def __init__(self, *texts: str, address: str = "192.0.2.1") -> None:
        self.scope: Scope = {"type": "websocket", "headers": [], "client": (address, 1)}
        self.sent: list[Message] = []
        self._messages: list[Message] = [{"type": "websocket.connect"}]
        self._messages += [{"type": "websocket.receive", "text": text} for text in texts]
        self._messages.append({"type": "websocket.disconnect", "code": 1000})

    async def receive(self) -> Message:
        """The next message."""
        return self._messages.pop(0)

    async def send(self, message: Message) -> None:
        """Keep what came back."""
        self.sent.append(message)


def _app(got: list[Message]) -> Callable[[Scope, Receive, Send], object]:
    async def app(_scope: Scope, receive: Receive, _send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            got.append(message)

    return app


async def test_messages_within_the_limits_pass_as_they_are() -> None:
    got: list[Message] = []
    visitor = Visitor("one", "two")
    await SocketLimits(_app(got))(visitor.scope, visitor.receive, visitor.send)
    assert [message.get("text") for message in got] == [None, "one", "two"]
    assert visitor.sent == []


async def test_a_flood_of_messages_is_delayed_and_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    got: list[Message] = []
    most = int(socket_limits.MESSAGES_AT_ONCE)
    visitor = Visitor(*("again" for _ in range(most + 40)))
    await SocketLimits(_app(got))(visitor.scope, visitor.receive, visitor.send)
    assert len(got) == most + 41
    assert len(waits) >= 39
    assert waits[-1] > 1


async def test_a_too_large_message_closes_the_socket() -> None:
    got: list[Message] = []
    visitor = Visitor("x" * (socket_limits.MAX_MESSAGE + 1), "after")
    await SocketLimits(_app(got))(visitor.scope, visitor.receive, visitor.send)
    assert [message["type"] for message in got] == ["websocket.connect"]
    assert visitor.sent == [{"type": "websocket.close", "code": 1009}]


async def test_sockets_are_limited_for_each_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_limits, "MAX_SOCKETS", 2)
    leave = asyncio.Event()
    inside = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        inside.append(scope["client"][0])
        await leave.wait()

    limits = SocketLimits(app)

    def open_socket(address: str) -> tuple[Visitor, asyncio.Task[None]]:
        visitor = Visitor(address=address)
        return visitor, asyncio.ensure_future(limits(visitor.scope, visitor.receive, visitor.send))

    tasks = [open_socket("192.0.2.1")[1] for _ in range(2)]
    refused, task = open_socket("192.0.2.1")
    await task
    assert [message["type"] for message in refused.sent] == ["websocket.close"]
    other = open_socket("192.0.2.2")[1]
    while len(inside) < 3:
        await asyncio.sleep(0)
    leave.set()
    await asyncio.gather(*tasks, other)
    again, task = open_socket("192.0.2.1")
    await task
    assert again.sent == []


async def test_new_sockets_are_rate_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket_limits, "SOCKETS_AT_ONCE", 3)
    limits = SocketLimits(_app([]))
    visitors = [Visitor() for _ in range(5)]
    for visitor in visitors:
        await limits(visitor.scope, visitor.receive, visitor.send)
    assert [len(visitor.sent) for visitor in visitors] == [0, 0, 0, 1, 1]


async def test_http_requests_are_not_limited() -> None:
    seen = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    visitor = Visitor()
    await SocketLimits(app)({"type": "http", "headers": []}, visitor.receive, visitor.send)
    assert seen == ["http"]
