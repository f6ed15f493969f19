"""The Huey instance, on a SQLite file of its own beside the database.

Its own file, because enqueueing while the app writes to the same one would find it locked. It may
lose its last rings in a power cut: the rows are the queue, and the sweeper rings again.
"""

from huey import SqliteHuey

from melodymaker.settings import load_settings

huey = SqliteHuey(
    "melodymaker",
    filename=str(load_settings().data_dir / "queue.sqlite"),
    fsync=False,
    results=False,
)
