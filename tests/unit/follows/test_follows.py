"""Following and blocking: counts that are exact, lists, and what a blocked person can no longer do."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from melodymaker.errors import InvalidInput, NotFound, NotSignedIn, NotWelcome, TooManyAttempts
from melodymaker.follows import queries, service
from melodymaker.follows.state import FollowState
from melodymaker.inbox.queries import notifications_of
from melodymaker.likes.service import set_like
from melodymaker.types import Change, Kind, UserId, person_topic, user_topic
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song, stored_song, stored_user
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio
MANY = 50


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def _counts(person: UserId) -> tuple[int, int]:
    user = stored_user(person)
    return user.followers, user.following


def test_a_repeated_follow_counts_once(owner: Person, outsider: Person) -> None:
    for _ in range(2):
        service.set_follow(outsider.id, owner.id, on=True)
    assert (_counts(owner.id), _counts(outsider.id)) == ((1, 0), (0, 1))
    for _ in range(2):
        service.set_follow(outsider.id, owner.id, on=False)
    assert (_counts(owner.id), _counts(outsider.id)) == ((0, 0), (0, 0))


def test_many_follows_and_likes_at_the_same_instant_all_count(owner: Person) -> None:
    people = make_people(MANY)
    song = make_song(owner.id, public=True)

    def act(person: UserId) -> None:
        service.set_follow(person, owner.id, on=True)
        set_like(person, song, on=True)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(act, people))
    assert _counts(owner.id) == (MANY, 0)
    assert stored_song(song).likes == MANY
    lines = sorted(row.text.partition(" and ")[2] for row in notifications_of(owner.id)[0])
    assert lines == [f"{MANY - 1} others liked “Rain”", f"{MANY - 1} others started following you"]
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda person: service.set_follow(person, owner.id, on=False), people))
    assert _counts(owner.id) == (0, 0)
    assert len(notifications_of(owner.id)[0]) == 1


def test_two_who_follow_each_other_at_the_same_instant_both_count(owner: Person) -> None:
    pairs = [make_people(2) for _ in range(10)]

    def follow(pair: tuple[UserId, UserId]) -> None:
        service.set_follow(*pair, on=True)

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(follow, [way for one, other in pairs for way in ((one, other), (other, one))]))
    assert {_counts(person) for pair in pairs for person in pair} == {(1, 1)}


def test_lists_come_newest_first_and_a_page_at_a_time(owner: Person, outsider: Person) -> None:
    people = make_people(queries.PEOPLE_A_PAGE + 2)
    for person in people:
        service.set_follow(person, owner.id, on=True)
    service.set_follow(outsider.id, people[-1], on=True)
    first, cursor = queries.followers_of(outsider.id, owner.id)
    assert [row.id for row in first] == people[:1:-1]
    assert [row.following for row in first] == [True] + [False] * (queries.PEOPLE_A_PAGE - 1)
    rest, end = queries.followers_of(None, owner.id, cursor)
    assert ([row.id for row in rest], end) == (people[1::-1], None)
    assert not any(row.following or row.own for row in rest)
    assert [row.own for row in queries.following_of(owner.id, people[0])[0]] == [True]


def test_nobody_follows_nobody_or_themselves(owner: Person) -> None:
    with pytest.raises(InvalidInput, match="That is you"):
        service.set_follow(owner.id, owner.id, on=True)
    for no_id in ("", "nobody", "' OR 1=1; --", "\x00"):
        with pytest.raises(NotFound):
            service.set_follow(owner.id, UserId(no_id), on=True)


def test_following_too_many_at_once_says_when_to_go_on(owner: Person) -> None:
    for person in make_people(60):
        service.set_follow(owner.id, person, on=True)
    with pytest.raises(TooManyAttempts, match="Try again in a minute"):
        service.set_follow(owner.id, make_people(1)[0], on=True)


def test_follows_are_announced_to_both_and_to_whoever_looks(
    owner: Person, outsider: Person, adapters: Adapters
) -> None:
    service.set_follow(outsider.id, owner.id, on=True)
    told = {change: set(topics) for change, topics in adapters.live.published}
    assert told[Change(Kind.PERSON, owner.id)] == {
        user_topic(owner.id),
        user_topic(outsider.id),
        person_topic(owner.id),
    }
    assert told[Change(Kind.NOTIFICATION, owner.id)] == {user_topic(owner.id)}


def test_a_blocked_person_is_followed_and_told_no_more(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    service.set_follow(outsider.id, owner.id, on=True)
    service.set_follow(owner.id, outsider.id, on=True)
    set_like(outsider.id, song, on=True)
    assert service.block_person(owner.id, outsider.id) == "Okto"
    assert (_counts(owner.id), _counts(outsider.id)) == ((0, 0), (0, 0))
    assert notifications_of(owner.id)[0] == []
    other = make_song(owner.id, public=True)
    for refused in (
        lambda: service.set_follow(outsider.id, owner.id, on=True),
        lambda: set_like(outsider.id, other, on=True),
    ):
        with pytest.raises(NotWelcome):
            refused()
    with pytest.raises(InvalidInput, match="Unblock them first"):
        service.set_follow(owner.id, outsider.id, on=True)
    assert [row.name for row in queries.blocked_by(owner.id)] == ["Okto"]
    set_like(outsider.id, song, on=False)  # one's own like may always be taken back
    assert stored_song(song).likes == 0


def test_who_is_blocked_at_the_same_instant_follows_no_more(owner: Person) -> None:
    people = make_people(20)

    def follow(person: UserId) -> None:
        with suppress(NotWelcome):
            service.set_follow(person, owner.id, on=True)

    with ThreadPoolExecutor(16) as threads:
        follows = [threads.submit(follow, person) for person in people]
        blocks = [threads.submit(service.block_person, owner.id, person) for person in people]
        for done in (*follows, *blocks):
            done.result()
    assert queries.followers_of(owner.id, owner.id)[0] == []
    assert _counts(owner.id) == (0, 0)
    assert notifications_of(owner.id)[0] == []


def test_an_unblocked_person_may_follow_again(owner: Person, outsider: Person) -> None:
    for _ in range(2):
        service.block_person(owner.id, outsider.id)
    service.unblock_person(owner.id, outsider.id)
    service.set_follow(outsider.id, owner.id, on=True)
    assert _counts(owner.id) == (1, 0)
    assert queries.blocked_by(owner.id) == []


async def test_set_follow_checks_the_user_and_what_was_sent(owner: Person, outsider: Person) -> None:
    with pytest.raises(NotSignedIn):
        await FollowState.set_follow.fn(await Tab().state(FollowState), owner.id, on=True)
    state = await Tab(outsider.token).state(FollowState)
    await FollowState.set_follow.fn(state, owner.id, "forged")
    assert _counts(owner.id) == (0, 0)
    await FollowState.set_follow.fn(state, owner.id, on=True)
    assert _counts(owner.id) == (1, 0)
