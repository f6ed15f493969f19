"""Demo people around the demo songs: they publish, follow, like, listen and comment.

What they do goes through the services, so that counts, scores and notifications are as after real use.
"""

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from melodymaker import db
from melodymaker.accounts.passwords import hashed
from melodymaker.comments.service import write_comment, write_reply
from melodymaker.db.models import Generation, Song, User, now
from melodymaker.follows.service import set_follow
from melodymaker.likes.service import set_like
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.songs.listens import count_listen
from melodymaker.songs.service import publish_song
from melodymaker.types import SongId, Status, UserId

_SONGS_EACH = 4


@dataclass(frozen=True)
class _Person:
    name: str
    handle: str
    bio: str
    titles: tuple[str, ...]
    playlist: str


_PEOPLE = (
    _Person("Ana Lindqvist", "ana_lindqvist", "Slow songs for fast days.", ("Harbour Light", "First Snow"), "Calm"),
    _Person("Tomás Rivera", "tomas_rivera", "Night buses and neon.", ("Last Bus North", "Neon Coin"), "After dark"),
    _Person("Mei Tanaka", "mei_tanaka", "雨の日の音楽。", ("雨の窓", "Paper Lanterns"), "Rainy days"),
    _Person("Jonas Weber", "jonas_weber", "Former drummer, now bass.", ("Kitchen Groove", "Two Left"), "Grooves"),
    _Person("Leila Haddad", "leila_haddad", "Strings, mostly.", ("Saffron", "The Long Table"), "Around the table"),
    _Person("Oskar Nyman", "oskar_nyman", "Ambient from a cold attic.", ("Northern Attic", "Frost Map"), "Sleep"),
    _Person("Priya Raman", "priya_raman", "Jazz before breakfast.", ("Before Breakfast", "Blue Kettle"), "Mornings"),
    _Person("Sol Marquez", "sol_marquez", "Bossa and bad puns.", ("Sol Mayor", "Half a Mango"), "Siesta"),
    _Person("Björn Åkesson", "bjorn_akesson", "Writing one song a week.", ("Week Twelve", "Thirteen"), "The weeks"),
    _Person("Grace Okafor", "grace_okafor", "Choir kid for ever.", ("Seven Windows", "Carry"), "Voices"),
)
# What is said, and at which part of the song, if at one.
_COMMENTS = (
    ("The way the drums come in here!", 0.25),
    ("I keep coming back to this one.", None),
    ("That chord at the end of the line…", 0.4),
    ("On repeat while I cook.", None),
    ("Which prompt did you use?", None),
    ("Goosebumps here.", 0.6),
    ("This would be lovely a little slower.", None),
    ("The bass line is a small story of its own.", 0.5),
    ("My daughter asked for it again.", None),
    ("Perfect ending.", 0.92),
)
_REPLIES = ("Thank you, that made my day.", "Nearly the first take!", "Try a waltz next, I dare you.")


def populate(demo: UserId, models: Sequence[Song]) -> int:
    """Have the demo people publish songs that share these songs' files, and do things; returns how many came."""
    with db.read() as session:
        known = session.exec(select(User.id).where(User.handle == _PEOPLE[0].handle)).first()
    if known or not models:
        return 0
    people = _join()
    songs = [
        song for person, user_id in zip(_PEOPLE, people, strict=True) for song in _publish(person, user_id, models)
    ]
    with db.read() as session:
        own = session.exec(select(Song.id).where(Song.user_id == demo, col(Song.listed_at).is_not(None))).all()
    everything = [*songs, *map(SongId, own)]
    for person, user_id in zip(_PEOPLE, people, strict=True):
        _act(user_id, people, everything, demo)
        playlist = create_playlist(user_id, person.playlist, public=True)
        add_songs(user_id, playlist, random.sample(everything, min(6, len(everything))))
    for followed in people[:4]:
        set_follow(demo, followed, on=True)
    _feature(songs[:: 2 * _SONGS_EACH])
    return len(people)


def _join() -> list[UserId]:
    # Nobody signs in as one of them.
    password_hash = hashed(secrets.token_urlsafe(32))
    users = [
        User(
            email=f"{person.handle}@demo.example",
            name=person.name,
            handle=person.handle,
            bio=person.bio,
            password_hash=password_hash,
            verified_at=now(),
            created_at=now() - timedelta(days=30 + number),
        )
        for number, person in enumerate(_PEOPLE)
    ]
    with db.transaction() as session:
        session.add_all(users)
        session.flush()
        return [UserId(user.id) for user in users]


def _publish(person: _Person, user_id: UserId, models: Sequence[Song]) -> list[SongId]:
    made = []
    for number in range(_SONGS_EACH):
        model = models[random.randrange(len(models))]
        at = now() - timedelta(hours=random.uniform(1, 240))
        title = person.titles[number] if number < len(person.titles) else model.title
        with db.transaction() as session:
            generation = Generation(
                user_id=user_id, description=model.style, seed=1, status=Status.READY, finished_at=at
            )
            session.add(generation)
            session.flush()
            song = Song(**_copied(model), generation_id=generation.id, user_id=user_id, title=title, created_at=at)
            session.add(song)
        publish_song(user_id, SongId(song.id), public=True)
        made.append(SongId(song.id))
    return made


_OF_THE_ROW = ("id", "generation_id", "user_id", "title", "created_at", "listed_at", "search_text", "published_at")
_COUNTS = ("listens", "likes", "comments", "downloads", "remixes", "bytes", "trend")


def _copied(model: Song) -> dict[str, Any]:
    """What a song has of another whose files it shares."""
    return model.model_dump(exclude={*_OF_THE_ROW, *_COUNTS})


def _act(actor: UserId, people: Sequence[UserId], songs: Sequence[SongId], demo: UserId) -> None:
    """Follow, listen to, like and comment some."""
    others = [person for person in people if person != actor]
    for followed in (*random.sample(others, 4), demo):
        set_follow(actor, followed, on=True)
    for song_id in random.sample(songs, min(14, len(songs))):
        count_listen(actor, song_id)
    for song_id in random.sample(songs, min(8, len(songs))):
        set_like(actor, song_id, on=True)
    for song_id in random.sample(songs, min(4, len(songs))):
        text, part = random.choice(_COMMENTS)
        with db.read() as session:
            duration = session.get_one(Song, song_id).duration
        comment = write_comment(actor, song_id, text, None if part is None else part * duration)
        if random.random() < 0.4:
            write_reply(random.choice(others), comment, random.choice(_REPLIES))


def _feature(songs: Sequence[SongId]) -> None:
    with db.transaction() as session:
        for song in session.exec(select(Song).where(col(Song.id).in_(songs))):
            song.featured_at = now()
