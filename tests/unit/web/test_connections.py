"""What is kept of a tab that has gone."""

import asyncio

import pytest
import reflex as rx
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken

from melodymaker.web.connections import forget_idle_state

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_state_is_forgotten_once_no_event_changes_it() -> None:
    manager = StateManagerMemory()
    key = BaseStateToken(ident="a" * 64, cls=rx.State)
    async with manager.modify_state(key):
        forgetting = asyncio.ensure_future(forget_idle_state(manager, key.ident))
        await asyncio.sleep(0)
        assert key.cache_key in manager.states
    await forgetting
    assert key.cache_key not in manager.states
    await forget_idle_state(manager, "of no tab")
