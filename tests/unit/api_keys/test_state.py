"""The settings' section of keys, as a tab sees it."""

import pytest

from melodymaker.api_keys.service import holder_of
from melodymaker.api_keys.state import KeysState
from tests.conftest import Person
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_new_key_is_shown_once(owner: Person) -> None:
    state = await Tab(owner.token).state(KeysState)
    await KeysState.load_keys.fn(state)
    await KeysState.submit_key.fn(state, state.form_id, {"key_name": "Script", "key_kind": "read"})
    assert holder_of(state.made) is not None
    assert [key.name for key in state.keys] == ["Script"]
    await KeysState.close_made.fn(state)
    assert state.made == ""
    await KeysState.submit_key.fn(state, state.form_id, {"key_name": "Phone", "key_kind": "app"})
    assert state.made_for_app
    await KeysState.load_keys.fn(state)
    assert state.made == ""


async def test_a_key_without_a_name_is_not_made(owner: Person) -> None:
    state = await Tab(owner.token).state(KeysState)
    await KeysState.submit_key.fn(state, state.form_id, {"key_name": " ", "key_kind": "create"})
    assert (state.error, state.made, state.keys) == ("A key needs a name.", "", [])


async def test_a_revoked_key_leaves_the_list(owner: Person) -> None:
    state = await Tab(owner.token).state(KeysState)
    await KeysState.submit_key.fn(state, state.form_id, {"key_name": "Script", "key_kind": "create"})
    key = state.made
    await KeysState.delete_key.fn(state, state.keys[0].id)
    assert (state.keys, state.made) == ([], "")
    assert holder_of(key) is None


async def test_a_form_that_is_sent_twice_makes_one_key_even_before_the_page_has_loaded(owner: Person) -> None:
    state = await Tab(owner.token).state(KeysState)
    before_loading = state.form_id
    await KeysState.load_keys.fn(state)
    for _ in range(2):
        await KeysState.submit_key.fn(state, before_loading, {"key_name": "Script", "key_kind": "create"})
    assert [key.name for key in state.keys] == ["Script"]
    assert holder_of(state.made) is not None


async def test_a_form_with_a_fault_stays_as_it_is(owner: Person) -> None:
    state = await Tab(owner.token).state(KeysState)
    form = state.form_id
    await KeysState.submit_key.fn(state, form, {"key_name": " ", "key_kind": "create"})
    assert state.form_id == form
    await KeysState.submit_key.fn(state, form, {"key_name": "Script", "key_kind": "create"})
    assert state.form_id != form
