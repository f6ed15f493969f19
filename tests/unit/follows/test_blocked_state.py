"""Blocking, as a tab does it."""

import pytest

from melodymaker.errors import NotFound, NotSignedIn
from melodymaker.follows.blocked_state import BlockedState
from melodymaker.follows.queries import blocked_by
from tests.conftest import Person
from tests.unit.states import Tab, commands_in

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_person_is_blocked_and_unblocked(owner: Person, outsider: Person) -> None:
    state = await Tab(owner.token).state(BlockedState)
    (command,) = commands_in([await BlockedState.block_person.fn(state, outsider.id)])
    assert command["button"]["name"].endswith("unblock_person")
    await BlockedState.load_blocked.fn(state)
    assert [person.name for person in state.people] == ["Okto"]
    assert blocked_by(outsider.id) == []
    await BlockedState.unblock_person.fn(state, outsider.id)
    assert state.people == []


async def test_blocking_checks_the_user(owner: Person, outsider: Person) -> None:
    with pytest.raises(NotSignedIn):
        await BlockedState.block_person.fn(await Tab().state(BlockedState), outsider.id)
    with pytest.raises(NotFound):
        await BlockedState.block_person.fn(await Tab(owner.token).state(BlockedState), "nobody")
