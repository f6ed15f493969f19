"""The whole app with the sketch engine at work: all processes while a pair of the longest songs is made, and sung."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from tests.bench.crowd import Crowd
from tests.bench.figures import MB, Figure
from tests.bench.memory import Peak
from tests.bench.stage import Stage, sign_up

NAME = "the whole app with the sketch engine at work"
LONGEST_SECONDS = 180
_SUNG = "select sum(sung), count(*) from (select sung from songs order by created_at desc limit 2)"


def measure(stage: Stage) -> Iterator[Figure]:
    """The peaks of summed memory of a fresh app with one tab, from the request for a 180 s pair until it is ready."""
    stage.restart()
    with Crowd(stage.app.url, [sign_up(stage.app.url)], 1) as crowd, Peak(stage.pid) as peak:
        crowd.do(crowd.first.ask_for_songs("a slow orchestral film theme", LONGEST_SECONDS))
    with closing(sqlite3.connect(stage.folder / "melodymaker.sqlite")) as database:
        sung, songs = database.execute(_SUNG).fetchone()
    if sung != songs:
        message = f"{songs - sung} of {songs} songs were not sung: the memory is not that of the engine with its voice"
        raise RuntimeError(message)
    yield Figure(f"{NAME}: memory, sum of PSS", peak.pss / MB, "MB", 1000)
    yield Figure(f"{NAME}: memory, sum of RSS", peak.rss / MB, "MB", 1000)
