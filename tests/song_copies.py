"""Many songs at once in the database of a running app."""

import secrets
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker.db.models import Generation, Song, User
from melodymaker.db.search_text import sort_key
from melodymaker.types import Status


def give_songs(data_dir: Path, count: int) -> list[str]:
    """Give the newest account so many finished songs, which share the files of one that was really made.

    Returns their titles, the newest first; each says its number.
    """
    engine = sa.create_engine(f"sqlite:///{data_dir / 'melodymaker.sqlite'}")
    titles = [f"Song {number:03}" for number in range(1, count + 1)]
    with engine.begin() as connection:
        song = connection.execute(select(*sa.inspect(Song).columns).where(col(Song.status) == Status.READY)).first()
        assert song, "no song has been made yet"
        own = select(*sa.inspect(Generation).columns).where(col(Generation.id) == song.generation_id)
        generation = connection.execute(own).one()
        user = connection.execute(select(User.id).order_by(col(User.created_at).desc())).scalars().first()
        for number, title in enumerate(titles):
            shared = {"user_id": user, "created_at": song.created_at - timedelta(seconds=number)}
            request = {**generation._mapping, **shared, "id": secrets.token_hex(16), "request_key": None}
            take = {**song._mapping, **shared, "id": secrets.token_hex(16), "generation_id": request["id"]}
            del take["listed_at"]  # the database keeps it itself
            connection.execute(sa.insert(Generation).values(request))
            connection.execute(sa.insert(Song).values({**take, "title": title, "title_key": sort_key(title)}))
    engine.dispose()
    return titles
