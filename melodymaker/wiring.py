"""Chooses the adapters from the settings and puts them in use. Nothing else knows the adapters."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import alembic.command
import alembic.config

from melodymaker import db, ports
from melodymaker.settings import Settings

_ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def started(settings: Settings) -> Iterator[ports.Ports]:
    """The app's database and adapters, in use until the block ends."""
    from melodymaker.adapters.huey_queue import HueyQueue
    from melodymaker.adapters.local_storage import LocalStorage
    from melodymaker.adapters.memory_live import MemoryLive
    from melodymaker.adapters.sketch_generator import SketchGenerator
    from tasks.songs import make_next_songs

    migrate(settings)
    db.use(db.connect(settings.database))
    storage = LocalStorage(settings.data_dir / "media", settings.secret)
    chosen = ports.Ports(
        storage=storage,
        queue=HueyQueue(make_next_songs),
        live=MemoryLive(),
        generator=SketchGenerator(storage, settings.sound_font),
    )
    ports.use(chosen)
    try:
        yield chosen
    finally:
        ports.use(None)
        db.use(None)


def migrate(settings: Settings) -> None:
    """Bring the database's tables up to date."""
    config = alembic.config.Config(_ROOT / "alembic.ini")
    config.attributes["url"] = settings.database
    logging.getLogger("alembic").setLevel(logging.WARNING)
    alembic.command.upgrade(config, "head")
