"""How a song trends: what people do with it, each act counting for half as much every two days.

Nothing is computed when it is read. With forward decay an act at time t weighs 2^(t / half-life), and never changes
again: the order of the sums is the same at any later time. The logarithm of the sum is stored, which stays small.
(G. Cormode, V. Shkapenyuk, D. Srivastava, B. Xu: Forward Decay, ICDE 2009.)
"""

import math
from datetime import UTC, datetime, timedelta

from melodymaker.db.models import Song

HALF_LIFE = timedelta(days=2)
# Being published counts like one listen, so that a new song is among the others from the start.
PUBLISHED = 1.0
LISTEN = 1.0
COMMENT = 2.0
LIKE = 3.0
REMIX = 5.0
_START = datetime(2026, 1, 1, tzinfo=UTC)


def score(weight: float, at: datetime) -> float:
    """The score of a song of which nothing is known but one act of this weight."""
    return (at - _START) / HALF_LIFE + math.log2(weight)


def count_act(song: Song, weight: float, at: datetime) -> None:
    """Count an act; the song's row is locked by the caller. Its owner's own acts are not to be counted."""
    act = score(weight, at)
    greater, smaller = max(song.trend, act), min(song.trend, act)
    song.trend = greater + math.log2(1 + 2 ** (smaller - greater))


def take_back_act(song: Song, weight: float, at: datetime) -> None:
    """Take back an act of that time; what is left is at least what being published counts."""
    rest = 1 - 2 ** min(score(weight, at) - song.trend, 0.0)
    least = score(PUBLISHED, song.published_at) if song.published_at else 0.0
    song.trend = max(least, song.trend + math.log2(rest) if rest > 0 else least)


def begin(song: Song) -> None:
    """Give a song that is being published the score that this counts; what it had before stays."""
    if song.published_at:
        song.trend = max(song.trend, score(PUBLISHED, song.published_at))
