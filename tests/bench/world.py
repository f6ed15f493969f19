"""A world of songs: those of one user given to 10,000 people, with what the shelves, the search and the charts read.

A fifth is published. Words are as rare and as common as in real lyrics: half of all songs hold "love", every hundredth
something in Japanese, and twenty one word of their own.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col

from melodymaker import db
from melodymaker.db.models import (
    Category,
    Follow,
    Playlist,
    PlaylistSong,
    Song,
    SongCategory,
    SongDay,
    User,
    now,
    song_search_text,
)
from melodymaker.db.search_text import searchable
from melodymaker.types import UserId
from tests.bench.social import PEOPLE

OWNED = 1_000
RARE_CATEGORY = "rare genre"
RARE_WORD = "quixotic"
COMMON_WORD = "love"
FOLLOWING = {UserId("person1"): 100, UserId("person2"): 1_000}
_MODELS = 400
_WORDS = 4_000
_LINES = 100
_STYLES = ("folk, warm, piano", "synthwave, neon", "jazz trio, smoky", "bossa nova, flute", "ambient, harp")
_KEYS = ("C major", "A minor", "D minor", "G major", "E♭ major", "F♯ minor")
_LANGUAGES = ("en", "en", "en", "de", "fr", "es", "")
_PLAYLISTS = 5_000
_IN_PLAYLIST = 10
_FEATURED = 50
_RARE = 20
_DAYS = 30
_CHUNK = 20_000


def models() -> list[Song]:
    """Songs that those of the world are like."""
    chance = random.Random(1)
    return [_model(number, chance) for number in range(_MODELS)]


def spread(owner: UserId) -> None:
    """Leave the owner the newest songs, and give the others to the people, with all that goes with them."""
    with db.transaction() as session:
        query = sa.select(col(Song.id), col(Song.listed_at)).where(col(Song.user_id) == owner)
        songs = session.connection().execute(query.order_by(col(Song.created_at).desc())).all()
        owners = {row.id: owner if n < OWNED else f"person{random.randrange(PEOPLE)}" for n, row in enumerate(songs)}
        listed = [row.id for row in songs if row.listed_at]
        changed = [{"song": key, "user": user} for key, user in owners.items() if user != owner]
        _update(session, sa.update(Song).where(col(Song.id) == sa.bindparam("song")), changed, user_id="user")
        _mark(session, listed)
        for table, rows in _rows(owners, listed):
            _insert(session, table, rows)
    settle()


def settle() -> None:
    """Have the database count its rows, as its own process does by and by after so many have changed."""
    with db.read() as session:
        connection = session.connection()
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            connection.execute(sa.text("VACUUM ANALYZE"))
    if sqlite:
        with db.transaction() as session:
            session.connection().execute(sa.text("ANALYZE"))


def _model(number: int, chance: random.Random) -> Song:
    # Zipf's law: the second word half as often as the first.
    words = [f"word{int(_WORDS ** chance.random())}" for _ in range(_LINES)]
    if number % 2:
        words[0] = COMMON_WORD
    if number % 100 == 0:
        words[1] = "夜の電車と星の歌"
    return Song(
        generation_id="",
        user_id="",
        take="A",
        title="",
        style=chance.choice(_STYLES),
        lyrics=" ".join(words),
        peaks="A" * 160,
        bpm=chance.randint(60, 180),
        key=chance.choice(_KEYS),
        engine="sketch",
        language="ja" if number % 100 == 0 else chance.choice(_LANGUAGES),
        category_names=f"genre {number % 40}",
    )


def _mark(session: Session, listed: list[str]) -> None:
    """Feature some songs, and write a word into the texts of a few."""
    at = now()
    featured = [{"song": key, "at": at - timedelta(hours=n)} for n, key in enumerate(listed[:_FEATURED])]
    one = sa.update(Song).where(col(Song.id) == sa.bindparam("song"))
    _update(session, one, featured, featured_at="at")
    text = song_search_text("A dream", RARE_WORD, "", "")
    _update(session, one, [{"song": key, "text": text} for key in listed[-_RARE:]], search_text="text")
    people = [
        {"person": f"person{n}", "text": searchable(f"{_name(n)} Smith", f"person{n}"), "many": int(20_000 / (n + 1))}
        for n in range(PEOPLE)
    ]
    each = sa.update(User).where(col(User.id) == sa.bindparam("person"))
    _update(session, each, people, search_text="text", followers="many")


def _rows(owners: dict[str, str], listed: list[str]) -> Iterator[tuple[type[SQLModel], list[dict[str, Any]]]]:
    at = now()
    followers = [
        {"follower_id": follower, "followed_id": f"person{n}", "at": at}
        for follower, many in FOLLOWING.items()
        for n in range(10, 10 + many)
    ]
    yield Follow, followers
    yield Category, [{"id": "rare", "name": RARE_CATEGORY}]
    yield SongCategory, [{"song_id": key, "category_id": "rare"} for key in listed[::97][:_RARE]]
    # Today has its rows of what has been measured.
    days = [at.date() - timedelta(days=n) for n in range(1, _DAYS + 1)]
    yield (
        SongDay,
        [
            {"song_id": key, "day": day, "user_id": owners[key], "plays": random.randint(1, 9)}
            for key in listed
            for day in random.sample(days, _DAYS // 3)
        ],
    )
    yield Playlist, [_playlist(n) for n in range(_PLAYLISTS)]
    yield (
        PlaylistSong,
        [
            {"playlist_id": f"list{n}", "song_id": key, "position": position, "added_at": at}
            for n in range(_PLAYLISTS)
            for position, key in enumerate(random.sample(listed, min(_IN_PLAYLIST, len(listed))))
        ],
    )


def _playlist(number: int) -> dict[str, Any]:
    title = f"{_name(number)} mornings"
    row = Playlist(
        id=f"list{number}",
        user_id=f"person{number}",
        title=title,
        description="",
        public=number % 5 > 0,
        updated_at=now() - timedelta(minutes=number),
        search_text=searchable(title),
    )
    return row.model_dump()


def _name(number: int) -> str:
    return ("Slow", "Ana", "Blue", "Mika", "Golden", "Noor", "Paper")[number % 7]


def _insert(session: Session, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), _CHUNK):
        session.connection().execute(sa.insert(table), rows[first : first + _CHUNK])


def _update(session: Session, update: sa.Update, rows: Sequence[dict[str, Any]], **columns: str) -> None:
    if rows:
        values = {column: sa.bindparam(name) for column, name in columns.items()}
        session.connection().execute(update.values(values), rows)
