"""Confirming an email: what needs it, and the links that do it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.accounts import links, verification
from melodymaker.accounts.links import find_link, forget_expired_links
from melodymaker.accounts.verification import confirm_email, send_verification_again
from melodymaker.db.models import AccountLink, User, now
from melodymaker.errors import InvalidInput, LinkOver, NotVerified, TooManyAttempts
from melodymaker.playlists.service import create_playlist, edit_playlist
from melodymaker.songs.service import publish_song
from tests.conftest import Adapters, Person, make_person
from tests.factories import make_song, stored_song, stored_user


def token_in(adapters: Adapters, index: int = -1) -> str:
    """The token of the link in a mail that was sent; the last one's."""
    found = re.search(r"/auth/link/([\w-]+)", adapters.mailer.sent[index].text)
    assert found
    return found[1]


@pytest.fixture
def newcomer(owner: Person) -> Person:
    """Somebody who has just opened an account."""
    return make_person("Nika", confirmed=False)


def test_a_new_account_gets_a_link_that_confirms_its_email(newcomer: Person, adapters: Adapters) -> None:
    (mail,) = adapters.mailer.sent
    assert (mail.to, "Confirm my email" in mail.html) == ("nika@example.com", True)
    assert mail.link in mail.text
    assert stored_user(newcomer.id).verified_at is None
    assert confirm_email(token_in(adapters)) == "nika@example.com"
    assert stored_user(newcomer.id).verified_at is not None


def test_songs_and_playlists_become_public_only_once_the_email_is_confirmed(
    newcomer: Person, adapters: Adapters
) -> None:
    song = make_song(newcomer.id)
    playlist = create_playlist(newcomer.id, "Mine")
    with pytest.raises(NotVerified):
        publish_song(newcomer.id, song, public=True)
    with pytest.raises(NotVerified):
        create_playlist(newcomer.id, "Ours", public=True)
    with pytest.raises(NotVerified):
        edit_playlist(newcomer.id, playlist, "Ours", "", public=True)
    publish_song(newcomer.id, song, public=False)
    confirm_email(token_in(adapters))
    publish_song(newcomer.id, song, public=True)
    edit_playlist(newcomer.id, playlist, "Ours", "", public=True)
    assert stored_song(song).listed_at is not None


def test_a_link_works_once_and_its_token_is_stored_nowhere(newcomer: Person, adapters: Adapters) -> None:
    token = token_in(adapters)
    with db.read() as session:
        rows = [row.model_dump_json() for row in session.exec(sa.select(AccountLink)).scalars()]
    assert rows
    assert token not in "".join(rows)
    confirm_email(token)
    with pytest.raises(LinkOver):
        confirm_email(token)


def test_an_old_link_does_not_work_and_is_forgotten(
    newcomer: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = now() + timedelta(days=8)
    monkeypatch.setattr(links, "now", lambda: later)
    assert find_link(token_in(adapters)) is None
    with pytest.raises(LinkOver):
        confirm_email(token_in(adapters))
    assert forget_expired_links() == 1


def test_a_second_link_replaces_the_first_and_a_third_has_to_wait(newcomer: Person, adapters: Adapters) -> None:
    first = token_in(adapters)
    assert send_verification_again(newcomer.id) == "A mail with the link is on its way to nika@example.com."
    with pytest.raises(TooManyAttempts):
        send_verification_again(newcomer.id)
    with pytest.raises(LinkOver):
        confirm_email(first)
    confirm_email(token_in(adapters))
    with pytest.raises(InvalidInput):
        send_verification_again(newcomer.id)


def test_without_a_mail_server_the_log_has_the_link(newcomer: Person, adapters: Adapters) -> None:
    adapters.mailer.delivers = False
    assert "log" in verification.send_verification_again(newcomer.id)


def test_a_link_to_a_former_email_confirms_nothing(newcomer: Person, adapters: Adapters) -> None:
    with db.transaction() as session:
        session.exec(sa.update(User).where(User.id == newcomer.id).values(email="other@example.com"))
    with pytest.raises(LinkOver):
        confirm_email(token_in(adapters))
    assert stored_user(newcomer.id).verified_at is None
