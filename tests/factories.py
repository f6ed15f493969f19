"""Builders of rows and files that tests need."""

from pathlib import Path

import soundfile
from sqlmodel import select

from deploy.local.servers import S3
from melodymaker import db
from melodymaker.db.models import Category, Generation, Song, SongCategory, User, new_id, now
from melodymaker.settings import Settings
from melodymaker.types import FileName, SongId, Status, UserId
from tests.conftest import Adapters


def make_song(user_id: UserId, title: str = "Rain", *, public: bool = False, **values: object) -> SongId:
    """One finished song, alone with its request; returns its id."""
    moment = now()
    fields = {
        "status": Status.READY,
        "take": "A",
        "style": "folk, warm",
        "lyrics": "[Verse 1]\nRain",
        "duration": 60.0,
        "bpm": 90,
        "key": "C major",
        "engine": "sketch",
        "published_at": moment if public else None,
    }
    with db.transaction() as session:
        generation = Generation(
            user_id=user_id,
            description=title,
            seed=1,
            guidance_low=7.5,
            guidance_high=15,
            status=Status.READY,
            started_at=moment,
            finished_at=moment,
        )
        session.add(generation)
        session.flush()
        song = Song(generation_id=generation.id, user_id=user_id, title=title, **{**fields, **values})
        session.add(song)
    return SongId(song.id)


def make_people(count: int) -> list[UserId]:
    """So many people with accounts, who cannot sign in."""
    with db.transaction() as session:
        people = [
            User(email=f"{new_id()}@example.com", name=f"Person {n}", password_hash="-", verified_at=now())
            for n in range(count)
        ]
        session.add_all(people)
    return [UserId(person.id) for person in people]


def stored_user(user_id: UserId) -> User:
    """The person as they are stored."""
    with db.read() as session:
        return session.get_one(User, user_id)


def change_user(user_id: UserId, **values: object) -> None:
    """Give the person's row these values."""
    with db.transaction() as session:
        user = session.get_one(User, user_id)
        for name, value in values.items():
            setattr(user, name, value)


def put_in_category(song_id: SongId, name: str) -> None:
    """Sort the song into a category, which is made if there is none of the name."""
    with db.transaction() as session:
        category = session.exec(select(Category).where(Category.name == name)).first() or Category(name=name)
        session.add(category)
        session.flush()
        session.add(SongCategory(song_id=song_id, category_id=category.id))
        session.get_one(Song, song_id).category_names = name


def give_files(adapters: Adapters, song_id: SongId, master: Path, stream: Path, cover: Path) -> None:
    """Put the song's files in the storage; the song lasts as long as its master."""
    with db.transaction() as session:
        song = session.get_one(Song, song_id)
        song.master, song.stream, song.cover = (
            f"{song_id[:2].encode().hex():0<32}.{end}" for end in ("flac", "mp3", "webp")
        )
        song.duration = soundfile.info(master).duration
        for name, source in ((song.master, master), (song.stream, stream), (song.cover, cover)):
            adapters.storage.put(FileName(name), source)


def stored_song(song_id: SongId) -> Song:
    """The song as it is stored."""
    with db.read() as session:
        return session.get_one(Song, song_id)


def s3_settings(server: S3, folder: Path, **changes: str) -> Settings:
    """The settings that use this S3 server."""
    values = {
        "s3_endpoint": server.endpoint,
        "s3_region": server.region,
        "s3_bucket": "songs",
        "s3_key_id": server.key_id,
        "s3_app_key": server.app_key,
    }
    return Settings(data_dir=folder / "data", _env_file=None, **{**values, **changes})
