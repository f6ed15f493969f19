"""Hashing has threads and a short queue of its own."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from httpx2 import ASGITransport, AsyncClient, Response

from melodymaker.accounts import passwords
from melodymaker.api import http_routes
from melodymaker.db import in_thread
from melodymaker.errors import Busy
from melodymaker.web import cookies
from tests.conftest import PASSWORD, Person

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SITE = "http://localhost:3000"
ROOM = passwords.THREADS + passwords.MAX_WAITING
CROWD = 60


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def gate(owner: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What every comparison of passwords waits for; it is open when the test ends."""
    opened = threading.Event()
    monkeypatch.setattr(passwords._hasher, "verify", lambda _password, _hash: opened.wait(20))
    yield opened
    opened.set()


def _refusal(answer: Response) -> str:
    header = answer.headers["set-cookie"].split(";")[0]
    return cookies.refused_form(header, "sign-in").errors.get("form", "")


async def test_too_many_hashes_at_once_are_refused_without_blocking_others(gate: threading.Event) -> None:
    transport = ASGITransport(http_routes())
    async with AsyncClient(transport=transport, base_url=SITE, headers={"origin": SITE}) as browser:
        form = {"email": "mira@example.com", "password": PASSWORD}
        posts = [asyncio.create_task(browser.post("/auth/sign-in", data=form)) for _ in range(CROWD)]
        refused = []
        for answer in asyncio.as_completed(posts):
            refused.append(await answer)
            if len(refused) == CROWD - ROOM:
                break
        assert not gate.is_set()
        assert {_refusal(one) for one in refused} == {Busy.message}
        assert sum(post.done() for post in posts) == CROWD - ROOM
        assert await asyncio.wait_for(in_thread(lambda: "an answer"), timeout=5) == "an answer"
        gate.set()
        answers = await asyncio.gather(*posts)
    assert sum(answer.headers["location"] == "/create" for answer in answers) == min(ROOM, 10)


async def test_hashing_capacity_is_released_after_a_failure_or_cancellation(database: str) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    for _ in range(2 * ROOM):
        with pytest.raises(ZeroDivisionError):
            await passwords.on_own_threads(fail)
    opened = threading.Event()
    waiting = [asyncio.create_task(passwords.on_own_threads(opened.wait, 20)) for _ in range(ROOM)]
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await passwords.on_own_threads(opened.wait, 20)
    # Those that wait leave their places at once, those at work when they are done.
    for one in waiting:
        one.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    opened.set()
    assert await passwords.on_own_threads(opened.wait, 20)
