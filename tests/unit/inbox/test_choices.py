"""What people choose to be told of, in the app and by e-mail."""

from dataclasses import replace

import pytest

from melodymaker import db, ports
from melodymaker.adapters.log_mailer import LogMailer
from melodymaker.errors import NotSignedIn
from melodymaker.inbox.choices import choices_of
from melodymaker.inbox.choices_state import ChoicesState
from melodymaker.inbox.queries import notifications_of, unread_count
from melodymaker.notifications.service import notify
from melodymaker.types import Change, Kind, Notice, user_topic
from tests.conftest import Adapters, Person
from tests.factories import make_song
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_kind_is_hidden_and_shown_again(owner: Person, adapters: Adapters) -> None:
    song = make_song(owner.id)
    with db.transaction() as session:
        notify(session, owner.id, Notice.READY, song_id=song)
    state = await Tab(owner.token).state(ChoicesState)
    await ChoicesState.load_choices.fn(state)
    assert {(row.in_app, row.by_mail) for row in state.rows} == {(True, False)}
    assert {row.kind for row in state.rows} == set(Notice)
    await ChoicesState.set_in_app.fn(state, "ready", on=False)
    assert (notifications_of(owner.id)[0], unread_count(owner.id)) == ([], 0)
    assert (Change(Kind.NOTIFICATION, owner.id), (user_topic(owner.id),)) in adapters.live.published
    await ChoicesState.set_in_app.fn(state, "ready", on=True)
    assert unread_count(owner.id) == 1


async def test_choices_belong_to_one_person_and_are_checked(owner: Person, outsider: Person) -> None:
    state = await Tab(outsider.token).state(ChoicesState)
    await ChoicesState.set_by_mail.fn(state, "like", on=True)
    for forged in ("", "unlike", None, 7, "READY"):
        await ChoicesState.set_by_mail.fn(state, forged, on=True)
    assert [row.kind for row in choices_of(outsider.id) if row.by_mail] == ["like"]
    assert not any(row.by_mail for row in choices_of(owner.id))
    with pytest.raises(NotSignedIn):
        await ChoicesState.set_by_mail.fn(await Tab().state(ChoicesState), "like", on=True)


async def test_mails_are_offered_only_where_they_are_delivered(owner: Person) -> None:
    state = await Tab(owner.token).state(ChoicesState)
    await ChoicesState.load_choices.fn(state)
    assert state.mails
    ports.use(replace(ports.in_use(), mailer=LogMailer()))
    await ChoicesState.load_choices.fn(state)
    assert not state.mails
