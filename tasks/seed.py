"""Demo data: an account with songs, favorites and playlists, and people around it (`make seed N=1000`).

The first dozen songs are really composed. The others, up to a million, are rows that share those songs' files: made
for looking at and for measuring. Delete one of them, and a day later its files are gone for all.
"""

import random
import secrets
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, select

from melodymaker import bootstrap, db, ports
from melodymaker.accounts.service import sign_up
from melodymaker.accounts.sessions import Visitor
from melodymaker.db.models import Favorite, Generation, Playlist, PlaylistSong, Song, User, now, song_search_text
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import GAVE_UP
from melodymaker.generation.requests import submit_request
from melodymaker.likes.service import set_like
from melodymaker.settings import Settings, load_settings
from melodymaker.songs.service import publish_song
from melodymaker.songs.trending import score
from melodymaker.types import SongId, SongRequest, Status, UserId
from tasks.queue import open_queue
from tasks.seed_people import populate
from tasks.songs import make

EMAIL = "demo@example.com"
PASSWORD = "three demo words"  # noqa: S105 - a demonstration, whose password is printed
COMPOSED = (
    "a warm lo-fi piano tune about rain",
    "neon synthwave for a night drive, 104 bpm",
    "a rainy Sunday waltz for accordion, about a last train",
    "smoky jazz trio about the last light in the window",
    "dreamy ambient with harp about drifting among the stars",
    "bossa nova with flute, about an afternoon with nothing to do",
)
_SECONDS = 40
_CHUNK = 20_000
_FAILED = 0.02
_FIRST = ("Blue", "Slow", "Chrome", "Paper", "Last", "Golden", "Silent", "Neon", "Winter", "Borrowed", "Second", "Low")
_SECOND = ("Horizon", "Train", "Window", "Harbour", "Letter", "Orchard", "Signal", "Kitchen", "River", "Sunday", "Map")
_LISTS = ("Slow mornings", "Night drive", "For Ana")


def main(songs: int) -> None:
    """Make the account, unless it is there, and this many songs for it."""
    composed, filled, people = make_data(load_settings(), songs)
    if people:
        print(f"{people} people came, with songs, comments, likes and playlists of their own.")
    print(f"{composed} composed songs and {filled:,} that share their files belong to {EMAIL}.")
    print(f"Its password is: {PASSWORD}. It is no admin's: `make admin EMAIL=…` makes somebody one.")


def make_data(settings: Settings, songs: int) -> tuple[int, int, int]:
    """How many songs are composed, how many share their files, and how many people came."""
    with bootstrap.started(settings, open_queue(settings).tasks):
        user_id = _demo_user()
        composed = _compose(user_id, COMPOSED[: -(-songs // 2)])
        filled = fill(user_id, max(0, songs - len(composed)), composed)
        _arrange(user_id, composed)
        return len(composed), filled, populate(user_id, composed)


def fill(user_id: UserId, songs: int, like: Sequence[Song]) -> int:
    """Write that many songs, in pairs, an hour apart and each like one of these; returns how many."""
    run = secrets.token_hex(3)
    start = now()
    lasted = _time_of_a_pair(like)
    written = 0
    models = [song.model_dump(exclude={"listed_at"}) for song in like]
    for pairs in _chunks(songs // 2):
        generations = []
        takes = []
        for number in pairs:
            created_at = start - timedelta(hours=1 + number)
            failed = random.random() < _FAILED
            generations.append(_generation(f"{run}{number}", user_id, created_at, lasted, failed=failed))
            for take, late in (("A", timedelta(microseconds=1)), ("B", timedelta())):
                model = models[number % len(models)]
                song = _song(f"{take}{run}{number}", f"{run}{number}", user_id, take, model, failed=failed)
                takes.append({**song, "created_at": created_at + late})
        with db.transaction() as session:
            for table, rows in ((Generation, generations), (Song, takes)):
                _insert(session, table, rows)
            written += len(takes)
    _analyze()
    return written


def _chunks(pairs: int) -> Iterator[range]:
    for first in range(0, pairs, _CHUNK // 2):
        yield range(first, min(pairs, first + _CHUNK // 2))


def _insert(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(sa.insert(table), rows)


_GENERATION = Generation(user_id="", seed=1, status=Status.READY).model_dump()


def _time_of_a_pair(songs: Sequence[Song]) -> timedelta:
    """How long composing these took, each pair of them; the site tells by it how long the next one will take."""
    ids = {song.generation_id for song in songs}
    with db.read() as session:
        times = select(Generation.started_at, Generation.finished_at).where(col(Generation.id).in_(ids))
        lasted = [end - start for start, end in session.exec(times) if start and end]
    return sorted(lasted)[len(lasted) // 2] if lasted else timedelta()


def _generation(key: str, user_id: str, at: datetime, lasted: timedelta, *, failed: bool) -> dict[str, Any]:
    times = {**dict.fromkeys(("created_at", "due_at", "started_at"), at), "finished_at": at + lasted}
    end = {"status": Status.FAILED, "reason": GAVE_UP} if failed else {}
    return {**_GENERATION, "id": key, "user_id": user_id, "description": f"a tune called {_title()}", **times, **end}


def _song(
    key: str, generation_id: str, user_id: str, take: str, like: dict[str, Any], *, failed: bool
) -> dict[str, Any]:
    # A fifth is published, a tenth instrumental; few are played often.
    chance = random.random()
    title = _title()
    listens = int(random.paretovariate(1.2))
    at = now() - timedelta(days=random.uniform(0, 60))
    return {
        **like,
        "id": key,
        "generation_id": generation_id,
        "user_id": user_id,
        "take": take,
        "title": title,
        "search_text": song_search_text(title, like["style"], like["category_names"], like["lyrics"]),
        "status": Status.FAILED if failed else Status.READY,
        "instrumental": chance > 0.9,
        "published_at": at if 0.5 < chance < 0.7 and not failed else None,
        "trend": score(1 + listens, at),
        "listens": listens,
        # With its files it has their length; a download of another length is taken for incomplete.
        "duration": like["duration"] if like["master"] else round(random.uniform(30, 240), 1),
        "likes": 0,
        "downloads": 0,
        "bytes": 0,  # its files are another song's
    }


def _title() -> str:
    return f"{random.choice(_FIRST)} {random.choice(_SECOND)}"


def _demo_user() -> UserId:
    with db.read() as session:
        found = session.exec(select(User.id).where(User.email == EMAIL)).first()
    if found is None:
        sign_up("Demo", EMAIL, PASSWORD, Visitor("127.0.0.1"), confirmed=True)
        with db.transaction() as session:
            # The first account is an admin's, and everybody knows this one's password.
            session.exec(select(User).where(User.email == EMAIL)).one().admin = False
        return _demo_user()
    return UserId(found)


def _compose(user_id: UserId, descriptions: Sequence[str]) -> list[Song]:
    """The account's composed songs; what is missing of them is made first."""
    with db.read() as session:
        own = select(Generation.description).where(Generation.user_id == user_id, Generation.status == Status.READY)
        made = set(session.exec(own.where(col(Generation.description).in_(descriptions))))
    can = ports.in_use().generator.capabilities
    for description in descriptions:
        if description not in made:
            submit_request(user_id, SongRequest(description=description, duration=max(_SECONDS, can.shortest)))
            _make_next()
    with db.read() as session:
        ready = select(Song).join(Generation, col(Generation.id) == Song.generation_id)
        mine = ready.where(
            Song.user_id == user_id, col(Generation.description).in_(descriptions), Song.status == Status.READY
        )
        return list(session.exec(mine).all())


def _make_next() -> None:
    if claim := claim_next("seed"):
        print(f"composing: {claim.generation.description}")
        make(claim)


def _arrange(user_id: UserId, songs: Sequence[Song]) -> None:
    """Publish, like, and put into playlists some of the composed songs."""
    with db.transaction() as session:
        if session.exec(select(Playlist.id).where(Playlist.user_id == user_id)).first():
            return
        for index, title in enumerate(_LISTS):
            playlist = Playlist(user_id=user_id, title=title, public=index == 0)
            session.add(playlist)
            session.flush()
            for number, song in enumerate(songs[index::2]):
                session.add(PlaylistSong(playlist_id=playlist.id, song_id=song.id, position=number))
        for song in songs[:4]:
            session.add(Favorite(song_id=song.id, user_id=user_id))
    for song in songs[:4]:
        publish_song(user_id, SongId(song.id), public=True)
        set_like(user_id, SongId(song.id), on=True)


def _analyze() -> None:
    with db.transaction() as session:
        session.connection().execute(sa.text("ANALYZE"))


if __name__ == "__main__":
    number = sys.argv[1] if len(sys.argv) > 1 else "24"
    if not number.isdigit() or not 2 <= int(number) <= 1_000_000:
        sys.exit("N has to be a number of songs from 2 to 1,000,000, as in `make seed N=1000`")
    main(int(number))
