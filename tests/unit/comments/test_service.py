"""Comments: who may write, change, remove and see them, and counts that are exact."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.comments import queries, service
from melodymaker.comments.queries import Thread, comments_page, threads_of
from melodymaker.comments.service import (
    delete_comment,
    edit_comment,
    purge_deleted_comments,
    restore_comment,
    write_comment,
    write_reply,
)
from melodymaker.db.models import Comment, User, now
from melodymaker.errors import InvalidInput, NotFound, NotWelcome, Suspended, TooManyAttempts
from melodymaker.follows.service import block_person
from melodymaker.inbox.queries import notifications_of
from melodymaker.songs.service import publish_song
from melodymaker.types import Change, CommentId, Kind, SongId, UserId, song_topic
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song, stored_song

MANY = 50


@pytest.fixture
def song(owner: Person) -> SongId:
    """A published song of the owner's."""
    return make_song(owner.id, public=True)


def _threads(viewer: UserId | None, song: SongId) -> list[Thread]:
    return comments_page(viewer, song).threads


def _texts(viewer: UserId | None, song: SongId) -> list[tuple[str, list[str]]]:
    return [(one.comment.text, [reply.text for reply in one.replies]) for one in _threads(viewer, song)]


def _told(person: Person) -> list[str]:
    return [row.text for row in notifications_of(person.id)[0]]


def test_comments_are_shown_newest_first_with_their_replies_oldest_first(
    owner: Person, outsider: Person, song: SongId
) -> None:
    first = write_comment(outsider.id, song, "  Fine bass.\r\n\n\n\nReally \u202e ")
    write_comment(owner.id, song, "Thanks")
    for text in ("One", "Two"):
        write_reply(owner.id, first, text)
    assert _texts(None, song) == [("Thanks", []), ("Fine bass.\n\nReally", ["One", "Two"])]
    assert stored_song(song).comments == 4


def test_a_comment_at_a_time_is_a_mark(outsider: Person, song: SongId) -> None:
    for seconds in (30.04, 1_000.0, -5.0, float("nan")):
        write_comment(outsider.id, song, f"At {seconds}", seconds)
    page = comments_page(None, song)
    assert [(mark.seconds, mark.percent) for mark in page.marks] == [(0.0, 0.0), (30.0, 50.0), (60.0, 100.0)]
    assert [one.comment.time for one in page.threads] == ["", "0:00", "1:00", "0:30"]
    assert page.marks[1].label == "Okto at 0:30: At 30.04"


def test_many_comments_at_the_same_instant_all_count(owner: Person, outsider: Person, song: SongId) -> None:
    people = make_people(MANY)
    thread = write_comment(outsider.id, song, "Who else likes it?")
    with ThreadPoolExecutor(16) as threads:
        made = list(threads.map(lambda person: write_comment(person, song, "Me"), people))
        list(threads.map(lambda person: write_reply(person, thread, "Me too"), people))
    assert stored_song(song).comments == 2 * MANY + 1
    with db.read() as session:
        assert session.get_one(Comment, thread).replies == MANY
    with ThreadPoolExecutor(16) as threads:
        list(threads.map(lambda one: delete_comment(*one), zip(people, made, strict=True)))
    assert stored_song(song).comments == MANY + 1
    assert [row.text for row in notifications_of(outsider.id)[0]] == [
        f"{row.actor} and {MANY - 1} others replied to your comment on “Rain”"
        for row in notifications_of(outsider.id)[0]
    ]


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u2800", "x" * 1_001])
def test_an_empty_or_long_text_is_refused(outsider: Person, song: SongId, text: str) -> None:
    with pytest.raises(InvalidInput):
        write_comment(outsider.id, song, text)
    assert stored_song(song).comments == 0


def test_too_many_comments_a_minute_are_refused_with_when_to_go_on(outsider: Person, song: SongId) -> None:
    for _ in range(10):
        write_comment(outsider.id, song, "Again")
    with pytest.raises(TooManyAttempts, match="Try again in a minute; your text stays"):
        write_comment(outsider.id, song, "Again")


def test_comments_of_a_private_song_are_its_owners_alone(owner: Person, outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "A secret")
    publish_song(owner.id, song, public=False)
    assert _texts(owner.id, song) == [("A secret", [])]
    hidden: list[Callable[[], object]] = [
        lambda: comments_page(outsider.id, song),
        lambda: comments_page(None, song),
        lambda: write_comment(outsider.id, song, "More"),
        lambda: write_reply(outsider.id, comment, "More"),
        lambda: edit_comment(outsider.id, comment, "More"),
    ]
    for attempt in hidden:
        with pytest.raises(NotFound):
            attempt()
    delete_comment(outsider.id, comment)  # one's own words may always be taken back
    assert stored_song(song).comments == 0


def test_only_its_author_edits_a_comment(owner: Person, outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "Fine")
    with pytest.raises(NotFound):
        edit_comment(owner.id, comment, "Bad")
    edit_comment(outsider.id, comment, "Fine")
    assert not _threads(None, song)[0].comment.edited
    edit_comment(outsider.id, comment, "Very fine")
    row = _threads(outsider.id, song)[0].comment
    assert (row.text, row.edited, row.own, row.removable) == ("Very fine", True, True, False)


def test_the_songs_owner_removes_a_comment_and_its_author_cannot_bring_it_back(
    owner: Person, outsider: Person, song: SongId
) -> None:
    comment = write_comment(outsider.id, song, "Rubbish")
    (stranger,) = make_people(1)
    with pytest.raises(NotFound):
        delete_comment(stranger, comment)
    assert _threads(owner.id, song)[0].comment.removable
    delete_comment(owner.id, comment)
    assert (_texts(None, song), stored_song(song).comments) == ([], 0)
    for person in (outsider.id, stranger):
        with pytest.raises(NotFound):
            restore_comment(person, comment)
    with pytest.raises(NotFound):
        delete_comment(owner.id, comment)
    restore_comment(owner.id, comment)
    assert (_texts(None, song), stored_song(song).comments) == ([("Rubbish", [])], 1)


def test_a_deleted_comment_with_replies_leaves_its_place(owner: Person, outsider: Person, song: SongId) -> None:
    comment = write_comment(outsider.id, song, "Gone soon", 12.0)
    reply = write_reply(owner.id, comment, "Why?")
    delete_comment(outsider.id, comment)
    (thread,) = _threads(outsider.id, song)
    row = thread.comment
    assert (row.text, row.author.name, row.time, row.own) == ("", "", "", False)
    assert row.gone == "This comment was deleted."
    assert comments_page(None, song).marks == []
    assert [one.text for one in thread.replies] == ["Why?"]
    with pytest.raises(NotFound):
        write_reply(owner.id, comment, "Hello?")
    delete_comment(owner.id, reply)
    assert _threads(outsider.id, song) == []


def test_threads_are_one_level_deep(owner: Person, outsider: Person, song: SongId) -> None:
    reply = write_reply(owner.id, write_comment(outsider.id, song, "One"), "Two")
    with pytest.raises(NotFound):
        write_reply(outsider.id, reply, "Three")


def test_a_thread_takes_no_more_than_its_replies(
    owner: Person, outsider: Person, song: SongId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_REPLIES", 1)
    comment = write_comment(outsider.id, song, "One")
    write_reply(owner.id, comment, "Two")
    with pytest.raises(InvalidInput, match="which is the most"):
        write_reply(owner.id, comment, "Three")


def test_pages_follow_each_other(owner: Person, song: SongId) -> None:
    at = now()
    with db.transaction() as session:
        session.add_all(
            Comment(song_id=song, user_id=owner.id, text=str(n), created_at=at + timedelta(seconds=n))
            for n in range(queries.THREADS_A_PAGE + 5)
        )
    page = comments_page(None, song)
    assert page.cursor is not None
    rest, end = threads_of(None, song, page.cursor)
    assert [int(one.comment.text) for one in (*page.threads, *rest)] == [*reversed(range(queries.THREADS_A_PAGE + 5))]
    assert end is None


def test_the_owner_and_who_is_replied_to_are_told_and_no_longer_when_it_is_deleted(
    owner: Person, outsider: Person, song: SongId
) -> None:
    comment = write_comment(outsider.id, song, "One")
    reply = write_reply(owner.id, comment, "Two")
    (third,) = make_people(1)
    by_third = write_reply(third, comment, "Three")
    own = write_comment(owner.id, song, "Mine")
    assert _told(owner) == ["Person 0 and 1 other commented on “Rain”"]
    assert _told(outsider) == ["Person 0 and 1 other replied to your comment on “Rain”"]
    assert notifications_of(owner.id)[0][0].href == f"/song/{song}#comments"
    by_other = write_reply(outsider.id, own, "Four")
    assert _told(owner)[0] == "Okto replied to your comment on “Rain”"
    for person, one in ((third, by_third), (owner.id, reply), (outsider.id, by_other), (outsider.id, comment)):
        delete_comment(person, one)
    assert (_told(owner), _told(outsider)) == ([], [])
    restore_comment(outsider.id, comment)
    assert _told(owner) == ["Okto commented on “Rain”"]


def test_a_blocked_person_neither_comments_nor_replies_and_is_not_seen(
    owner: Person, outsider: Person, song: SongId
) -> None:
    (third,) = make_people(1)
    by_third = write_comment(third, song, "By a third")
    write_comment(outsider.id, song, "By the blocked", 5.0)
    block_person(owner.id, outsider.id)
    block_person(third, outsider.id)
    with pytest.raises(NotWelcome):
        write_comment(outsider.id, song, "More")
    elsewhere = make_song(outsider.id, public=True)
    with pytest.raises(NotWelcome):
        write_reply(outsider.id, write_comment(third, elsewhere, "Hm"), "More")
    assert by_third
    assert _texts(owner.id, song) == [("By a third", [])]
    assert comments_page(owner.id, song).marks == []
    assert len(_texts(None, song)) == 2


def test_suspended_people_neither_comment_nor_are_read(outsider: Person, song: SongId) -> None:
    write_comment(outsider.id, song, "Before")
    with db.transaction() as session:
        session.get_one(User, outsider.id).suspended_at = now()
    with pytest.raises(Suspended):
        write_comment(outsider.id, song, "After")
    assert _texts(None, song) == []


def test_what_is_counted_is_what_is_seen_and_replies_to_somebody_unseen_stay(
    owner: Person, outsider: Person, song: SongId
) -> None:
    (third,) = make_people(1)
    comment = write_comment(outsider.id, song, "By the blocked", 5.0)
    write_reply(third, comment, "An answer")
    write_comment(outsider.id, song, "Alone")
    write_reply(outsider.id, write_comment(third, song, "By a third"), "Below")
    block_person(owner.id, outsider.id)
    page = comments_page(owner.id, song)
    shown = [(one.comment.text or one.comment.gone, [reply.text for reply in one.replies]) for one in page.threads]
    assert shown == [("By a third", []), ("This comment is not shown.", ["An answer"])]
    hidden = page.threads[1].comment
    assert (hidden.author.name, hidden.time, hidden.own, hidden.removable) == ("", "", False, False)
    assert (page.count, comments_page(None, song).count) == (2, 5)
    with db.transaction() as session:
        session.get_one(User, third).suspended_at = now()
    nobody = comments_page(owner.id, song)
    assert (nobody.threads, nobody.count) == ([], 0)


def test_open_pages_are_told(outsider: Person, song: SongId, adapters: Adapters) -> None:
    write_comment(outsider.id, song, "One")
    assert (Change(Kind.COMMENT, song), (song_topic(song),)) in adapters.live.published
    assert Change(Kind.SONG, song) in [change for change, _ in adapters.live.published]


def test_deleted_comments_are_purged_after_a_day(owner: Person, outsider: Person, song: SongId) -> None:
    alone, with_reply, recent = (write_comment(outsider.id, song, text) for text in ("One", "Two", "Three"))
    write_reply(owner.id, with_reply, "Reply")
    for comment in (alone, with_reply, recent):
        delete_comment(outsider.id, comment)
    with db.transaction() as session:
        old = sa.update(Comment).where(Comment.id.in_([alone, with_reply]))  # pyright: ignore[reportAttributeAccessIssue]
        session.exec(old.values(deleted_at=now() - service.PURGE_AFTER - timedelta(hours=1)))
    assert purge_deleted_comments() == 2
    assert purge_deleted_comments() == 0
    with pytest.raises(NotFound):
        restore_comment(outsider.id, alone)
    with db.read() as session:
        assert session.get_one(Comment, with_reply).text == ""
    restore_comment(outsider.id, recent)


@pytest.mark.parametrize("comment", ["", "nobody", "a" * 10_000, "\x00"])
def test_no_comment_is_not_found(owner: Person, comment: str) -> None:
    attempts: list[Callable[[], object]] = [
        lambda: write_reply(owner.id, CommentId(comment), "Hm"),
        lambda: edit_comment(owner.id, CommentId(comment), "Hm"),
        lambda: delete_comment(owner.id, CommentId(comment)),
        lambda: restore_comment(owner.id, CommentId(comment)),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()
