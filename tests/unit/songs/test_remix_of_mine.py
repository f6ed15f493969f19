"""What becomes of a song when somebody publishes a remix of it."""

import pytest

from melodymaker.inbox.queries import notifications_of
from melodymaker.songs.service import publish_song
from melodymaker.types import Notice
from tests.conftest import Person
from tests.factories import make_song, stored_song


def test_a_published_remix_is_told_and_counted_and_taken_back_when_it_is_made_private(
    owner: Person, outsider: Person
) -> None:
    source = make_song(owner.id, public=True)
    remix = make_song(outsider.id, "Rain again", source_id=source, source_user_id=owner.id)
    before = stored_song(source).trend
    publish_song(outsider.id, remix, public=True)
    assert stored_song(source).remixes == 1
    assert stored_song(source).trend > before
    (told,) = notifications_of(owner.id)[0]
    assert (told.kind, told.who, told.title) == (Notice.REMIX, "Okto", "Rain again")
    publish_song(outsider.id, remix, public=False)
    assert stored_song(source).remixes == 0
    assert stored_song(source).trend == pytest.approx(stored_song(remix).trend, abs=0.1)
    assert notifications_of(owner.id)[0] == []


def test_a_remix_of_ones_own_song_is_no_news(owner: Person) -> None:
    source = make_song(owner.id, public=True)
    publish_song(owner.id, make_song(owner.id, source_id=source, source_user_id=owner.id), public=True)
    assert notifications_of(owner.id)[0] == []
    assert stored_song(source).trend == 0
