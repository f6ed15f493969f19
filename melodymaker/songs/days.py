"""What happened to songs on each day, counted when it happens."""

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from melodymaker.db.models import Song, SongDay


def count_on_day(session: Session, song: Song, at: datetime, **counts: int) -> None:
    """Add to what happened to a song on the day of that time: `plays`, `likes`, `comments`, `downloads`."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    new = insert(SongDay).values(song_id=song.id, user_id=song.user_id, day=at.date(), **counts)
    added = {name: getattr(SongDay, name) + number for name, number in counts.items()}
    session.connection().execute(new.on_conflict_do_update(index_elements=["song_id", "day"], set_=added))
