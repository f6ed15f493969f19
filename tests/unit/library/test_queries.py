"""The library: every order and every filter, on both databases."""

from datetime import timedelta

import pytest

from melodymaker.db.models import now
from melodymaker.db.search_text import sort_key
from melodymaker.generation.requests import submit_request
from melodymaker.library import service
from melodymaker.library.history import REQUESTS_A_PAGE, history_of
from melodymaker.library.queries import (
    SONGS_A_PAGE,
    SORTS,
    Choice,
    Part,
    categories_of,
    count_songs,
    index_of,
    song_ids,
    songs_of,
)
from melodymaker.songs.service import delete_song
from melodymaker.types import SongRequest, Status
from tests.conftest import Person
from tests.factories import make_song, put_in_category, stored_song


def test_titles_are_ordered_as_people_read_them(owner: Person) -> None:
    ordered = ["“Apples”", "äpfel", "Apple tree", "İzmir", "STRASSE", "Straße", "Über", "z", "雨"]
    for title in (ordered[index] for index in (8, 2, 5, 0, 7, 3, 1, 6, 4)):
        make_song(owner.id, title)
    page, _ = songs_of(owner.id, Choice(sort="title"))
    keys = [sort_key(row.title) for row in page]
    assert keys == sorted(keys)
    assert [row.title for row in page if not row.title.lower().startswith("stra")] == [
        *("äpfel", "Apple tree", "“Apples”", "İzmir", "Über", "z", "雨")
    ]


@pytest.mark.parametrize("sort", SORTS)
def test_pages_in_every_order_hold_each_song_once(owner: Person, sort: str) -> None:
    """Values that repeat, so that only the id tells songs apart at the pages' ends."""
    count = SONGS_A_PAGE * 2 + 3
    for number in range(count):
        make_song(
            owner.id,
            f"Song {number % 3}",
            listens=number % 4,
            duration=60.0 + number % 2,
            created_at=now() - timedelta(minutes=number % 5),
        )
    rows = []
    seen = set()
    place = None
    for _ in range(3):
        page, place = songs_of(owner.id, Choice(sort=sort), Part(after=place))
        rows += page
        seen |= {row.id for row in page}
    assert place is None
    assert (len(rows), len(seen)) == (count, count)
    values = {
        "newest": lambda row: row.created_at,
        "oldest": lambda row: row.created_at,
        "title": lambda row: sort_key(row.title),
        "played": lambda row: row.listens,
        "longest": lambda row: row.track.seconds,
    }
    found = [values[sort](row) for row in rows]
    assert found == sorted(found, reverse=sort in {"newest", "played", "longest"})


@pytest.mark.parametrize("sort", SORTS)
def test_every_song_has_its_place_in_every_order(owner: Person, sort: str) -> None:
    for number in range(7):
        make_song(owner.id, f"Song {number % 3}", listens=number % 2, duration=60.0 + number % 2)
    choice = Choice(sort=sort)
    ids = song_ids(owner.id, choice, 100)
    assert [index_of(owner.id, choice, song_id) for song_id in ids] == list(range(7))
    assert [row.id for row in songs_of(owner.id, choice, Part(size=2, skip=3))[0]] == ids[3:5]
    assert (count_songs(owner.id, choice), song_ids(owner.id, choice, 2)) == (7, ids[:2])


def test_favorites_and_deleted_songs_are_lists_of_their_own(owner: Person, outsider: Person) -> None:
    theirs = make_song(outsider.id, "Theirs", public=True)
    mine, gone = make_song(owner.id, "Mine"), make_song(owner.id, "Gone")
    for song_id in (mine, theirs):
        service.set_favorite(owner.id, song_id, on=True)
    delete_song(owner.id, gone)
    favorites, deleted = Choice(tab="favorites"), Choice(tab="deleted")
    assert song_ids(owner.id, favorites, 9) == [theirs, mine]
    assert (count_songs(owner.id, favorites), index_of(owner.id, favorites, mine)) == (2, 1)
    assert (song_ids(owner.id, deleted, 9), count_songs(owner.id, deleted)) == ([gone], 1)
    assert index_of(owner.id, Choice(), theirs) == 0
    assert count_songs(outsider.id, deleted) == 0


def test_filters_narrow_and_combine(owner: Person, outsider: Person) -> None:
    plain = make_song(owner.id, "Plain")
    make_song(owner.id, "Piano", instrumental=True)
    make_song(owner.id, "Shared", public=True, instrumental=True)
    make_song(owner.id, "Again", source_id=plain)
    make_song(owner.id, "Lost", status=Status.FAILED)
    make_song(outsider.id, "Foreign", public=True)
    put_in_category(plain, "folk")

    def titles(**choice: str) -> set[str]:
        return {row.title for row in songs_of(owner.id, Choice(**choice))[0]}

    assert titles(kind="instrumental") == {"Piano", "Shared"}
    assert titles(kind="published") == {"Shared"}
    assert titles(kind="remix") == {"Again"}
    assert titles(status="failed") == {"Lost"}
    assert titles(category="folk") == {"Plain"}
    assert titles(kind="instrumental", text="piano") == {"Piano"}
    assert titles(category="nowhere") == set()
    assert titles(kind="forged", sort="forged") == {"Plain", "Piano", "Shared", "Again", "Lost"}
    assert categories_of(owner.id) == ["folk"]
    assert categories_of(outsider.id) == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("hip hop", {"Sorted"}),
        ("HIP", {"Sorted"}),
        ("hip hop named", {"Named hip hop"}),
        ("h", 2),
        ("%", 2),
    ],
)
def test_search_finds_songs_by_their_category_too(owner: Person, text: str, titles: set[str] | int) -> None:
    put_in_category(make_song(owner.id, "Sorted"), "hip hop")
    make_song(owner.id, "Named hip hop")
    found = {row.title for row in songs_of(owner.id, Choice(text=text))[0]}
    expected = titles if isinstance(titles, set) else {"Sorted", "Named hip hop"}
    assert found == expected | ({"Named hip hop"} if text.lower().startswith("hip") else set())


def test_history_lists_every_request_with_settings_and_outcome(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, "Kept")
    gone = make_song(owner.id, "Gone")
    delete_song(owner.id, gone)
    submit_request(owner.id, SongRequest(description="waiting", duration=30, bpm=100, key="D minor", seed=7))
    make_song(outsider.id)
    rows, place = history_of(owner.id)
    assert place is None
    assert [(row.request, row.status) for row in rows] == [
        ("waiting", "queued"),
        ("Gone", "ready"),
        ("Kept", "ready"),
    ]
    assert rows[0].settings == "Simple · 0:30 · 100 BPM · D minor · seed 7"
    assert [[one.id for one in row.songs] for row in rows[1:]] == [[], [song]]


def test_history_is_paged(owner: Person) -> None:
    for number in range(REQUESTS_A_PAGE + 2):
        make_song(owner.id, str(number))
    first, place = history_of(owner.id)
    second, end = history_of(owner.id, place)
    assert (len(first), len(second), end) == (REQUESTS_A_PAGE, 2, None)
    assert len({row.id for row in first + second}) == REQUESTS_A_PAGE + 2


def test_bulk_changes_skip_songs_that_cannot_be_changed(owner: Person, outsider: Person) -> None:
    mine = make_song(owner.id)
    making = make_song(owner.id, status=Status.PROCESSING)
    foreign = make_song(outsider.id, public=True)
    wanted = [mine, making, foreign, mine, "no id at all"]
    assert service.publish_songs(owner.id, wanted, public=True) == [mine]
    assert stored_song(mine).published_at
    assert service.publish_songs(owner.id, wanted, public=False) == [mine]
    assert service.delete_songs(owner.id, wanted) == [mine]
    assert stored_song(foreign).deleted_at is None
    assert service.restore_songs(owner.id, wanted) == [mine]
