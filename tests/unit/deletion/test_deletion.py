"""Deleting an account: asked for, taken back, and done without a trace."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from melodymaker import db
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.service import sign_in
from melodymaker.accounts.sessions import Visitor
from melodymaker.accounts.tokens import token_hash
from melodymaker.comments.service import delete_comment, write_comment, write_reply
from melodymaker.create.service import save_preset
from melodymaker.db.models import (
    AccountLink,
    AdminAction,
    ApiKey,
    Comment,
    CreditEntry,
    Digest,
    FormerHandle,
    Identity,
    Notification,
    Passkey,
    Playlist,
    Report,
    Song,
    StoredAnswer,
    User,
    Webhook,
    now,
)
from melodymaker.deletion.purge import purge_accounts, remove_account
from melodymaker.deletion.service import ask_deletion, keep_account
from melodymaker.errors import BeingDeleted, InvalidInput, NotFound
from melodymaker.follows.service import block_person, set_follow
from melodymaker.generation.requests import submit_request
from melodymaker.library.service import set_favorite
from melodymaker.likes.service import set_like
from melodymaker.notifications.choices import choose_by_mail
from melodymaker.playlists.queries import playlist_of
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.profiles.queries import profile_of
from melodymaker.reports.service import report
from melodymaker.songs.listens import count_listen
from melodymaker.songs.service import publish_song
from melodymaker.types import (
    FileName,
    LinkPurpose,
    Notice,
    Reason,
    Reported,
    SongId,
    SongRequest,
)
from tests.conftest import PASSWORD, Adapters, Person, make_person
from tests.factories import make_song, stored_song, stored_user

HERE = Visitor("192.0.2.1")
KINDS = ("master", "stream", "cover", "thumb")
FILES = [f"{number:032x}.{end}" for number, end in enumerate(("flac", "mp3", "webp", "webp", "webp"))]


def _references() -> Iterator[tuple[sa.Table, sa.Column]]:
    """Every column that refers to a person, by a foreign key or by its name."""
    for table in SQLModel.metadata.tables.values():
        for column in table.columns:
            keys = {key.column.table.name for key in column.foreign_keys}
            if "users" in keys or (column.name == "source_user_id" and not keys):
                yield table, column


def _rows_of(person: str) -> dict[str, int]:
    """How many rows of each table refer to the person."""
    found = {}
    with db.read() as session:
        for table, column in _references():
            count = sa.select(sa.func.count()).select_from(table).where(column == person)
            found[f"{table.name}.{column.name}"] = session.connection().execute(count).scalar_one()
    return found


@pytest.fixture
def friend(outsider: Person) -> Person:
    """Somebody else, who stays."""
    return outsider


@pytest.fixture
def leaver(friend: Person, adapters: Adapters) -> Person:
    """Somebody with a row in every table that refers to people, each way round; the admin has done things to them."""
    person = make_person("Nika")
    theirs = make_song(friend.id, "Theirs", public=True)
    mine = make_song(person.id, "Mine", public=True, **dict(zip(KINDS, FILES, strict=False)))
    source = adapters.media.parent / "source.bin"
    source.write_bytes(b"x")
    for name in FILES:
        adapters.storage.put(FileName(name), source)
    remix = make_song(person.id, "A remix", source_id=theirs, source_user_id=friend.id)
    publish_song(person.id, remix, public=True)
    make_song(friend.id, "Remixed", public=True, source_id=mine, source_user_id=person.id)
    for one, other, song in ((person, friend, theirs), (friend, person, mine)):
        set_follow(one.id, other.id, on=True)
        set_like(one.id, song, on=True)
        set_favorite(one.id, song, on=True)
        count_listen(one.id, song)
        report(one.id, Reported.PERSON, other.id, Reason.SPAM)
        comment = write_comment(one.id, song, f"by {one.id}")
        write_reply(other.id, comment, "a reply")
        add_songs(one.id, create_playlist(one.id, "A list", public=True), [song])
    delete_comment(person.id, write_comment(person.id, theirs, "deleted by its author"))
    save_preset(person.id, "Usual", SongRequest(description="a tune"))
    submit_request(person.id, SongRequest(description="a tune"))
    choose_by_mail(person.id, Notice.LIKE, on=True)
    stranger = make_person("Stranger")
    block_person(person.id, stranger.id)
    block_person(stranger.id, person.id)
    with db.transaction() as session:
        user = session.get_one(User, person.id)
        user.avatar = FILES[-1]
        session.add(FormerHandle(handle="nika_before", user_id=person.id, until=now()))
        session.add(Digest(user_id=person.id))
        session.add(Identity(provider="github", subject="7", user_id=person.id))
        session.add(Passkey(user_id=person.id, name="Key", credential_id="c", public_key="p"))
        session.add(ApiKey(user_id=person.id, name="Key", key_hash="k", ending="k"))
        session.add(StoredAnswer(user_id=person.id, key="k", request_hash="r", submission_id="s"))
        session.add(Webhook(user_id=person.id, url="https://music.example.org/hook"))
        session.add(CreditEntry(user_id=person.id, key="k", kind="free", amount=100, balance=100))
        session.add(AdminAction(admin_id=person.id, action="hide song", target_id=theirs, about="Theirs"))
        session.add(AdminAction(action="suspend person", target_id=person.id, about="Nika @nika"))
        link = {"purpose": LinkPurpose.RESET, "email": "nika@example.com", "expires_at": now() + timedelta(hours=1)}
        session.add(AccountLink(token_hash=token_hash("reset"), user_id=person.id, **link))
    return person


def _counts(person: Person) -> tuple[int, int, int, int, int, int]:
    """What others count of their song and themselves, and what the rows say that it should be."""
    user = stored_user(person.id)
    with db.read() as session:
        song = session.exec(sa.select(Song).where(Song.user_id == person.id, Song.title == "Theirs")).scalar_one()
    return (user.followers, user.following, song.likes, song.comments, song.remixes, song.listens)


def test_the_leaver_has_a_row_in_every_table_that_refers_to_people(leaver: Person) -> None:
    assert [name for name, count in _rows_of(leaver.id).items() if not count] == []


def test_nothing_is_left_of_a_removed_account(leaver: Person, friend: Person, adapters: Adapters) -> None:
    set_like(leaver.id, SongId(make_song(friend.id, "Another", public=True)), on=True)
    assert adapters.files()
    remove_account(leaver.id)
    assert {name: count for name, count in _rows_of(leaver.id).items() if count} == {}
    assert adapters.files() == []
    with db.read() as session:
        assert session.get(User, leaver.id) is None
        assert session.exec(sa.select(AdminAction.about).where(AdminAction.target_id == leaver.id)).scalars().all() == [
            "a deleted account"
        ]
        assert session.exec(sa.select(Report).where(Report.target_id == leaver.id)).all() == []
        assert session.exec(sa.select(Comment)).all() == []
        told = session.exec(sa.select(Notification.people).where(Notification.user_id == friend.id)).all()
    assert told == []


def test_what_others_count_stays_true(leaver: Person, friend: Person) -> None:
    assert _counts(friend) == (1, 1, 1, 2, 1, 1)
    remove_account(leaver.id)
    # A listen that was counted has happened.
    assert _counts(friend) == (0, 0, 0, 0, 0, 1)
    with db.read() as session:
        (days,) = session.connection().execute(
            sa.text("SELECT sum(likes), sum(comments) FROM song_days WHERE user_id = :id"), {"id": friend.id}
        )
    assert tuple(map(int, days)) == (0, 0)


def test_an_account_that_is_to_go_is_hidden_and_its_sessions_end(
    leaver: Person, friend: Person, adapters: Adapters
) -> None:
    with db.read() as session:
        mine = SongId(session.exec(sa.select(Song.id).where(Song.title == "Mine")).scalar_one())
        playlist = session.exec(sa.select(Playlist.id).where(Playlist.user_id == leaver.id)).scalar_one()
    ask_deletion(leaver.id, PASSWORD, HERE)
    assert user_of_session(leaver.token) is None
    assert stored_song(mine).listed_at is None
    assert _counts(friend)[4] == 0
    for read in (lambda: profile_of(friend.id, "nika"), lambda: playlist_of(None, playlist)):
        with pytest.raises(NotFound):
            read()
    with db.read() as session:
        waiting = session.exec(sa.text("SELECT count(*) FROM generations WHERE status IN ('queued', 'processing')"))
        assert waiting.scalar_one() == 0
    assert adapters.mailer.sent[-1].subject.startswith("Your MelodyMaker account goes on ")
    assert purge_accounts(now() + timedelta(days=13)) == 0


def test_an_account_can_be_kept_and_is_as_it_was(leaver: Person, friend: Person) -> None:
    with db.read() as session:
        mine = SongId(session.exec(sa.select(Song.id).where(Song.title == "Mine")).scalar_one())
    ask_deletion(leaver.id, PASSWORD, HERE)
    user = user_of_session(sign_in("nika@example.com", PASSWORD, HERE))
    assert user is not None
    assert user.leaving
    with pytest.raises(BeingDeleted):
        publish_song(leaver.id, mine, public=True)
    keep_account(leaver.id)
    assert stored_song(mine).listed_at is not None
    assert _counts(friend)[4] == 1
    assert profile_of(friend.id, "nika").person.name == "Nika"
    assert purge_accounts(now() + timedelta(days=100)) == 0


def test_a_suspended_account_that_is_kept_stays_hidden(leaver: Person) -> None:
    with db.transaction() as session:
        session.exec(sa.update(User).where(User.id == leaver.id).values(suspended_at=now()))
    ask_deletion(leaver.id, PASSWORD, HERE)
    keep_account(leaver.id)
    with db.read() as session:
        listed = session.exec(sa.select(Song.listed_at).where(Song.user_id == leaver.id)).scalars().all()
    assert set(listed) == {None}


def test_an_account_goes_after_fourteen_days(leaver: Person) -> None:
    ask_deletion(leaver.id, PASSWORD, HERE)
    assert purge_accounts(now() + timedelta(days=15)) == 1
    assert not any(_rows_of(leaver.id).values())
    with pytest.raises(InvalidInput):
        sign_in("nika@example.com", PASSWORD, HERE)


def test_the_password_is_asked_for(leaver: Person) -> None:
    with pytest.raises(InvalidInput) as caught:
        ask_deletion(leaver.id, "not it", HERE)
    assert list(caught.value.fields) == ["delete_password"]
    assert stored_user(leaver.id).delete_at is None


def test_files_that_are_removed_already_do_not_stop_the_rest(leaver: Person, adapters: Adapters) -> None:
    for path in adapters.files():
        path.unlink()
    remove_account(leaver.id)
    remove_account(leaver.id)
    assert not any(_rows_of(leaver.id).values())
