"""Who gets what: every event handler and route, against what rights.txt says of it.

The list is made from the code, and each entry is really called, by four people, on one person's things: while those are
private, and once they are public. A handler or route without a line in rights.txt fails, and so does one that gives
somebody something else than its line says. A failure shows the lines as they are: whoever puts one into rights.txt says
that it is right.

A line has a name and four letters twice: a visitor, another user, the owner and an admin, first for private things,
then for public ones. `S` is asked to sign in, `N` is told that there is nothing, `R` is refused for another reason,
`-` changes nothing that is stored, `W` does.
"""

import inspect
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import reflex as rx
import sqlalchemy as sa
from sqlmodel import SQLModel
from starlette.routing import Route
from starlette.testclient import TestClient

from melodymaker import db, ports, routes
from melodymaker.adapters.memory_live import MemoryLive
from melodymaker.adapters.rate_limits import RateLimits
from melodymaker.api import http_routes, link_previews
from melodymaker.api.v1 import generations
from melodymaker.errors import MelodyError, NotFound, NotSignedIn
from melodymaker.ports import News
from melodymaker.web import cookies
from tests.conftest import PASSWORD, Adapters, Person
from tests.doubles import ScriptedPayments
from tests.handlers import event_handlers, run_background_here
from tests.unit.states import Tab
from tests.world import World, make_world

pytestmark = pytest.mark.anyio

TABLE = Path(__file__).with_name("rights.txt")
SITE = "http://localhost:3000"
# What a page sends where the thing that it is about does not matter.
VALUES: dict[str, Any] = {
    **dict.fromkeys(("on", "public", "hidden", "featured", "suspended", "allowed", "opened", "reading"), True),
    **dict.fromkeys(("step", "index", "clicks", "seconds"), 1),
    "line": 0,
    "shuffle": False,
    "pack_id": "pack-10",
    "kind": "song",
    "tab": "songs",
    "before": "",
    "form": {
        **dict.fromkeys(("title", "name", "key_name", "text", "comment", "bio", "description"), "New"),
        "reason": "spam",
        "handle": "new_handle",
        "links": "",
    },
}
OF_STATE = {
    ("ChoicesState", "kind"): "like",
    ("AdminState", "generation_id"): "failed",
    ("CreditsState", "generation_id"): "poor",
    ("TabState", "route"): routes.CREATE,
}
PATH_VALUES = {
    "provider": "github",
    "kind": "stream",
    "form": "mp3",
    "name": "people",
    "token": "none",
    "rest": "nothing",
}
FIELDS = {
    "name": "New",
    "email": "okto@example.com",
    "password": PASSWORD,
    "songs": "",
    "List-Unsubscribe": "One-Click",
    **dict.fromkeys(("current_password", "email_password", "delete_password"), PASSWORD),
    "new_password": "another three words",
}

# What programs send to the API, by the name of the endpoint.
BODIES = {
    **{name: {"description": "a tune"} for name in ("create_song", "create_draft")},
    **{name: {"title": "New"} for name in ("change_song", "create_playlist", "change_playlist")},
    "remix_song": {"kind": "vary"},
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def database(sqlite: str) -> Iterator[str]:
    """SQLite alone, whose file is put back after each call that changed it."""
    db.use(db.connect(sqlite))
    yield sqlite
    db.use(None)


@pytest.fixture(params=[False, True], ids=["private", "public"])
def world(request: pytest.FixtureRequest, owner: Person, database: str, tmp_path: Path) -> World:
    ports.use(replace(ports.in_use(), payments=ScriptedPayments()))
    # The first account is an admin's, and its person has nothing here.
    return make_world(owner, database, tmp_path / "snapshot.sqlite", public=request.param)


def _rows() -> dict[str, list[str]]:
    """Every row there is."""
    with db.read() as session:
        return {
            name: sorted(map(repr, session.connection().execute(sa.select(table))))
            for name, table in SQLModel.metadata.tables.items()
        }


def _address(kind: type[rx.State], things: dict[str, Any]) -> str:
    """The page on which a state is."""
    song, playlist = routes.song(things["song_id"]), routes.playlist(things["playlist_id"])
    on_song = ("SongPageState", "SongStatsState", "RemixTreeState", "CommentsState", "WritingState")
    pages = {**dict.fromkeys(on_song, song), "PlaylistState": playlist, "ProfileState": routes.profile("sol")}
    return pages.get(kind.__name__, routes.CREATE)


def _arguments(kind: type[rx.State], fn: Callable[..., Any], things: dict[str, Any]) -> list[Any]:
    """What a page sends to the handler, about the owner's things."""
    names = list(inspect.signature(fn).parameters)[1:]
    given = {**VALUES, **things}
    found = [OF_STATE.get((kind.__name__, name), given.get(name, "New")) for name in names]
    return [things[value] if value in ("failed", "poor") else value for value in found]


async def _call(fn: Callable[..., Any], state: rx.State, arguments: list[Any]) -> str:
    """Call a handler; returns the letter of what it answered, or nothing where it did what was asked."""
    try:
        answer = fn(state, *arguments)
        if inspect.isawaitable(answer):
            await answer
    except NotSignedIn:
        return "S"
    except NotFound:
        return "N"
    except MelodyError:
        return "R"
    return ""


async def _handler_letter(
    world: World, token: str, kind: type[rx.State], name: str, fn: Callable[..., Any], before: dict[str, list[str]]
) -> str:
    ports.use(replace(ports.in_use(), limits=RateLimits(), live=MemoryLive()))
    tab = Tab(token, _address(kind, world.things))
    state = await tab.state(kind)
    loaders = [
        other
        for one, own, other in event_handlers()
        if one is kind and own.startswith("load_") and own not in {name, "load_more"}
    ]
    for loader in loaders:
        if len(inspect.signature(loader).parameters) == 1:
            await _call(loader, state, [])
    if "opened" in kind.vars:  # the forms in dialogs are sent while those are open
        state.opened = True
    sent_along = {name: getattr(state, name) for name in ("form_id",) if name in kind.vars}
    letter = await _call(fn, state, _arguments(kind, fn, world.things | sent_along))
    if _rows() != before:
        world.put_back()
        return letter or "W"
    return letter or "-"


@pytest.fixture
def background(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets background handlers run here; a watch looks once."""

    async def watch(_tab: str, refresh: Callable[[News | None], Awaitable[None]]) -> None:
        await refresh(None)

    run_background_here(monkeypatch, watch)


def _table(part: int) -> dict[str, str]:
    """What the table says, by name: of private things (0), or of public ones (1)."""
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {name: letters[part] for name, *letters in lines}


def _differences(found: dict[str, str], world_id: str) -> list[str]:
    said = _table(0 if world_id == "private" else 1)
    return [
        f"{name} {said.get(name, 'has no line')} -> {letters}"
        for name, letters in found.items()
        if said.get(name) != letters
    ]


async def test_each_event_handler_gives_everybody_what_the_table_says(
    world: World, background: None, request: pytest.FixtureRequest
) -> None:
    before = _rows()
    found = {}
    for kind, name, fn in event_handlers():
        letters = [await _handler_letter(world, token, kind, name, fn, before) for token in world.tokens]
        found[f"{kind.__name__}.{name}"] = "".join(letters)
    differences = _differences(found, request.node.callspec.id.split("-")[-1])
    assert not differences, "\n".join(differences)


@pytest.fixture
def client(adapters: Adapters, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    built = tmp_path / "web"
    (built / "build/client").mkdir(parents=True)
    (built / "build/client/404.html").write_text("<html><head></head></html>")
    monkeypatch.setattr(link_previews, "pages", lambda: built / "build/client")
    with TestClient(http_routes(), base_url=SITE, headers={"origin": SITE}, follow_redirects=False) as client:
        yield client


def _method(route: Route) -> str:
    return next(one for one in ("PUT", "PATCH", "DELETE", "POST", "GET") if one in (route.methods or ()))


def _route_letter(
    world: World, client: TestClient, token: str, key: str, route: Route, before: dict[str, list[str]]
) -> str:
    ports.use(replace(ports.in_use(), limits=RateLimits(), live=MemoryLive()))
    method = _method(route)
    values = {**PATH_VALUES, **world.things}
    path = route.path_format.format(**{name: values[name] for name in route.param_convertors})
    address = f"{path}?after={world.things['song_id']}&handle=sol&shelf=new&song={world.things['song_id']}"
    if path == routes.OEMBED:
        address += f"&url={SITE}{routes.song(world.things['song_id'])}"
    client.cookies.clear()
    if token:
        client.cookies.set(cookies.SESSION, token)
    data = {**FIELDS, "songs": world.things["song_id"]} if method == "POST" else None
    if path.startswith((routes.API, routes.MCP)):
        # With a key, and no cookie; what stands behind the question mark is not for the API.
        client.cookies.clear()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        bodies = {**BODIES, "add_songs": {"song_ids": world.things["song_ids"]}}
        answer = client.request(method, path, json=bodies.get(route.name, {}), headers=headers)
    elif path == routes.POST_PICTURE:
        answer = client.post(address, files={"picture": ("a.png", b"no picture")})
    else:
        answer = client.request(method, address, data=data)
    letter = {401: "S", 403: "N", 404: "N"}.get(answer.status_code, "R" if answer.status_code >= 400 else "")
    assert answer.status_code < 500, (method, path, answer.text[:200])
    if _rows() != before:
        world.put_back()
        return letter or "W"
    return letter or "-"


def test_each_route_gives_everybody_what_the_table_says(
    world: World, client: TestClient, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "LONGEST", 0)  # nobody makes the songs that are waited for
    before = _rows()
    found = {}
    for route in http_routes().routes:
        assert isinstance(route, Route)
        letters = [
            _route_letter(world, client, *who, route, before) for who in zip(world.tokens, world.keys, strict=True)
        ]
        found[f"{_method(route)}:{route.path}"] = "".join(letters)
    differences = _differences(found, request.node.callspec.id.split("-")[-1])
    assert not differences, "\n".join(differences)


def test_the_table_has_no_line_of_what_is_gone() -> None:
    handlers = {f"{kind.__name__}.{name}" for kind, name, _ in event_handlers()}
    paths = {path for route in http_routes().routes if isinstance(route, Route) for path in [route.path]}
    gone = [name for name in _table(0) if name not in handlers and name.partition(":")[2] not in paths]
    assert gone == []


def test_nobody_changes_what_is_not_theirs() -> None:
    """What the table itself may never say: a visitor changes nothing but about signing in, others nothing private."""
    private, public = _table(0), _table(1)
    writing = {name for part in (private, public) for name, letters in part.items() if letters[0] == "W"}
    assert writing == {"POST:/auth/sign-in", "POST:/auth/sign-up", "POST:/auth/forgot", "POST:/auth/guest"}
    ids = {
        "song_id",
        "song_ids",
        "playlist_id",
        "comment_id",
        "generation_id",
        "preset_id",
        "notification_id",
        "key_id",
        "webhook_id",
    }
    about = [
        f"{kind.__name__}.{name}"
        for kind, name, fn in event_handlers()
        if ids & inspect.signature(fn).parameters.keys()
    ]
    assert len(about) > 30
    assert [name for name in about if private[name][1] == "W"] == []
