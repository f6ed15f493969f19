"""The API for other programs: what it does, for whom, and how it says no."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from melodymaker import db, routes
from melodymaker.api.v1 import access
from melodymaker.api.v1.endpoints import MAX_BODY
from melodymaker.api_keys.service import create_app_password, create_key, revoke_key
from melodymaker.db.models import Generation
from melodymaker.playlists.service import add_songs
from melodymaker.playlists.service import create_playlist as make_playlist
from melodymaker.types import Status
from melodymaker.web import cookies
from tasks.songs import make_next_songs
from tests.conftest import Adapters, Person
from tests.factories import make_song
from tests.programs import SITE, WALTZ, Program, fields_of, problem_of


@pytest.fixture
def database(sqlite: str) -> Iterator[str]:
    """SQLite alone: what differs between databases is tested where the rows are."""
    db.use(db.connect(sqlite))
    yield sqlite
    db.use(None)


def _generations() -> int:
    with db.read() as session:
        return session.connection().execute(sa.select(sa.func.count()).select_from(Generation)).scalar_one()


def test_two_songs_are_made_from_one_request(api: Program, adapters: Adapters) -> None:
    answer = api("POST", "/songs", WALTZ)
    assert answer.status_code == 202
    queued = answer.json()
    assert (queued["status"], queued["progress"], len(queued["songs"])) == ("queued", 0.0, 2)
    assert adapters.queue.delays
    make_next_songs()
    done = api("GET", f"/generations/{queued['id']}").json()
    assert (done["status"], done["description"]) == ("ready", WALTZ["description"])
    assert [song["take"] for song in done["songs"]] == ["A", "B"]
    song = api("GET", f"/songs/{done['songs'][0]['id']}").json()
    assert (song["title"], song["duration"], song["key"], song["own"]) == ("A Scripted Song", 60.0, "C major", True)
    assert song["page"] == f"{SITE}/song/{song['id']}"


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"description"}),
        ({"title": "Only a title"}, {"style", "lyrics"}),
        ({"description": "x" * 1_001}, {"description"}),
        ({"description": "a", "bpm": 5}, {"bpm"}),
        ({"description": "a", "bpm": "90"}, {"bpm"}),
        ({"description": "a", "duration": 5}, {"duration"}),
        ({"description": "a", "key": "H major"}, {"key"}),
        ({"description": "a", "descripton": "b"}, {"descripton"}),
        ([], {"body"}),
    ],
)
def test_a_request_with_wrong_fields_names_each_of_them(api: Program, body: Any, fields: set[str]) -> None:
    assert fields_of(api("POST", "/songs", body)) == fields
    assert _generations() == 0


def test_what_is_no_json_is_refused(http: TestClient, api: Program) -> None:
    address = f"{routes.API}/songs"
    plain = http.post(address, content=b"description=a", headers=api.headers)
    assert "application/json" in problem_of(plain, 415)["detail"]
    json = {**api.headers, "content-type": "application/json"}
    problem_of(http.post(address, content=b"{", headers=json), 400)
    problem_of(http.post(address, content=b'{"title": "\xff"}', headers=json), 400)
    problem_of(http.post(address, content=b" " * (MAX_BODY + 1), headers=json), 413)


def test_nobody_gets_in_without_a_key(http: TestClient, owner: Person, api: Program) -> None:
    assert api("GET", "/me").status_code == 200
    http.cookies.set(cookies.SESSION, owner.token)
    answer = http.get(f"{routes.API}/me")
    problem_of(answer, 401)
    assert answer.headers["www-authenticate"].startswith("Bearer")
    revoked = create_key(owner.id, "Old", may_create=True)
    revoke_key(owner.id, revoked.id)
    for wrong in ("mm_wrong", revoked.key, create_app_password(owner.id, "Phone").key):
        answer = http.get(f"{routes.API}/me", headers={"Authorization": f"Bearer {wrong}"})
        problem_of(answer, 401)
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_key_that_only_reads_changes_nothing(reader: Program, owner: Person) -> None:
    song = make_song(owner.id)
    assert reader("GET", f"/songs/{song}").status_code == 200
    assert reader("GET", "/me").json()["may_create"] is False
    problem_of(reader("POST", "/songs", WALTZ), 403)
    problem_of(reader("DELETE", f"/songs/{song}"), 403)
    assert reader("GET", f"/songs/{song}").json()["title"] == "Rain"


def test_songs_are_listed_a_page_at_a_time(api: Program, owner: Person, outsider: Person) -> None:
    ids = [make_song(owner.id, f"Song {number}") for number in range(5)][::-1]
    make_song(outsider.id, "Not mine", public=True)
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = api("GET", f"/songs?limit=2&cursor={cursor}").json()
        seen += [song["id"] for song in page["songs"]]
        cursor = page["cursor"]
    assert seen == ids


def test_the_list_is_narrowed_by_words_status_and_favorites(api: Program, owner: Person, outsider: Person) -> None:
    rain, _ = make_song(owner.id, "Rain"), make_song(owner.id, "Sun", status=Status.FAILED)
    theirs = make_song(outsider.id, "Theirs", public=True)
    assert [song["id"] for song in api("GET", "/songs?q=rain&status=ready").json()["songs"]] == [rain]
    assert api("PATCH", f"/songs/{theirs}", {"favorite": True}).json()["favorite"] is True
    assert [song["id"] for song in api("GET", "/songs?favorite=true").json()["songs"]] == [theirs]
    assert fields_of(api("GET", "/songs?limit=0&cursor=")) == {"limit"}
    assert fields_of(api("GET", "/songs?cursor=bm9uZQ")) == {"cursor"}
    assert fields_of(api("GET", "/songs?page=2")) == {"page"}


def test_a_song_is_renamed_published_and_deleted(api: Program, stranger: Program, owner: Person) -> None:
    song = make_song(owner.id)
    problem_of(stranger("GET", f"/songs/{song}"), 404)
    changed = api("PATCH", f"/songs/{song}", {"title": " Soft  rain", "published": True}).json()
    assert (changed["title"], changed["published"]) == ("Soft rain", True)
    assert stranger("GET", f"/songs/{song}").json()["own"] is False
    problem_of(stranger("PATCH", f"/songs/{song}", {"title": "Mine"}), 404)
    problem_of(stranger("DELETE", f"/songs/{song}"), 404)
    assert fields_of(api("PATCH", f"/songs/{song}", {"title": ""})) == {"title"}
    answer = api("DELETE", f"/songs/{song}")
    assert (answer.status_code, answer.content) == (204, b"")
    problem_of(api("GET", f"/songs/{song}"), 404)


def test_only_its_owner_downloads_a_song(api: Program, stranger: Program) -> None:
    made = api("POST", "/songs", WALTZ).json()
    make_next_songs()
    song = made["songs"][0]["id"]
    lyrics = api("GET", f"/songs/{song}/download.lrc")
    assert lyrics.headers["content-type"] == "text/plain; charset=utf-8"
    assert lyrics.text.startswith("[00:01.50]A line")
    # The scripted engine's files are no sound.
    problem_of(api("GET", f"/songs/{song}/download.mp3"), 404)
    problem_of(api("GET", f"/songs/{song}/download.exe"), 404)
    problem_of(stranger("GET", f"/songs/{song}/download.lrc"), 404)


def test_playlists_are_made_filled_and_deleted(api: Program, stranger: Program, owner: Person) -> None:
    one, two = make_song(owner.id, "One"), make_song(owner.id, "Two")
    made = api("POST", "/playlists", {"title": "Rainy"})
    assert made.status_code == 201
    address = f"/playlists/{made.json()['id']}"
    assert api("POST", f"{address}/songs", {"song_ids": [two, one, two]}).json() == {"added": 2}
    found = api("GET", address).json()
    assert ([song["id"] for song in found["songs"]], found["handle"], found["count"]) == ([two, one], "mira", 2)
    assert api("DELETE", f"{address}/songs/{two}").status_code == 204
    problem_of(api("DELETE", f"{address}/songs/{two}"), 404)
    changed = api("PATCH", address, {"public": True}).json()
    assert (changed["title"], changed["public"], changed["count"]) == ("Rainy", True, 1)
    assert stranger("GET", address).json()["songs"] == [], "the song itself is private"
    for method, path, body in (
        ("PATCH", address, {"title": "Mine"}),
        ("DELETE", address, None),
        ("POST", f"{address}/songs", {"song_ids": [one]}),
    ):
        problem_of(stranger(method, path, body), 404)
    assert [row["title"] for row in api("GET", "/playlists").json()["playlists"]] == ["Rainy"]
    assert api("DELETE", address).status_code == 204
    assert api("GET", "/playlists").json() == {"playlists": []}


def test_nobody_adds_songs_that_they_may_not_hear(stranger: Program, owner: Person, outsider: Person) -> None:
    song = make_song(owner.id)
    playlist = make_playlist(outsider.id, "Mine")
    assert fields_of(stranger("POST", f"/playlists/{playlist}/songs", {"song_ids": [song]})) == {"song_ids"}
    own = make_song(outsider.id)
    add_songs(outsider.id, playlist, [own])
    assert fields_of(stranger("POST", f"/playlists/{playlist}/songs", {"song_ids": [own, "a b"]})) == {"song_ids.1"}


def test_a_draft_is_free_and_leads_to_a_request(api: Program) -> None:
    draft = api("POST", "/drafts", WALTZ).json()
    assert draft["title"] == "Drafted"
    body = {name: draft[name] for name in ("title", "style", "lyrics", "bpm", "key")}
    answer = api("POST", "/songs", {**body, "duration": round(draft["duration"])})
    assert (answer.status_code, answer.json()["title"], answer.json()["lyrics"]) == (202, "Drafted", draft["lyrics"])
    assert fields_of(api("POST", "/drafts", {})) == {"description"}


def test_a_remix_that_the_engine_cannot_make_is_refused(api: Program, owner: Person) -> None:
    song = make_song(owner.id)
    assert api("GET", "/me").json()["engine"]["remix"] == []
    assert fields_of(api("POST", f"/songs/{song}/remixes", {"kind": "vary"})) == {"kind"}
    assert fields_of(api("POST", f"/songs/{song}/remixes", {"kind": "polka"})) == {"kind"}


def test_a_generation_is_cancelled_once(api: Program, stranger: Program) -> None:
    address = f"/generations/{api('POST', '/songs', WALTZ).json()['id']}"
    problem_of(stranger("GET", address), 404)
    problem_of(stranger("POST", f"{address}/cancel"), 404)
    assert api("POST", f"{address}/cancel").json()["status"] == "cancelled"
    problem_of(api("POST", f"{address}/cancel"), 409)


def test_too_many_waiting_requests_are_a_problem_of_their_own(api: Program) -> None:
    for _ in range(10):
        assert api("POST", "/songs", WALTZ).status_code == 202
    assert problem_of(api("POST", "/songs", WALTZ), 429)["type"].endswith("#problem-too-many-pending")


def test_each_answer_says_what_is_left_of_the_allowance(api: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_RULE", "2/minute")
    left = [api("GET", "/me").headers["ratelimit"].split(";")[1] for _ in range(2)]
    assert left == ["r=1", "r=0"]
    answer = api("GET", "/me")
    problem_of(answer, 429)
    assert 0 < int(answer.headers["retry-after"]) <= 60
    assert answer.headers["ratelimit-policy"] == '"key";q=300;w=60'


def test_wrong_keys_are_counted_by_network(http: TestClient, adapters: Adapters) -> None:
    wrong = {"Authorization": "Bearer mm_wrong"}
    statuses = [http.get(f"{routes.API}/me", headers=wrong).status_code for _ in range(61)]
    assert statuses == [401] * 60 + [429]


@pytest.mark.parametrize("path", ["/nothing", "/songs/a/b/c", "/"])
def test_an_address_where_nothing_is_answers_with_aproblem_of(http: TestClient, adapters: Adapters, path: str) -> None:
    problem_of(http.get(f"{routes.API}{path}"), 404)


def test_a_method_that_an_address_does_not_know_answers_with_those_it_knows(http: TestClient, api: Program) -> None:
    for method in ("PUT", "OPTIONS", "DELETE"):
        answer = api(method, "/songs")
        problem_of(answer, 405)
        assert answer.headers["allow"] == "GET, HEAD, POST"


def test_failures_of_the_server_say_nothing_of_themselves(
    api: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("melodymaker.songs.records.select_records", lambda _viewer: 1 / 0)
    assert "zero" not in problem_of(api("GET", "/songs"), 500)["detail"]
    assert "ZeroDivisionError" in caplog.text


def test_the_page_shows_every_endpoint_without_a_script(http: TestClient, adapters: Adapters) -> None:
    answer = http.get(routes.API_DOCS)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script" not in answer.text
    document = http.get(f"{routes.API}/openapi.json").json()
    for path, operations in document["paths"].items():
        assert f"<code>{path}</code>" in answer.text
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in answer.text
