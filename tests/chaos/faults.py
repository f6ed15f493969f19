"""The kinds of faults. Each is begun at one moment and over when its block ends; what is well again then is the site."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlmodel import Session, select

from melodymaker import routes
from melodymaker.db.models import CreditEntry
from tests.chaos.bucket import SWITCH
from tests.chaos.checks import Found
from tests.chaos.disk import FILL
from tests.chaos.engine import Trouble
from tests.chaos.parts import Part
from tests.chaos.site import Site
from tests.polar.server import message

HOUR = 3600
_LONGEST = 3.0
_REFUSALS = ("403 Forbidden", "503 Slow Down", "500 Internal Server Error")


@dataclass(frozen=True)
class Fault:
    """A kind of fault: on which site it happens, and how. `check` says what else has to be true afterwards."""

    name: str
    inject: Callable[[Site, random.Random], AbstractContextManager[None]]
    embedded: bool = False
    check: Callable[[Site, Session], Found] | None = None


@contextmanager
def _worker_killed(site: Site, chance: random.Random) -> Iterator[None]:
    with _killed(chance.choice(site.workers), chance):
        yield


@contextmanager
def _web_killed(site: Site, chance: random.Random) -> Iterator[None]:
    with _killed(chance.choice(site.webs), chance):
        yield


@contextmanager
def _redis_killed(site: Site, chance: random.Random) -> Iterator[None]:
    assert site.redis
    with _killed(site.redis, chance):
        yield


@contextmanager
def _killed(part: Part, chance: random.Random) -> Iterator[None]:
    part.kill()
    time.sleep(chance.uniform(0, _LONGEST / 3))
    part.start()
    yield


@contextmanager
def _postgres_killed(site: Site, chance: random.Random) -> Iterator[None]:
    assert site.postgres
    site.postgres.kill()
    time.sleep(chance.uniform(0, _LONGEST / 3))
    site.postgres.start()
    yield


def _engine_in(trouble: Trouble) -> Callable[[Site, random.Random], AbstractContextManager[None]]:
    @contextmanager
    def inject(site: Site, chance: random.Random) -> Iterator[None]:
        site.engine.trouble = trouble
        time.sleep(chance.uniform(0.2, _LONGEST))
        site.engine.trouble = Trouble.NONE
        yield

    return inject


@contextmanager
def _bucket_refuses(site: Site, chance: random.Random) -> Iterator[None]:
    switch = site.folder / SWITCH
    switch.write_text(chance.choice(_REFUSALS))
    time.sleep(chance.uniform(0.2, _LONGEST))
    switch.unlink()
    yield


@contextmanager
def _disk_full(site: Site, chance: random.Random) -> Iterator[None]:
    fill = Path(site.settings["DATA_DIR"], FILL)
    with fill.open("wb", buffering=0) as file:
        block = b"\0" * 65536
        try:
            while True:
                file.write(block)
        except OSError:
            time.sleep(chance.uniform(0.2, _LONGEST))
    fill.unlink()
    yield


@contextmanager
def _clock_jumps(site: Site, chance: random.Random) -> Iterator[None]:
    site.set_clock(chance.choice((HOUR, -HOUR)))
    time.sleep(chance.uniform(0.2, _LONGEST))
    site.set_clock(0)
    yield


@contextmanager
def _webhook_twice(site: Site, chance: random.Random) -> Iterator[None]:
    order = site.polar.order(chance.choice(list(site.keys)), chance.choice(("pack-10", "pack-25")))
    refund = {**order, "refunded_amount": order["net_amount"] // 2, "status": "partially_refunded"}
    paid, late = message("order.paid", order), message("order.paid", order)
    messages = [paid, paid, late, message("order.refunded", refund)]
    chance.shuffle(messages)
    with ThreadPoolExecutor(len(messages)) as pool:
        answers = pool.map(lambda sent: _post(chance.choice(site.urls), *sent), messages)
    assert all(answer.is_success for answer in answers)
    yield


def _post(url: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
    return httpx.post(f"{url}{routes.WEBHOOK_POLAR}", content=body, headers=headers, timeout=20)


def _orders_are_booked_once(site: Site, session: Session) -> Found:
    found = Found()
    for order_id, order in site.polar.orders.items():
        entries = session.exec(select(CreditEntry).where(CreditEntry.order_id == order_id)).all()
        kinds = sorted(entry.kind for entry in entries)
        if kinds != ["claw_back", "purchase"]:
            (found.doubled if len(kinds) > 2 else found.lost).append(f"order {order['id']}: {kinds}")
    return found


@contextmanager
def _network_cut(site: Site, chance: random.Random) -> Iterator[None]:
    link = chance.choice(site.links)
    link.cut(silently=chance.random() < 0.5)
    time.sleep(chance.uniform(0.2, _LONGEST))
    link.mend()
    yield


FAULTS = (
    Fault("worker killed", _worker_killed),
    Fault("web process killed", _web_killed),
    Fault("Redis killed", _redis_killed),
    Fault("PostgreSQL killed", _postgres_killed),
    Fault("GPU service answers 500", _engine_in(Trouble.ERRORS)),
    Fault("GPU service hangs", _engine_in(Trouble.HANGS)),
    Fault("GPU service cut in mid-upload", _engine_in(Trouble.CUTS)),
    Fault("S3 refuses", _bucket_refuses),
    Fault("clock jumps an hour", _clock_jumps),
    Fault("webhook doubled", _webhook_twice, check=_orders_are_booked_once),
    Fault("network cut", _network_cut),
    Fault("embedded app killed", _web_killed, embedded=True),
    Fault("disk full", _disk_full, embedded=True),
)
