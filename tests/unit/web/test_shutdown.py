"""A process that is asked to end is known to end, and what the server does about it is done as before."""

import asyncio
import os
import signal

import pytest

from melodymaker.web import shutdown


@pytest.fixture(autouse=True)
def _not_ending_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutdown, "_ending", False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_noted_and_reaches_the_server(number: signal.Signals) -> None:
    async def serve() -> bool:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, ended.set)
        shutdown.watch()
        assert not shutdown.is_ending()
        os.kill(os.getpid(), number)
        await asyncio.wait_for(ended.wait(), 20)
        return shutdown.is_ending()

    assert asyncio.run(serve())


def test_a_second_signal_does_not_reach_the_server() -> None:
    """Granian would wait for ever to hand it over, and the process would never end."""
    told = []

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, told.append, each)
        shutdown.watch()
        seen = asyncio.Event()
        for each in (signal.SIGINT, signal.SIGTERM):
            os.kill(os.getpid(), each)
        signal.raise_signal(signal.SIGTERM)
        loop.call_later(0, loop.call_later, 0, seen.set)
        await asyncio.wait_for(seen.wait(), 20)

    asyncio.run(serve())
    assert len(told) == 1


def test_without_a_server_signals_are_left_alone() -> None:
    async def serve() -> None:
        shutdown.watch()

    before = signal.getsignal(signal.SIGTERM)
    asyncio.run(serve())
    assert signal.getsignal(signal.SIGTERM) is before
    assert not shutdown.is_ending()
