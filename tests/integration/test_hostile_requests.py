"""Every handler and every route, from a list made of the code, with what no page sends.

Whoever calls with whatever: nothing breaks, nobody else's things change, and nothing of them is told.
"""

import inspect
import itertools
import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import reflex as rx
import sqlalchemy as sa
from reflex.utils.format import json_dumps
from sqlmodel import SQLModel
from starlette.routing import Route
from starlette.testclient import TestClient

from melodymaker import db, ports, routes
from melodymaker.api import http_routes
from melodymaker.api.v1 import access
from melodymaker.api.v1.openapi import ENDPOINTS
from melodymaker.api_keys.service import create_key
from melodymaker.comments.service import write_comment
from melodymaker.create.service import save_preset
from melodymaker.errors import MelodyError, NotSignedIn
from melodymaker.generation.requests import submit_request
from melodymaker.notifications.service import notify
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.ports import News
from melodymaker.types import Change, Kind, Notice, SongRequest
from melodymaker.web import cookies
from tests.conftest import Adapters, Person
from tests.factories import make_song
from tests.handlers import event_handlers, run_background_here
from tests.pace import at_usual_pace
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio

SECRET = "Unmistakable"
ACTORS = ("nobody", "outsider", "owner")
HOSTILE_TEXT = (
    "",
    "x" * 100_000,
    "[" + "1" * 100_000,
    " " * 100_000,
    "😀" * 2_000,
    "nul \x00 and \ud800",
    "\u202ereversed\u2066",
    "../../etc/passwd",
    "' OR 1=1; --",
    "<script>alert(1)</script>",
    "%00%2e%2e%2f",
)
HOSTILE = (
    *HOSTILE_TEXT,
    *(None, True, False, 7, -1, 1.5, 1e308, 10**30, float("nan"), float("inf")),
    *([], {}, ["a", None, 3], [[]], {"title": 9}, {"title": "x" * 100_000, "description": [], "name": {}}),
)
BUDGET_SECONDS = 1.0
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
# What a tab of somebody who is signed out may hold: what everybody may see.
PUBLIC = {
    *(
        "AccountState",
        "AuthFormState",
        "LinkPageState",
        "SongPageState",
        "PlaylistState",
        "SidebarState",
        "CommentsState",
    ),
    *("DiscoverState", "ShelfState", "SearchState", "ProfileState", "RemixTreeState", "SongStatsState"),
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def things(owner: Person, adapters: Adapters) -> dict[str, str]:
    """One of each thing that has an id, all the owner's."""
    song = make_song(owner.id, SECRET, lyrics=f"[Verse 1]\n{SECRET}")
    playlist = create_playlist(owner.id, SECRET, SECRET, public=False)
    add_songs(owner.id, playlist, [song])
    save_preset(owner.id, SECRET, SongRequest(description=SECRET))
    comment = write_comment(owner.id, song, SECRET)
    with db.transaction() as session:
        notify(session, owner.id, Notice.READY, song_id=song)
    generation = submit_request(owner.id, SongRequest(description=SECRET))
    with db.read() as session:
        preset = session.connection().execute(sa.text("SELECT id FROM presets")).scalar_one()
        told = session.connection().execute(sa.text("SELECT id FROM notifications")).scalar_one()
    return {
        "song": song,
        "playlist": playlist,
        "generation": generation,
        "preset": preset,
        "comment": comment,
        "notification": told,
    }


@pytest.fixture
def background(monkeypatch: pytest.MonkeyPatch, things: dict[str, str]) -> None:
    """Lets background handlers run here; a watch hears once of each of the things."""
    changes = frozenset(Change(kind, one) for kind in Kind for one in things.values())

    async def watch(_tab: str, refresh: Callable[[News | None], Awaitable[None]]) -> None:
        await refresh(None)
        await refresh(News(changes, time.monotonic()))

    run_background_here(monkeypatch, watch)


def _rows() -> dict[str, list[tuple]]:
    """Every row there is, but for the counts of attempts and the sessions."""
    with db.read() as session:
        return {
            name: sorted(map(tuple, session.connection().execute(sa.select(table)).all()), key=repr)
            for name, table in SQLModel.metadata.tables.items()
        }


def _calls(fn: Callable[..., Any], things: dict[str, str]) -> Iterator[tuple]:
    """Arguments for a handler: each hostile value in each place, and everybody's ids."""
    count = len(inspect.signature(fn).parameters) - 1
    ids = [*things.values(), [*things.values()]]
    for value in (*HOSTILE, *ids):
        yield (value,) * count
    if count > 1:
        for one, value in itertools.product(ids, (True, False, 1, -1, "", None)):
            yield (one, *(value,) * (count - 1))


def _address(kind: type[rx.State], things: dict[str, str]) -> str:
    """The page on which a state is."""
    pages = {"SongPageState": routes.song(things["song"]), "PlaylistState": routes.playlist(things["playlist"])}
    pages["ProfileState"] = routes.profile("mira")
    return pages.get(kind.__name__, routes.CREATE)


async def _call(fn: Callable[..., Any], state: rx.State, arguments: tuple) -> str:
    """Call a handler; returns what is wrong with how it took that. Slow is what is slow a second time too."""
    return await _call_once(fn, state, arguments) and await _call_once(fn, state, arguments)


async def _call_once(fn: Callable[..., Any], state: rx.State, arguments: tuple) -> str:
    start = time.process_time()
    try:
        answer = fn(state, *arguments)
        if inspect.isawaitable(answer):
            await answer
    except MelodyError:
        pass
    except Exception as error:  # noqa: BLE001 - any other is what this looks for
        return f"{fn.__qualname__}{_short(arguments)}: {type(error).__name__}: {str(error)[:200]}"
    took = time.process_time() - start  # a busy machine is not the handler's fault, nor is a slow one
    slow = took > BUDGET_SECONDS and at_usual_pace(took) > BUDGET_SECONDS
    return f"{fn.__qualname__}{_short(arguments)}: {took:.1f} s" if slow else ""


def _short(arguments: tuple) -> str:
    return str(tuple(repr(one)[:40] for one in arguments))


def _secrets(*people: Person) -> set[str]:
    """What no browser may be told: the sessions' tokens, what is stored of secrets, and the site's own key."""
    tables = SQLModel.metadata.tables.values()
    columns = [column for table in tables for column in table.columns if re.search("hash|secret", column.name)]
    assert len(columns) > 3
    with db.read() as session:
        stored = {
            str(value) for column in columns for value in session.connection().execute(sa.select(column)).scalars()
        }
    own = {person.token for person in people} | {ports.in_use().site.secret.decode()}
    return {one for one in stored | own if len(one) > 8}


@pytest.mark.parametrize("actor", ACTORS)
async def test_event_handlers_survive_forged_arguments(
    actor: str, owner: Person, outsider: Person, things: dict[str, str], background: None
) -> None:
    token = {"nobody": "", "outsider": outsider.token, "owner": owner.token}[actor]
    before = _rows()
    secrets = _secrets(owner, outsider)
    faults = []
    for kind, name, fn in event_handlers():
        tab = Tab(token, _address(kind, things))
        state = await tab.state(kind)
        faults += [await _call(fn, state, arguments) for arguments in _calls(fn, things)]
        shown = json_dumps(tab.root.dict())  # as a browser is sent it
        if actor != "owner" and SECRET in shown:
            faults.append(f"{kind.__name__}.{name} tells what is somebody else's")
        faults += [f"{kind.__name__}.{name} shows the secret {one[:8]}…" for one in secrets if one in shown]
    assert "\n".join(filter(None, faults)) == ""
    if actor == "owner":
        return
    after = _rows()
    changed = [name for name, rows in before.items() if not set(map(repr, rows)) <= set(map(repr, after[name]))]
    assert changed == []


async def test_the_state_of_a_signed_out_tab_is_empty(things: dict[str, str], background: None) -> None:
    fresh = Tab().root.dict()
    holding = []
    for kind, name, fn in event_handlers():
        tab = Tab()
        state = await tab.state(kind)
        for arguments in _calls(fn, things):
            await _call(fn, state, arguments)
        holding += [
            f"{kind.__name__}.{name}: {full_name}"
            for full_name, values in tab.root.dict().items()
            if kind.__name__ not in PUBLIC and values != fresh[full_name]
        ]
    assert holding == []


async def test_most_event_handlers_check_the_user(things: dict[str, str], background: None) -> None:
    """Guards the tests above: signed out, nearly every handler ends with the request to sign in."""
    asking = 0
    for kind, _name, fn in event_handlers():
        count = len(inspect.signature(fn).parameters) - 1
        try:
            answer = fn(await Tab().state(kind), *(things["song"],) * count)
            if inspect.isawaitable(answer):
                await answer
        except NotSignedIn:
            asking += 1
        except MelodyError:
            pass
    assert asking >= 60


@pytest.fixture
def client(things: dict[str, str]) -> Iterator[TestClient]:
    site = "http://localhost:3000"
    with TestClient(http_routes(), base_url=site, headers={"origin": site}, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("actor", ["nobody", "outsider"])
def test_http_routes_survive_forged_requests(
    actor: str, outsider: Person, things: dict[str, str], client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = create_key(outsider.id, "Script", may_create=True).key
    monkeypatch.setattr(access, "_RULE", "100000/minute")
    before = _rows()
    faults = []
    values = [*things.values(), "x" * 5_000, "..%2f..%2fsecret.key", "%00", "%ed%a0%80", "😀", "' OR 1=1 --", "-1"]
    found = [route for route in http_routes().routes if isinstance(route, Route)]
    assert len(found) >= 12
    for route in found:
        client.cookies.clear()
        client.headers.pop("authorization", None)
        if actor == "outsider":
            client.cookies.set(cookies.SESSION, outsider.token)
            client.headers["authorization"] = f"Bearer {key}"
        # One that it does not know is as good as all of them: Starlette answers these.
        for value, method in itertools.product(values, sorted({*(route.methods or EVERY_METHOD), "PATCH"})):
            path = route.path_format.format(**dict.fromkeys(route.param_convertors, value))
            answer = client.request(
                method,
                f"{path}?expires={value}&signature={value}&download={value}&next={value}",
                content=b"\xff\x00song=&name=%ed%a0%80&email=" if method in {"POST", "PUT", "PATCH"} else None,
            )
            if answer.status_code >= 500 or SECRET in answer.text:
                faults.append(f"{method} {path[:80]}: {answer.status_code}")
    assert faults == []
    after = _rows()
    marked = {"user_sessions", "api_keys"}  # when they were last used
    assert {name: rows for name, rows in after.items() if name not in marked} == {
        name: rows for name, rows in before.items() if name not in marked
    }


def test_the_api_survives_forged_bodies(
    outsider: Person, things: dict[str, str], client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_RULE", "100000/minute")
    key = create_key(outsider.id, "Script", may_create=True).key
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    before = _rows()
    faults = []
    for endpoint in ENDPOINTS:
        fields = list(endpoint.body.model_fields) if endpoint.body else []
        bodies = [dict.fromkeys(fields, value) for value in HOSTILE] if fields else [{}]
        for field, value in itertools.product(fields, (*HOSTILE, *things.values(), [*things.values()])):
            bodies.append({field: value})
        named = ("song", "playlist", "generation") if endpoint.parameters else ("song",)
        for body, name in itertools.product(bodies, named):
            path = f"{routes.API}{endpoint.path}".format(**dict.fromkeys(endpoint.parameters, things[name]))
            answer = client.request(endpoint.method, path, content=json.dumps(body), headers=headers)
            if answer.status_code >= 500 or SECRET in answer.text:
                faults.append(f"{endpoint.method} {path} {str(body)[:80]}: {answer.status_code}")
    assert faults == []
    after = _rows()
    assert [name for name, rows in before.items() if not set(map(repr, rows)) <= set(map(repr, after[name]))] in (
        [],
        ["api_keys"],
    )
