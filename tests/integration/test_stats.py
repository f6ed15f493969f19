"""One's own figures for other programs."""

import csv
import io
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from melodymaker import db
from melodymaker.api import http_routes
from melodymaker.db.models import Song, now
from melodymaker.songs.days import count_on_day
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.factories import make_song


@pytest.fixture
def browser(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor of the site."""
    with TestClient(http_routes(), base_url="http://localhost:3000") as client:
        yield client


def test_the_csv_holds_the_period_of_ones_own_songs_alone(browser: TestClient, owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    with db.transaction() as session:
        count_on_day(session, session.get_one(Song, song), now(), plays=5, likes=2)
    assert browser.get("/stats.csv").status_code == 401
    browser.cookies.set(cookies.session_name(), owner.token)
    answer = browser.get(f"/stats.csv?days=7&song={song}")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 7
    assert rows[-1] == {
        "day": now().date().isoformat(),
        "plays": "5",
        "likes": "2",
        "comments": "0",
        "downloads": "0",
    }
    assert len(browser.get("/stats.csv").text.splitlines()) == 31
    browser.cookies.set(cookies.session_name(), outsider.token)
    assert browser.get(f"/stats.csv?song={song}").status_code == 404
    assert sum(int(row["plays"]) for row in csv.DictReader(io.StringIO(browser.get("/stats.csv").text))) == 0
