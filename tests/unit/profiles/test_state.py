"""A profile's state: what its address asks for, and whose it is."""

import pytest

from melodymaker.follows.service import set_follow
from melodymaker.profiles.state import ProfileState
from tests.conftest import Person
from tests.factories import make_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.mark.parametrize("signed_in", [True, False])
async def test_the_tab_of_the_address_is_shown_at_the_first_load(
    owner: Person, outsider: Person, signed_in: bool
) -> None:
    set_follow(outsider.id, owner.id, on=True)
    address = "/u/mira?tab=followers"
    state = await Tab(owner.token if signed_in else "", address).state(ProfileState)
    await ProfileState.load_profile.fn(state)
    assert (state.tab, [person.handle for person in state.people]) == ("followers", ["okto"])


async def test_the_next_person_in_the_tab_sees_nothing_that_the_first_one_alone_may_see(
    owner: Person, outsider: Person
) -> None:
    make_song(owner.id, "Private")
    tab = Tab(owner.token, "/u/mira")
    state = await tab.state(ProfileState)
    await ProfileState.load_profile.fn(state)
    assert [song.title for song in state.songs] == ["Private"]
    tab.sign(outsider.token)
    await ProfileState.load_profile.fn(state)
    assert (state.songs, state.page.own) == ([], False)
