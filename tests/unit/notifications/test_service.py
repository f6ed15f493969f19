"""What somebody is told of: grouped, taken back when it is undone, and read."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.db.models import Notification, NotificationEvent, User, now
from melodymaker.inbox.queries import notifications_of, unread_count
from melodymaker.likes.service import set_like
from melodymaker.notifications import service
from melodymaker.notifications.service import notify, retract
from melodymaker.songs.service import delete_song, publish_song, restore_song
from melodymaker.types import Change, Kind, Notice, NotificationId, SongId, UserId
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song


def _tell(recipient: Person, kind: Notice, actor: UserId | None, song: SongId | None = None, **more: str) -> None:
    with db.transaction() as session:
        notify(session, recipient.id, kind, actor=actor, song_id=song, **more)


def _take_back(recipient: Person, kind: Notice, actor: UserId, song: SongId | None = None, **more: str) -> None:
    with db.transaction() as session:
        retract(session, recipient.id, kind, actor=actor, song_id=song, **more)


def _texts(person: Person) -> list[str]:
    return [row.text for row in notifications_of(person.id)[0]]


def test_likes_of_one_song_are_one_line(owner: Person) -> None:
    song, other = make_song(owner.id, "Rain"), make_song(owner.id, "Snow")
    ana, ben, cleo = make_people(3)
    for person in (ana, ben, cleo):
        _tell(owner, Notice.LIKE, person, song)
    _tell(owner, Notice.LIKE, ana, other)
    assert _texts(owner) == ["Person 0 liked “Snow”", "Person 2 and 2 others liked “Rain”"]
    assert unread_count(owner.id) == 2


def test_taking_back_leaves_who_did_it_last(owner: Person) -> None:
    song = make_song(owner.id)
    people = make_people(3)
    for person in people:
        _tell(owner, Notice.LIKE, person, song)
    _take_back(owner, Notice.LIKE, people[2], song)
    assert _texts(owner) == ["Person 1 and 1 other liked “Rain”"]
    _take_back(owner, Notice.LIKE, people[0], song)
    _take_back(owner, Notice.LIKE, people[0], song)
    assert _texts(owner) == ["Person 1 liked “Rain”"]
    _take_back(owner, Notice.LIKE, people[1], song)
    assert _texts(owner) == []


def test_several_comments_of_one_person_count_one_person(owner: Person) -> None:
    song = make_song(owner.id)
    (ana,) = make_people(1)
    for source in ("one", "two"):
        _tell(owner, Notice.COMMENT, ana, song, source=source)
    assert _texts(owner) == ["Person 0 commented on “Rain”"]
    _take_back(owner, Notice.COMMENT, ana, song, source="two")
    assert _texts(owner) == ["Person 0 commented on “Rain”"]
    _take_back(owner, Notice.COMMENT, ana, song, source="one")
    assert _texts(owner) == []


def test_own_actions_tell_nobody(owner: Person) -> None:
    set_like(owner.id, make_song(owner.id), on=True)
    assert _texts(owner) == []


def test_something_new_makes_a_read_line_unread_and_the_first(owner: Person) -> None:
    song = make_song(owner.id)
    ana, ben = make_people(2)
    _tell(owner, Notice.LIKE, ana, song)
    _tell(owner, Notice.FOLLOW, ana)
    service.mark_all_read(owner.id)
    assert unread_count(owner.id) == 0
    _tell(owner, Notice.LIKE, ana, song)  # known already
    assert unread_count(owner.id) == 0
    _tell(owner, Notice.LIKE, ben, song)
    rows = notifications_of(owner.id)[0]
    assert [(row.text, row.unread) for row in rows] == [
        ("Person 1 and 1 other liked “Rain”", True),
        ("Person 0 started following you", False),
    ]


def test_only_ones_own_notifications_are_marked_read(owner: Person, outsider: Person) -> None:
    _tell(owner, Notice.FOLLOW, outsider.id)
    (row,) = notifications_of(owner.id)[0]
    service.mark_read(outsider.id, NotificationId(row.id))
    service.mark_all_read(outsider.id)
    assert unread_count(owner.id) == 1
    service.mark_read(owner.id, NotificationId(row.id))
    assert unread_count(owner.id) == 0


def test_what_one_may_not_hear_any_more_disappears(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    _tell(outsider, Notice.REPLY, owner.id, song, thread="thread", source="comment")
    assert _texts(outsider) == ["Mira replied to your comment on “Rain”"]
    publish_song(owner.id, song, public=False)
    assert (_texts(outsider), unread_count(outsider.id)) == ([], 0)
    publish_song(owner.id, song, public=True)
    delete_song(owner.id, song)
    assert (_texts(outsider), unread_count(outsider.id)) == ([], 0)
    restore_song(owner.id, song)
    assert unread_count(outsider.id) == 1


def test_nothing_is_told_of_what_is_rolled_back(owner: Person, outsider: Person, adapters: Adapters) -> None:
    with pytest.raises(RuntimeError), db.transaction() as session:
        notify(session, owner.id, Notice.FOLLOW, actor=outsider.id)
        raise RuntimeError
    assert _texts(owner) == []
    assert Kind.NOTIFICATION not in {change.kind for change, _ in adapters.live.published}
    _tell(owner, Notice.FOLLOW, outsider.id)
    assert (Change(Kind.NOTIFICATION, owner.id), (f"user:{owner.id}",)) in adapters.live.published


def test_a_list_goes_on_page_by_page(owner: Person) -> None:
    songs = [make_song(owner.id, f"Song {number}") for number in range(23)]
    for song in songs:
        _tell(owner, Notice.READY, None, song)
    first, cursor = notifications_of(owner.id)
    rest, end = notifications_of(owner.id, cursor)
    assert [row.title for row in (*first, *rest)] == [f"Song {number}" for number in reversed(range(23))]
    assert end is None
    assert first[0].text == "“Song 22” is ready: two takes to hear"


def test_the_unread_are_counted_up_to_a_hundred(owner: Person) -> None:
    at = now()
    with db.transaction() as session:
        session.add_all(
            Notification(user_id=owner.id, kind=Notice.FOLLOW, group_key=str(n), created_at=at, updated_at=at)
            for n in range(120)
        )
    assert unread_count(owner.id) == 100


def test_old_notifications_are_purged(owner: Person, outsider: Person) -> None:
    _tell(owner, Notice.FOLLOW, outsider.id)
    _tell(owner, Notice.READY, None, make_song(owner.id))
    with db.transaction() as session:
        past = now() - service.KEPT - timedelta(hours=1)
        old = sa.update(Notification).where(Notification.kind == Notice.FOLLOW)
        session.exec(old.values(updated_at=past))
    assert service.purge_old() == 1
    with db.read() as session:
        assert len(session.exec(sa.select(NotificationEvent)).all()) == 1


def test_a_removed_account_takes_its_notifications_along(owner: Person, outsider: Person) -> None:
    _tell(owner, Notice.FOLLOW, outsider.id)
    with db.transaction() as session:
        session.delete(session.get_one(User, outsider.id))
    assert _texts(owner) == []
