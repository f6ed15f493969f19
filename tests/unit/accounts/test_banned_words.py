"""Words that nobody may write."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from melodymaker import ports
from melodymaker.accounts import service as accounts
from melodymaker.accounts.banned_words import banned_word_errors
from melodymaker.comments.service import write_comment
from melodymaker.errors import InvalidInput
from melodymaker.generation.requests import submit_request
from melodymaker.playlists.service import create_playlist
from melodymaker.profiles.service import edit_profile
from melodymaker.songs.service import rename_song
from melodymaker.types import Mode, SongRequest
from tests.conftest import PASSWORD, Person
from tests.factories import make_song


@pytest.fixture
def strict(owner: Person) -> Person:
    """A person on a site with banned words."""
    ports.use(replace(ports.in_use(), banned_words=("grumble", "bad idea", "悪い", "!!")))
    return owner


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("a Grümble in the dark", "grumble"),
        ("GRUMBLE!", "grumble"),
        ("what a bad, idea", "bad idea"),
        ("とても悪い人", "悪い"),
        ("grumbler", ""),
        ("a bad good idea", ""),
        ("!!", ""),
        ("", ""),
    ],
)
def test_a_word_counts_whole_in_any_way_to_write_it(strict: Person, text: str, field: str) -> None:
    errors = banned_word_errors({"title": text})
    assert list(errors) == (["title"] if field else [])
    assert field in errors.get("title", "")
    assert strict.id


def _visitor() -> accounts.Visitor:
    return accounts.Visitor("127.0.0.1")


WAYS: dict[str, Callable[[Person], object]] = {
    "description": lambda who: submit_request(who.id, SongRequest(description="a grumble")),
    "lyrics": lambda who: submit_request(who.id, SongRequest(mode=Mode.CUSTOM, style="folk", lyrics="a grumble")),
    "title": lambda who: rename_song(who.id, make_song(who.id), "Grumble"),
    "comment": lambda who: write_comment(who.id, make_song(who.id), "grumble"),
    "bio": lambda who: edit_profile(who.id, "Mira", "mira", "grumble", ""),
    "handle": lambda who: edit_profile(who.id, "Mira", "the_grumble", "", ""),
    "name": lambda _who: accounts.sign_up("Grumble", "g@example.com", PASSWORD, _visitor()),
}


@pytest.mark.parametrize("field", WAYS)
def test_whatever_is_written_is_refused_at_its_field(strict: Person, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        WAYS[field](strict)
    assert list(caught.value.fields) == [field]


def test_a_playlist_is_refused_too(strict: Person) -> None:
    with pytest.raises(InvalidInput) as caught:
        create_playlist(strict.id, "Grumble", "grumble")
    assert set(caught.value.fields) == {"title", "description"}
