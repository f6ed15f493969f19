"""Requests that a browser kept while the server was away: made once, whatever else they are."""

from dataclasses import asdict

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.create.composer import sent_request
from melodymaker.create.kept_state import KeptState
from melodymaker.create.state import CreateState
from melodymaker.db.models import Generation
from melodymaker.errors import InvalidInput, NotSignedIn
from melodymaker.types import Mode, SongRequest
from tests.conftest import Person
from tests.unit.states import Tab, commands_in

pytestmark = pytest.mark.anyio
WISH = SongRequest(mode=Mode.CUSTOM, style="folk", lyrics="[Verse 1]\nOne", write_lyrics=True, bpm=96)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _made() -> list[Generation]:
    with db.read() as session:
        return list(session.exec(select(Generation)).all())


async def test_a_kept_request_is_made_once_however_often_it_is_sent(owner: Person) -> None:
    state = await Tab(owner.token, "/library").state(KeptState)
    for _ in range(3):
        events = await KeptState.submit_kept.fn(state, "kept-1", asdict(WISH))
    assert [(one.style, one.bpm, one.user_id) for one in _made()] == [("folk", 96, owner.id)]
    assert commands_in(events)[0] == {"name": "sent", "id": "kept-1"}
    await KeptState.submit_kept.fn(state, "kept-2", asdict(WISH))
    assert len(_made()) == 2


async def test_a_kept_request_that_is_wrong_is_shown_with_what_is_wrong(owner: Person) -> None:
    tab = Tab(owner.token)
    state = await tab.state(CreateState)
    events = await KeptState.submit_kept.fn(await tab.state(KeptState), "kept", {**asdict(WISH), "style": ""})
    assert _made() == []
    assert state.request.lyrics == WISH.lyrics
    assert list(state.errors) == ["style"]
    assert commands_in(events)[0] == {"name": "sent", "id": "kept"}


async def test_a_kept_request_of_nobody_is_not_made(owner: Person) -> None:
    with pytest.raises(NotSignedIn):
        await KeptState.submit_kept.fn(await Tab().state(KeptState), "kept", asdict(WISH))
    assert _made() == []


async def test_the_composer_gets_back_what_a_server_has_forgotten(owner: Person) -> None:
    tab = Tab(owner.token)
    await KeptState.restore_composer.fn(await tab.state(KeptState), asdict(WISH))
    composer = await tab.state(CreateState)
    assert composer.request == WISH
    assert composer.typed["bpm"] == "96"
    assert _made() == []


def test_a_sent_request_is_no_remix() -> None:
    assert sent_request({**asdict(WISH), "remix": "vary", "source_id": "x"}) == WISH


@pytest.mark.parametrize("sent", [None, "", [], {}, {"seconds": 9}])
def test_what_says_nothing_is_an_empty_request(sent: object) -> None:
    assert sent_request(sent) == SongRequest()


@pytest.mark.parametrize("sent", [{"mode": "theremin"}, {"bpm": "quick"}, {"lyrics": ["a"]}])
def test_what_is_no_request_is_refused(sent: object) -> None:
    with pytest.raises(InvalidInput):
        sent_request(sent)
