"""A whole site whose parts can be killed and cut off from each other: the production shape, or all in one process."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import sqlalchemy as sa

from deploy.local import servers
from melodymaker import bootstrap, db
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.api_keys.service import create_key
from melodymaker.deletion.orphans import remove_orphans
from melodymaker.settings import Settings
from tasks.queue import open_queue
from tests.chaos.engine import Engine, serving
from tests.chaos.links import Link
from tests.chaos.parts import Part, Postgres, is_well, listens, redis_part
from tests.polar.server import FakePolar, fake_polar

WEBS = 2
WORKERS = 2
PEOPLE = 4
_SCRIPTS = Path(sys.executable).parent
_SHARED = {
    "SECRET_KEY": "a secret that only this computer knows of",
    "FREE_CREDITS": "1000000",
    "SONGS_PER_DAY": "0",
    "BYTES_PER_USER": "0",
    "REFLEX_ENV_MODE": "prod",
    "GRANIAN_WORKERS": "1",
}


@dataclass
class Site:
    """What runs. `settings` reach each part directly; the app's own processes reach them through the links."""

    folder: Path
    settings: dict[str, str]
    engine: Engine
    polar: FakePolar
    pace: float
    webs: list[Part] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    workers: list[Part] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    postgres: Postgres | None = None
    redis: Part | None = None
    keys: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = self.folder / "clock"
        self.set_clock(0)

    @property
    def configuration(self) -> Settings:
        """The settings, past all links."""
        names = {name.lower(): value for name, value in self.settings.items()}
        return Settings(_env_file=None, **{name: names[name] for name in Settings.model_fields if name in names})

    def set_clock(self, seconds: float) -> None:
        """Have the clock of the app and of the bucket be wrong by so much."""
        part = self.clock.with_suffix(".part")
        part.write_text(str(seconds))
        part.replace(self.clock)

    def environment(self, **changes: str) -> dict[str, str]:
        """What a process of the app gets, with these settings changed."""
        return {
            **_SHARED,
            **self.settings,
            "PACE": str(self.pace),
            "CLOCK": str(self.clock),
            "REFLEX_WEB_WORKDIR": str(self.folder / "pages"),
            "REFLEX_STATES_WORKDIR": str(self.folder / "states"),
            **changes,
        }

    def web(self, port: int, environment: dict[str, str]) -> Part:
        """A web process, not yet started."""
        command = [str(_SCRIPTS / "granian"), "--interface", "asgi", "--factory", "--port", str(port)]
        url = f"http://127.0.0.1:{port}"
        command.append("tests.chaos.paced:create")
        return Part("web", command, {**environment, "PORT": str(port)}, self.folder / "web.log", lambda: is_well(url))

    def sign_up(self, people: int = PEOPLE) -> None:
        """People with keys of the API and with sessions, by their ids."""
        queue = open_queue(self.configuration)
        with bootstrap.started(self.configuration, queue.tasks):
            for number in range(people):
                visitor = Visitor("127.0.0.1")
                email = f"person{number}@example.com"
                token = accounts.sign_up(f"Person {number}", email, "three words together", visitor, confirmed=True)
                user = user_of_session(token)
                assert user
                self.sessions[user.id] = token
                self.keys[user.id] = create_key(user.id, "Load", may_create=True).key
        queue.huey.flush()

    def tidy(self) -> None:
        """Remove the files that no row names, as the housekeeping does each night with those that are a day old."""
        with bootstrap.started(self.configuration, open_queue(self.configuration).tasks):
            # Some may have been written while the clock was ahead.
            remove_orphans(-timedelta(hours=2))

    def start(self, stack: ExitStack) -> None:
        """Start the app's processes, all at once."""
        parts = [*self.webs, *self.workers]
        for part in parts:
            stack.callback(part.stop)
            part.start(wait=False)
        for part in parts:
            part.wait()

    def database(self) -> sa.Engine:
        """The database, past all links."""
        return db.connect(self.configuration.database)


@contextmanager
def servers_site(
    folder: Path, pace: float, *, workers: int = WORKERS, people: int = PEOPLE, url: str = ""
) -> Iterator[Site]:
    """Two web processes and some workers on PostgreSQL, Redis and S3.

    There is a link between each two kinds of part, unless the site has a `url`: then a proxy is to stand there.
    """
    with ExitStack() as stack:
        data = folder / "postgres"
        database = stack.enter_context(servers.postgres(data))
        engine = stack.enter_context(serving(Engine()))
        polar = stack.enter_context(fake_polar())
        s3_port, redis_port = servers.free_port(), servers.free_port()
        s3 = servers.S3(f"http://127.0.0.1:{s3_port}")
        settings = {
            "DATABASE_URL": database,
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "S3_ENDPOINT": s3.endpoint,
            "S3_REGION": s3.region,
            "S3_BUCKET": "songs",
            "S3_KEY_ID": s3.key_id,
            "S3_APP_KEY": s3.app_key,
            "DATA_DIR": str(folder / "data"),
            "ENGINE": "gpu",
            "GPU_URL": engine.url,
            **({"PUBLIC_URL": url, "REFLEX_TRUSTED_PROXY_HOPS": "1"} if url else {}),
            **polar.settings(),
        }
        site = Site(folder, {**_SHARED, **settings}, engine, polar, pace)
        site.postgres = Postgres(data, database)
        site.redis = redis_part(folder, redis_port)
        bucket = Part(
            "s3",
            [sys.executable, "-m", "tests.chaos.bucket", str(s3_port)],
            site.environment(),
            folder / "s3.log",
            lambda: listens(s3_port),
        )
        for part in (site.redis, bucket):
            stack.callback(part.stop)
            part.start()
        bootstrap.migrate(database)
        from melodymaker.adapters.s3_storage import S3Storage

        S3Storage(site.configuration).set_up("http://localhost")
        site.sign_up(people)
        socket = f"{parse_qs(urlsplit(database).query)['host'][0]}/.s.PGSQL.5432"

        def link(name: str, target: tuple[str, int] | str) -> str:
            made = stack.enter_context(Link(name, target))
            site.links.append(made)
            return f"127.0.0.1:{made.port}"

        def linked(of: str) -> dict[str, str]:
            return {
                "DATABASE_URL": f"postgresql://postgres:@{link(f'{of} and PostgreSQL', socket)}/postgres",
                "REDIS_URL": f"redis://{link(f'{of} and Redis', ('127.0.0.1', redis_port))}/0",
                "S3_ENDPOINT": f"http://{link(f'{of} and S3', ('127.0.0.1', s3_port))}",
                "GPU_URL": f"http://{link(f'{of} and the GPU service', ('127.0.0.1', engine.server_port))}",
            }

        of_web, of_worker = ({}, {}) if url else (linked("web"), linked("worker"))
        for _ in range(WEBS):
            port = servers.free_port()
            site.urls.append(f"http://127.0.0.1:{port}")
            site.webs.append(site.web(port, site.environment(**of_web)))
        for _ in range(workers):
            command = [sys.executable, "-m", "tests.chaos.paced"]
            site.workers.append(
                Part("worker", command, site.environment(**of_worker), folder / "worker.log", lambda: True)
            )
        site.start(stack)
        yield site


@contextmanager
def embedded_site(folder: Path, pace: float) -> Iterator[Site]:
    """One process with SQLite, a folder for files and the worker in it."""
    with ExitStack() as stack:
        engine = stack.enter_context(serving(Engine()))
        polar = stack.enter_context(fake_polar())
        port = servers.free_port()
        url = f"http://127.0.0.1:{port}"
        data = folder / "data"
        data.mkdir(exist_ok=True)
        settings = {
            "DATA_DIR": str(data),
            "PUBLIC_URL": url,
            "ENGINE": "gpu",
            "GPU_URL": engine.url,
            **polar.settings(),
        }
        site = Site(folder, {**_SHARED, **settings}, engine, polar, pace, urls=[url])
        site.sign_up()
        site.webs.append(site.web(port, site.environment()))
        site.start(stack)
        yield site
