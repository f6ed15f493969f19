"""What everybody sees, in the world of tests/bench/world.py: shelves, search, profiles, figures, feeds, admin's lists.

The visitor of the first page is signed in and follows 100 people. A deep page begins at a random place.
"""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from melodymaker import db
from melodymaker.admin import queries as admin
from melodymaker.db.models import User, now
from melodymaker.db.pagination import Cursor
from melodymaker.discover.search import Query, languages, people_found, playlists_found, songs_found
from melodymaker.discover.shelves import FOLLOWING, ON_FRONT_PAGE, Shelf, categories, songs_on
from melodymaker.discover.state import FRONT
from melodymaker.profiles.queries import profile_of, songs_by
from melodymaker.sharing import queries as sharing
from melodymaker.songs.trending import score
from melodymaker.stats.queries import stats_of
from melodymaker.types import UserId
from tests.bench import world

Questions = Iterator[tuple[str, Callable[[], object]]]
_HUNDRED, _THOUSAND = world.FOLLOWING
_PUBLISHED_WITHIN = timedelta(days=60)
_SEARCHES = {
    "a rare word": Query(world.RARE_WORD),
    "a common word": Query(world.COMMON_WORD),
    "two words": Query("blue hor"),
    "Japanese": Query("電車"),
    "no text, filters": Query(tempo="fast", key="A minor", kind="sung", language="fr"),
    "a common word, filters": Query(world.COMMON_WORD, tempo="slow", length="short"),
    "nothing that is there": Query("nowheretobefound"),
}


def questions(owner: UserId) -> Questions:
    """What is asked, by its name; the owner is the person of a thousand songs."""
    with db.transaction() as session:
        session.get_one(User, owner).admin = True
    yield from _shelves()
    for name, query in _SEARCHES.items():
        yield f"search, {name}", partial(songs_found, _HUNDRED, query)
    yield "search, a common word, deep", lambda: songs_found(_HUNDRED, Query(world.COMMON_WORD), _anywhere_in_trend())
    yield "search, languages", languages
    for text in ("ana", "person77", "smith"):
        yield f"search, people: {text}", partial(people_found, _HUNDRED, text)
    for text in ("golden", "mornings", ""):
        yield f"search, playlists: {text or 'all'}", partial(playlists_found, _HUNDRED, text)
    yield "profile", lambda: profile_of(_HUNDRED, "user0")
    yield "profile, songs", lambda: songs_by(_HUNDRED, owner, Cursor(_anywhere(), "~"))
    yield "profile, own songs", lambda: songs_by(owner, owner)
    yield "stats of 365 days", lambda: stats_of(owner, 365)
    yield "feed, new", sharing.newest_songs
    yield "feed of a person", lambda: sharing.newest_songs_of("user0")
    yield "admin, reports", lambda: admin.open_reports(owner)
    yield "admin, failures", lambda: admin.failures(owner)
    yield "admin, people", lambda: admin.people(owner, "ana")
    yield "admin, newest people", lambda: admin.people(owner, "")


def _shelves() -> Questions:
    shelves = {
        "trending": Shelf("trending"),
        "new": Shelf("new"),
        "featured": Shelf("featured"),
        "a common category": Shelf(category="genre 7"),
        "a rare category": Shelf(category=world.RARE_CATEGORY),
        "following 100": Shelf(FOLLOWING),
    }
    for name, shelf in shelves.items():
        yield f"shelf, {name}", partial(songs_on, _HUNDRED, shelf)
    yield "shelf, following 1,000", lambda: songs_on(_THOUSAND, Shelf(FOLLOWING))
    for name in ("new", "a common category", "following 100"):
        yield f"shelf, {name}, deep", partial(_deep, shelves[name])
    yield "shelf, trending, deep", lambda: songs_on(_HUNDRED, shelves["trending"], _anywhere_in_trend())
    yield "categories", categories
    yield "first page, of a visitor", lambda: _first_page(None)
    yield "first page", lambda: _first_page(_HUNDRED)


def _deep(shelf: Shelf) -> None:
    songs_on(_HUNDRED, shelf, Cursor(_anywhere(), "~"))


def _first_page(viewer: UserId | None) -> None:
    """All that the first page reads, one after the other."""
    for name in FRONT:
        if viewer or name != FOLLOWING:
            songs_on(viewer, Shelf(name), None, ON_FRONT_PAGE)
    categories()


def _anywhere() -> datetime:
    return now() - random.random() * _PUBLISHED_WITHIN


def _anywhere_in_trend() -> Cursor:
    return Cursor(score(2, _anywhere()), "~")
