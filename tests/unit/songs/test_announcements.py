"""What open tabs are told of a song."""

from melodymaker.likes.service import set_like
from melodymaker.songs.listens import count_listen
from melodymaker.types import Change, Kind, person_topic, song_topic, user_topic
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song, stored_song


def test_a_like_is_announced_to_the_owner_the_actor_and_whoever_looks(
    owner: Person, outsider: Person, adapters: Adapters
) -> None:
    song = make_song(owner.id, public=True)
    set_like(outsider.id, song, on=True)
    topics = {user_topic(owner.id), user_topic(outsider.id), song_topic(song), person_topic(owner.id)}
    assert (Change(Kind.SONG, song), topics) in [(change, set(to)) for change, to in adapters.live.published]


def test_a_play_is_announced_but_not_each_of_many(owner: Person, adapters: Adapters) -> None:
    song, other = (make_song(owner.id, public=True) for _ in range(2))
    for person in make_people(5):
        assert count_listen(person, song)
    count_listen(owner.id, other)
    told = [change.id for change, topics in adapters.live.published if song_topic(change.id) in topics]
    assert told == [song, other]
    assert stored_song(song).listens == 5
