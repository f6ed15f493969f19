"""Trying the site without an account, and opening one then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from melodymaker import ports
from melodymaker.accounts.guests import open_guest
from melodymaker.accounts.queries import sign_in_of, user_of_session
from melodymaker.accounts.service import sign_in, sign_up
from melodymaker.accounts.sessions import Visitor
from melodymaker.comments.service import write_comment
from melodymaker.db.models import now
from melodymaker.deletion.purge import purge_accounts
from melodymaker.errors import (
    GuestSongsUsedUp,
    InvalidInput,
    NeedsAccount,
    NotFound,
    TooManyAttempts,
    TooManyPending,
)
from melodymaker.follows.service import set_follow
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import submit_request
from melodymaker.i18n import Language, speaking
from melodymaker.likes.service import set_like
from melodymaker.playlists.service import create_playlist
from melodymaker.profiles.queries import profile_of
from melodymaker.profiles.service import edit_profile
from melodymaker.remixes.service import repeat_request
from melodymaker.songs.service import publish_song
from melodymaker.types import SongRequest, UserId
from tests.conftest import PASSWORD, Adapters, Person
from tests.factories import make_song, stored_song, stored_user

HERE = Visitor("192.0.2.1", "a browser")
REQUEST = SongRequest(description="a tune")


@pytest.fixture
def guest(owner: Person) -> Person:
    """Somebody without an account."""
    token = open_guest(HERE)
    user = user_of_session(token)
    assert user is not None
    assert user.guest
    return Person(user.id, token)


def test_a_guest_is_called_so_in_each_language(guest: Person) -> None:
    named = user_of_session(guest.token)
    with speaking(Language("de")):
        german = user_of_session(guest.token)
    assert (named and named.name, german and german.name) == ("Guest", "Gast")


def test_a_guest_makes_three_requests(guest: Person) -> None:
    made = [submit_request(guest.id, REQUEST) for _ in range(3)]
    for again in (lambda: submit_request(guest.id, REQUEST), lambda: repeat_request(guest.id, made[0])):
        with pytest.raises(GuestSongsUsedUp):
            again()
    cancel_request(guest.id, made[2])
    submit_request(guest.id, REQUEST)


def test_an_account_makes_more(owner: Person) -> None:
    with pytest.raises(TooManyPending):
        for _ in range(20):
            submit_request(owner.id, REQUEST)


def test_a_guest_does_nothing_that_others_see(guest: Person, owner: Person) -> None:
    mine, theirs = make_song(guest.id), make_song(owner.id, public=True)
    for act in (
        lambda: publish_song(guest.id, mine, public=True),
        lambda: create_playlist(guest.id, "Mine", public=True),
        lambda: write_comment(guest.id, theirs, "Nice"),
        lambda: set_follow(guest.id, owner.id, on=True),
        lambda: set_like(guest.id, theirs, on=True),
        lambda: edit_profile(guest.id, "Me", "me_myself", "", ""),
    ):
        with pytest.raises(NeedsAccount):
            act()
    create_playlist(guest.id, "Mine")
    with pytest.raises(NotFound):
        profile_of(owner.id, stored_user(guest.id).handle)


def test_a_guest_becomes_an_account_with_everything_kept(guest: Person, adapters: Adapters) -> None:
    song = make_song(guest.id)
    token = sign_up("Nika", "nika@example.com", PASSWORD, replace(HERE, session=guest.token))
    user = user_of_session(token)
    assert user is not None
    assert (user.id, user.guest, user.handle, user.admin) == (guest.id, False, "nika", False)
    assert user_of_session(guest.token) is None
    assert stored_song(song).user_id == user.id
    assert adapters.mailer.sent[-1].to == "nika@example.com"
    for _ in range(4):
        submit_request(UserId(user.id), REQUEST)
    assert user_of_session(sign_in("nika@example.com", PASSWORD, HERE)) is not None


def test_a_refused_sign_up_leaves_the_guest_as_they_were(guest: Person) -> None:
    for name, email in (("Nika", "mira@example.com"), ("", "nika@example.com")):
        with pytest.raises(InvalidInput):
            sign_up(name, email, PASSWORD, replace(HERE, session=guest.token))
    user = user_of_session(guest.token)
    assert user is not None
    assert (user.id, user.guest, user.name) == (guest.id, True, "Guest")


def test_a_guest_whose_sign_up_comes_twice_keeps_what_they_made(guest: Person) -> None:
    made = make_song(guest.id)
    form = ("Nika", "nika@example.com", PASSWORD, replace(HERE, session=guest.token))
    people = [user_of_session(sign_up(*form)) for _ in range(2)]
    assert [person and person.id for person in people] == [stored_song(made).user_id] * 2


def test_the_first_account_is_an_admins_though_it_was_a_guest(adapters: Adapters) -> None:
    visitor = Visitor("192.0.2.1", session=open_guest(HERE))
    user = user_of_session(sign_up("Ada", "ada@example.com", PASSWORD, visitor))
    assert user is not None
    assert user.admin


def test_nobody_signs_in_as_a_guest(guest: Person) -> None:
    assert sign_in_of(guest.id).address == ""
    for password in ("", "anything at all"):
        with pytest.raises(InvalidInput):
            sign_in(stored_user(guest.id).email, password, HERE)
    with pytest.raises(InvalidInput):
        sign_up("Thief", stored_user(guest.id).email, PASSWORD, HERE)


def test_another_persons_session_takes_over_no_account(owner: Person, adapters: Adapters) -> None:
    user = user_of_session(sign_up("Nika", "nika@example.com", PASSWORD, Visitor("192.0.2.1", session=owner.token)))
    assert user is not None
    assert user.id != owner.id


def test_the_sixth_guest_of_a_network_within_an_hour_is_refused(adapters: Adapters) -> None:
    for _ in range(5):
        open_guest(HERE)
    with pytest.raises(TooManyAttempts):
        open_guest(HERE)
    open_guest(Visitor("192.0.2.2"))


def test_the_settings_keep_guests_out(adapters: Adapters) -> None:
    ports.use(replace(ports.in_use(), sign_in=ports.SignInWays(guests=False)))
    with pytest.raises(NotFound):
        open_guest(HERE)


def test_guests_who_do_not_come_back_are_removed(guest: Person, owner: Person) -> None:
    song = make_song(guest.id)
    assert purge_accounts(now() + timedelta(days=29)) == 0
    assert purge_accounts(now() + timedelta(days=31)) == 1
    assert stored_user(owner.id).id == owner.id
    with pytest.raises(Exception, match="No row"):
        stored_song(song)
