"""Playlists: what is in them, in which order, and whose they are."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Playlist, PlaylistSong, now
from melodymaker.errors import InvalidInput, NotFound
from melodymaker.playlists import queries, service
from melodymaker.songs.service import delete_song, publish_song, restore_song
from melodymaker.types import Change, Kind, PlaylistId, SongId, playlist_topic, user_topic
from tests.conftest import Adapters, Person
from tests.factories import make_song


def _titles(person: Person | None, playlist_id: PlaylistId) -> list[str]:
    return [song.title for song in queries.playlist_of(person.id if person else None, playlist_id).songs]


@pytest.fixture
def playlist(owner: Person) -> PlaylistId:
    """Five songs, A to E."""
    playlist_id = service.create_playlist(owner.id, "Slow mornings")
    service.add_songs(owner.id, playlist_id, [make_song(owner.id, letter) for letter in "ABCDE"])
    return playlist_id


def _song(person: Person, playlist_id: PlaylistId, title: str) -> SongId:
    page = queries.playlist_of(person.id, playlist_id)
    return next(SongId(song.id) for song in page.songs if song.title == title)


def test_songs_stand_in_the_order_they_were_added_and_each_once(owner: Person, playlist: PlaylistId) -> None:
    assert _titles(owner, playlist) == list("ABCDE")
    again = [_song(owner, playlist, "C"), make_song(owner.id, "F")]
    assert service.add_songs(owner.id, playlist, [*again, again[1]]) == 1
    assert _titles(owner, playlist) == list("ABCDEF")
    (row,) = queries.playlists_of(owner.id)
    assert (row.title, row.about, row.count, len(row.thumbs)) == ("Slow mornings", "6 songs · 6:00", 6, 4)
    assert row.thumbs[0].split("/")[-2] == _song(owner, playlist, "A")


@pytest.mark.parametrize(
    ("moved", "before", "order"),
    [("E", "A", "EABCD"), ("A", None, "BCDEA"), ("B", "E", "ACDBE"), ("C", "C", "ABCDE"), ("D", "C", "ABDCE")],
)
def test_a_song_is_moved_before_another(
    owner: Person, playlist: PlaylistId, moved: str, before: str | None, order: str
) -> None:
    neighbour = _song(owner, playlist, before) if before else None
    service.move_song(owner.id, playlist, _song(owner, playlist, moved), neighbour)
    assert _titles(owner, playlist) == list(order)


def test_changes_of_two_tabs_are_both_kept(owner: Person, playlist: PlaylistId) -> None:
    """One tab moves before a song that the other has just taken out, and moves one that is gone."""
    gone = _song(owner, playlist, "B")
    last = _song(owner, playlist, "E")
    service.remove_song(owner.id, playlist, gone)
    service.move_song(owner.id, playlist, _song(owner, playlist, "A"), gone)
    assert _titles(owner, playlist) == list("CDEA")
    with pytest.raises(NotFound):
        service.move_song(owner.id, playlist, gone, last)
    with pytest.raises(NotFound):
        service.remove_song(owner.id, playlist, gone)


def test_remove_song_returns_the_next_song_for_undo(owner: Person, playlist: PlaylistId) -> None:
    song = _song(owner, playlist, "B")
    follower = service.remove_song(owner.id, playlist, song)
    assert follower == _song(owner, playlist, "C")
    service.add_songs(owner.id, playlist, [song])
    service.move_song(owner.id, playlist, song, follower)
    assert _titles(owner, playlist) == list("ABCDE")
    assert service.remove_song(owner.id, playlist, _song(owner, playlist, "E")) is None


def test_deleted_songs_are_counted_and_restored_in_position(owner: Person, playlist: PlaylistId) -> None:
    song = _song(owner, playlist, "B")
    delete_song(owner.id, song)
    page = queries.playlist_of(owner.id, playlist)
    assert ([row.title for row in page.songs], page.missing) == (list("ACDE"), 1)
    restore_song(owner.id, song)
    assert _titles(owner, playlist) == list("ABCDE")


def test_visitors_see_public_playlists_and_in_them_what_is_published(
    owner: Person, outsider: Person, playlist: PlaylistId
) -> None:
    for viewer in (None, outsider):
        with pytest.raises(NotFound):
            _titles(viewer, playlist)
    service.edit_playlist(owner.id, playlist, "Slow mornings", "For Ana", public=True)
    assert _titles(None, playlist) == []
    publish_song(owner.id, _song(owner, playlist, "D"), public=True)
    page = queries.playlist_of(None, playlist)
    assert ([row.title for row in page.songs], page.missing, page.own, page.owner.name) == (["D"], 4, False, "Mira")


def test_add_songs_accepts_only_playable_songs(owner: Person, outsider: Person) -> None:
    mine = service.create_playlist(outsider.id, "Mine")
    private = make_song(owner.id)
    public = make_song(owner.id, "Public", public=True)
    with pytest.raises(NotFound):
        service.add_songs(outsider.id, mine, [public, private])
    assert _titles(outsider, mine) == []
    service.add_songs(outsider.id, mine, [public])
    assert _titles(outsider, mine) == ["Public"]


OTHERS = {
    "edit": lambda who, playlist, song: service.edit_playlist(who, playlist, "Taken", "", public=True),
    "delete": lambda who, playlist, song: service.delete_playlist(who, playlist),
    "restore": lambda who, playlist, song: service.restore_playlist(who, playlist),
    "add": lambda who, playlist, song: service.add_songs(who, playlist, [song]),
    "remove": service.remove_song,
    "move": lambda who, playlist, song: service.move_song(who, playlist, song, None),
}


@pytest.mark.parametrize("public", [False, True])
@pytest.mark.parametrize("change", OTHERS)
def test_playlists_of_others_cannot_be_changed(
    owner: Person, outsider: Person, playlist: PlaylistId, change: str, public: bool
) -> None:
    service.edit_playlist(owner.id, playlist, "Slow mornings", "", public=public)
    song = _song(owner, playlist, "A")
    for wanted in (playlist, PlaylistId("nobody"), PlaylistId("x" * 5000), PlaylistId("'\x00")):
        with pytest.raises(NotFound):
            OTHERS[change](outsider.id, wanted, song)
    assert _titles(owner, playlist) == list("ABCDE")


def test_deleting_is_undone_within_a_day(owner: Person, playlist: PlaylistId) -> None:
    assert service.delete_playlist(owner.id, playlist) == "Slow mornings"
    assert queries.playlists_of(owner.id) == []
    assert service.purge_deleted_playlists() == 0
    service.restore_playlist(owner.id, playlist)
    assert _titles(owner, playlist) == list("ABCDE")
    service.delete_playlist(owner.id, playlist)
    with db.transaction() as session:
        session.exec(sa.update(Playlist).values(deleted_at=now() - service.PURGE_AFTER * 2))
    assert service.purge_deleted_playlists() == 1
    with db.read() as session:
        assert session.exec(select(PlaylistSong)).all() == []
    with pytest.raises(NotFound):
        service.restore_playlist(owner.id, playlist)


@pytest.mark.parametrize(
    ("title", "description", "field"),
    [("", "", "title"), (" \n ", "", "title"), ("a" * 121, "", "title"), ("a", "a" * 1001, "description")],
)
def test_invalid_titles_and_descriptions_name_their_field(
    owner: Person, title: str, description: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.create_playlist(owner.id, title, description)
    assert list(caught.value.fields) == [field]


def test_unusual_titles_are_kept_as_typed(owner: Person) -> None:
    playlist_id = service.create_playlist(owner.id, "  Ana’s <b>🌧️</b>\tmix ", "line\r\nline\x00")
    row = queries.playlist_of(owner.id, playlist_id).row
    assert (row.title, row.description) == ("Ana’s <b>🌧️</b> mix", "line\nline")


def test_playlists_are_limited_in_length_and_number(
    owner: Person, playlist: PlaylistId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MAX_SONGS", 5)
    monkeypatch.setattr(service, "MAX_PLAYLISTS", 1)
    with pytest.raises(InvalidInput, match="at most 5 songs"):
        service.add_songs(owner.id, playlist, [make_song(owner.id, "F")])
    with pytest.raises(InvalidInput, match="which is the most"):
        service.create_playlist(owner.id, "One more")


def test_changes_are_announced_to_the_owners_tabs(owner: Person, adapters: Adapters, playlist: PlaylistId) -> None:
    adapters.live.published.clear()
    service.move_song(owner.id, playlist, _song(owner, playlist, "E"), None)
    service.edit_playlist(owner.id, playlist, "New", "", public=False)
    topics = (user_topic(owner.id), playlist_topic(playlist))
    assert set(adapters.live.published) == {(Change(Kind.PLAYLIST, playlist), topics)}


def test_playlists_with_returns_the_playlists_of_a_song(owner: Person, outsider: Person, playlist: PlaylistId) -> None:
    song = _song(owner, playlist, "A")
    assert queries.playlists_with(owner.id, song) == {playlist}
    assert queries.playlists_with(outsider.id, song) == set()
