"""How many remixes a song has: those that everybody may hear, stored, and exact whatever comes at once."""

import threading
from collections.abc import Callable

import pytest

from melodymaker.admin.service import suspend_person
from melodymaker.songs import service
from melodymaker.songs.page_queries import song_page
from melodymaker.types import Change, Kind, SongId, song_topic, user_topic
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song


@pytest.fixture
def remix(owner: Person, outsider: Person, song: SongId) -> SongId:
    return make_song(outsider.id, "Rain (variation)", source_id=song, source_user_id=owner.id)


def test_only_published_remixes_count(outsider: Person, song: SongId, remix: SongId) -> None:
    steps: list[tuple[Callable[[], object], int]] = [
        (lambda: service.publish_song(outsider.id, remix, public=True), 1),
        (lambda: service.publish_song(outsider.id, remix, public=True), 1),
        (lambda: service.publish_song(outsider.id, remix, public=False), 0),
        (lambda: service.publish_song(outsider.id, remix, public=True), 1),
        (lambda: service.delete_song(outsider.id, remix), 0),
        (lambda: service.restore_song(outsider.id, remix), 1),
    ]
    assert stored_song(song).remixes == 0
    for step, count in steps:
        step()
        assert stored_song(song).remixes == count


def test_cards_say_how_many_remixes_a_song_has(owner: Person, outsider: Person, song: SongId, remix: SongId) -> None:
    assert song_page(None, song).song.details == "90 BPM · C major"
    service.publish_song(outsider.id, remix, public=True)
    assert song_page(None, song).song.details == "90 BPM · C major · 1 remix"


def test_the_sources_open_pages_are_told(
    owner: Person, outsider: Person, song: SongId, remix: SongId, adapters: Adapters
) -> None:
    service.publish_song(outsider.id, remix, public=True)
    assert (Change(Kind.SONG, song), (user_topic(owner.id), song_topic(song))) in adapters.live.published


def test_remixes_of_a_suspended_person_do_not_count(
    owner: Person, outsider: Person, song: SongId, remix: SongId
) -> None:
    other = make_song(owner.id, public=True)
    service.publish_song(outsider.id, remix, public=True)
    private = make_song(outsider.id, source_id=other, source_user_id=owner.id)
    # The first account is an admin's.
    suspend_person(owner.id, outsider.id, suspended=True)
    assert (stored_song(song).remixes, stored_song(other).remixes) == (0, 0)
    suspend_person(owner.id, outsider.id, suspended=False)
    assert (stored_song(song).remixes, stored_song(other).remixes) == (1, 0)
    service.publish_song(outsider.id, private, public=True)
    assert stored_song(other).remixes == 1


def test_a_source_that_is_gone_is_no_error(owner: Person) -> None:
    orphan = make_song(owner.id, source_id="gone", source_user_id=owner.id)
    service.publish_song(owner.id, orphan, public=True)
    service.delete_song(owner.id, orphan)


def test_remixes_published_at_the_same_instant_all_count(owner: Person, outsider: Person, song: SongId) -> None:
    children = [make_song(outsider.id, source_id=song, source_user_id=owner.id) for _ in range(12)]
    barrier = threading.Barrier(len(children))

    def publish(child: SongId) -> None:
        barrier.wait()
        service.publish_song(outsider.id, child, public=True)

    threads = [threading.Thread(target=publish, args=(child,)) for child in children]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stored_song(song).remixes == len(children)
