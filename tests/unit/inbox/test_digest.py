"""The daily e-mail: of what is unread, for those who chose it, each at most once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db, ports
from melodymaker.db.models import Digest, User, now
from melodymaker.errors import NotFound
from melodymaker.inbox import digest
from melodymaker.inbox.digest import send_digests
from melodymaker.inbox.unsubscribe import check_token, unsubscribe, unsubscribe_link
from melodymaker.likes.service import set_like
from melodymaker.notifications.choices import choose_by_mail, choose_in_app
from melodymaker.notifications.service import mark_all_read, notify
from melodymaker.songs.service import publish_song
from melodymaker.types import Notice, SongId
from tasks import housekeeping
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song


def _like(owner: Person, song: SongId, count: int = 1) -> None:
    for person in make_people(count):
        set_like(person, song, on=True)


@pytest.fixture
def song(owner: Person) -> SongId:
    """A published song of the owner's, who chose e-mails about likes."""
    choose_by_mail(owner.id, Notice.LIKE, on=True)
    return make_song(owner.id, public=True)


def _a_day_later() -> None:
    with db.transaction() as session:
        session.exec(sa.update(Digest).values(sent_at=now() - timedelta(days=1)))


def test_what_is_unread_of_the_chosen_kinds_is_sent_once(owner: Person, song: SongId, adapters: Adapters) -> None:
    _like(owner, song, 3)
    with db.transaction() as session:
        notify(session, owner.id, Notice.READY, song_id=song)
    housekeeping.send_mails()
    (mail,) = adapters.mailer.sent
    assert (mail.to, mail.subject) == ("mira@example.com", "Person 2 and 2 others liked “Rain”")
    assert f"http://localhost:3000/song/{song}" in mail.text
    assert "is ready" not in mail.text
    assert mail.unsubscribe in mail.text
    assert mail.unsubscribe in mail.html
    assert "http://localhost:3000/settings" in mail.text
    assert send_digests() == 0
    _a_day_later()
    assert send_digests() == 0  # it is still unread, but was mailed


def test_the_next_one_comes_a_day_later_with_what_is_new(owner: Person, song: SongId, adapters: Adapters) -> None:
    _like(owner, song)
    assert send_digests() == 1
    _like(owner, song)
    assert send_digests() == 0
    _a_day_later()
    assert send_digests() == 1
    assert adapters.mailer.sent[1].subject == "Person 0 and 1 other liked “Rain”"


@pytest.mark.parametrize("why", ["read", "private", "not chosen", "suspended"])
def test_nothing_is_sent_of_what_is_no_news(owner: Person, song: SongId, adapters: Adapters, why: str) -> None:
    other = make_people(1)[0]
    theirs = make_song(other, public=True)
    choose_by_mail(owner.id, Notice.REPLY, on=True)
    with db.transaction() as session:
        notify(session, owner.id, Notice.REPLY, actor=other, song_id=theirs, thread="t", source="s")
    if why == "read":
        mark_all_read(owner.id)
    elif why == "private":
        publish_song(other, theirs, public=False)
    elif why == "not chosen":
        choose_by_mail(owner.id, Notice.REPLY, on=False)
    else:
        with db.transaction() as session:
            session.get_one(User, owner.id).suspended_at = now()
    assert send_digests() == 0
    assert adapters.mailer.sent == []


def test_what_is_hidden_in_the_app_can_be_mailed(owner: Person, song: SongId, adapters: Adapters) -> None:
    choose_in_app(owner.id, Notice.LIKE, on=False)
    _like(owner, song)
    assert send_digests() == 1


def test_a_long_digest_says_how_much_more_there_is(owner: Person, song: SongId, adapters: Adapters) -> None:
    choose_by_mail(owner.id, Notice.READY, on=True)
    songs = [make_song(owner.id) for _ in range(digest.MOST_LINES + 3)]
    with db.transaction() as session:
        for one in songs:
            notify(session, owner.id, Notice.READY, song_id=one)
    assert send_digests() == 1
    (mail,) = adapters.mailer.sent
    assert mail.subject == "23 things happened on MelodyMaker"
    assert "… and 3 more" in mail.text


def test_two_workers_send_one_digest(owner: Person, song: SongId, adapters: Adapters) -> None:
    _like(owner, song)
    with ThreadPoolExecutor(4) as threads:
        sent = list(threads.map(lambda _: send_digests(), range(4)))
    assert sum(sent) == len(adapters.mailer.sent) == 1


def test_a_worker_that_is_killed_while_sending_sends_nothing_twice(
    owner: Person, song: SongId, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(_mail: ports.Mail) -> None:
        raise KeyboardInterrupt

    _like(owner, song)
    with monkeypatch.context() as patch:
        patch.setattr(adapters.mailer, "send", die)
        with pytest.raises(KeyboardInterrupt):
            send_digests()
    _a_day_later()
    assert send_digests() == 0


def test_what_the_server_did_not_take_is_sent_later(owner: Person, song: SongId, adapters: Adapters) -> None:
    _like(owner, song)
    adapters.mailer.refuses = True
    assert send_digests() == 0
    adapters.mailer.refuses = False
    assert send_digests() == 1


def test_one_click_ends_the_mails_and_no_forged_link_does(owner: Person, outsider: Person, song: SongId) -> None:
    _like(owner, song)
    token = unsubscribe_link(owner.id).rpartition("/")[2]
    assert check_token(token) == owner.id
    forged = [
        "",
        ".",
        owner.id,
        f"{owner.id}.",
        token[:-1],
        f"{outsider.id}.{token.rpartition('.')[2]}",
        "\ud800.é",
        "x" * 10_000,
    ]
    for wrong in forged:
        with pytest.raises(NotFound):
            unsubscribe(wrong)
    unsubscribe(token)
    assert send_digests() == 0
    ports.use(ports.Ports(None, None, None, None, None, None, ports.Site(secret=b"another")))  # pyright: ignore[reportArgumentType]
    with pytest.raises(NotFound):
        check_token(token)
