"""The Huey instance: on Redis, or embedded on a SQLite file of its own beside the database.

Its own file, because enqueueing while the app writes to the same one would find it locked. It may
lose its last messages in a power cut: the rows are the queue, and the housekeeping enqueues again.
"""

from huey import Huey, RedisHuey, SqliteHuey

from melodymaker.settings import Settings, load_settings

NAME = "melodymaker"


def queue_of(settings: Settings) -> Huey:
    """The queue that these settings name."""
    if settings.redis_url:
        return RedisHuey(NAME, url=settings.redis_url, results=False)
    return SqliteHuey(NAME, filename=str(settings.data_dir / "queue.sqlite"), fsync=False, results=False)


huey = queue_of(load_settings())
