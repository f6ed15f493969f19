"""Injects faults into a site under load, and prints what came of it (`make chaos`).

Names given as arguments choose the kinds of faults that start with them. TIMES is how often each kind is tried, SEED what
their moments follow from, PACE by what the app's leases and pauses are divided (1: the product's own, which takes hours),
MINUTES after how long no more is begun. The exit status says whether anything was lost, doubled or wrong.
"""

import os
import random
import signal
import sys
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlmodel import Session

from tests.bench.say import say
from tests.chaos import checks
from tests.chaos.disk import small_disk
from tests.chaos.faults import FAULTS, Fault
from tests.chaos.load import Load
from tests.chaos.site import Site, embedded_site, servers_site

_CALM_SECONDS = 180


@dataclass
class Outcome:
    """What came of one kind of fault."""

    fault: str
    tried: int = 0
    requests: int = 0
    found: checks.Found = field(default_factory=checks.Found)
    longest: float = 0.0

    def line(self) -> str:
        """A row of the table."""
        found = self.found
        cells = (
            self.fault,
            self.tried,
            self.requests,
            len(found.lost),
            len(found.doubled),
            len(found.wrong),
            f"{self.longest:.1f}",
        )
        return f"| {' | '.join(map(str, cells))} |"


HEAD = "| fault | times tried | requests | lost | doubled | otherwise wrong | longest recovery, s |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |"


def main(names: list[str]) -> int:
    """Try all that is asked for; 0 when nothing is wrong."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    times, pace = int(os.environ.get("TIMES") or 100), float(os.environ.get("PACE") or 10)
    seed = int(os.environ.get("SEED") or random.randrange(10**6))
    end = time.monotonic() + 60 * float(os.environ.get("MINUTES") or 180)
    say(f"SEED={seed} TIMES={times} PACE={pace:g}")
    chosen = [fault for fault in FAULTS if not names or fault.name.startswith(tuple(names))]
    outcomes: list[Outcome] = []
    for embedded in (False, True):
        of_site = [fault for fault in chosen if fault.embedded == embedded]
        if not of_site:
            continue
        with _folder("embedded" if embedded else "servers") as name, small_disk(Path(name, "data")) as mounted:
            site: AbstractContextManager[Site] = (embedded_site if embedded else servers_site)(Path(name), pace)
            if not mounted:
                say("no disk in memory can be had here: a full disk is not tried")
                of_site = [fault for fault in of_site if fault.name != "disk full"]
            with site as running:
                outcomes += [_try(running, fault, times, seed, end) for fault in of_site]
    print("\n".join([HEAD, *(outcome.line() for outcome in outcomes)]), flush=True)
    return int(any(outcome.found for outcome in outcomes))


def _folder(name: str) -> AbstractContextManager[str]:
    """A folder that is gone in the end; in the one that FOLDER names it stays, with the logs of all parts."""
    if given := os.environ.get("FOLDER"):
        Path(given, name).mkdir(parents=True)
        return nullcontext(str(Path(given, name)))
    return TemporaryDirectory(prefix="melodymaker-chaos-", ignore_cleanup_errors=True)


def _try(site: Site, fault: Fault, times: int, seed: int, end: float) -> Outcome:
    outcome = Outcome(fault.name)
    chance = random.Random(f"{seed} {fault.name}")
    load = Load(site.urls, site.keys, seed=chance.randrange(10**9))
    database = site.database()
    say(fault.name)
    while outcome.tried < times and time.monotonic() < end:
        load.start()
        time.sleep(chance.uniform(0.5, 2.5))
        begun = time.monotonic()
        with fault.inject(site, chance):
            time.sleep(chance.uniform(0, 0.5))
        asked = load.stop()
        calm = _becomes_calm(database)
        outcome.longest = max(outcome.longest, time.monotonic() - begun)
        outcome.tried += 1
        outcome.requests += len(asked)
        found = checks.check(site, database, asked)
        if found.wrong:
            say(f"{len(found.wrong)} to be tidied up, such as: {found.wrong[0]}")
            site.tidy()
            found = checks.check(site, database, asked)
        if not calm:
            found.wrong.append(f"something goes on after {_CALM_SECONDS} s")
        if fault.check:
            with Session(database) as session:
                found.add(fault.check(site, session))
        if found:
            say(f"after {outcome.tried}: {found}")
        outcome.found.add(found)
        checks.clear(site, database)
    database.dispose()
    say(outcome.line())
    return outcome


def _becomes_calm(database: sa.Engine) -> bool:
    deadline = time.monotonic() + _CALM_SECONDS
    while not checks.is_calm(database):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
