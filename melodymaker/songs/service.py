"""The user's side of songs: ask for a pair, call it off, rename, delete, restore."""

import re
import secrets
from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from melodymaker import db, ports
from melodymaker.db.models import Generation, Song, SongCategory, now, row_of
from melodymaker.db.text import cleaned, one_line
from melodymaker.errors import AlreadyOver, InvalidInput, NotFound, TooManyPending
from melodymaker.generation.disk_space import check_room
from melodymaker.generation.quota import check_quota, count_bytes
from melodymaker.generation.service import announce, next_turn
from melodymaker.types import (
    PENDING,
    Change,
    FileName,
    GenerationId,
    Kind,
    Mode,
    SongId,
    Status,
    UserId,
    song_topic,
    user_topic,
)

MAX_DESCRIPTION = 1_000
MAX_STYLE = 1_000
MAX_LYRICS = 5_000
MAX_TITLE = 120
MAX_PENDING = 10
BPM = range(30, 301)
MAX_SEED = 2**31 - 1
GUIDANCE = (7.5, 15.0)
PURGE_AFTER = timedelta(days=1)
_WORKING_TITLE = 48
_NEEDED = {
    "description": "Say what you want to hear.",
    "style": "Name a style, such as folk, warm, guitar.",
    "lyrics": "Write the lyrics, or choose Describe lyrics.",
}
_KEY = re.compile(r"[A-G][#b♯♭]? (major|minor)")


@dataclass(frozen=True)
class SongRequest:
    """What the create page sends. Numbers that were left open are None; without a title the engine finds one."""

    mode: Mode = Mode.SIMPLE
    title: str = ""
    description: str = ""
    style: str = ""
    lyrics: str = ""
    write_lyrics: bool = True
    instrumental: bool = False
    duration: int | None = None
    bpm: int | None = None
    key: str = ""
    seed: int | None = None


def submit_request(actor: UserId, request: SongRequest) -> GenerationId:
    """Queue the request with its two songs and wake a worker.

    Raises InvalidInput (with the fields that are wrong), TooManyPending, TooManySongs, StorageUsedUp and NoRoom.
    """
    request = checked(request)
    check_room()
    with db.transaction() as session:
        check_quota(session, actor)
        _check_pending(session, actor)
        generation = Generation(
            user_id=actor,
            mode=request.mode,
            title=request.title,
            description=request.description,
            style=request.style,
            lyrics=request.lyrics,
            instrumental=request.instrumental,
            duration=request.duration,
            bpm=request.bpm,
            key=request.key,
            seed=secrets.randbelow(MAX_SEED) if request.seed is None else request.seed,
            guidance_low=GUIDANCE[0],
            guidance_high=GUIDANCE[1],
        )
        _insert(session, generation)
    return _queued(generation)


def repeat_request(actor: UserId, generation_id: GenerationId) -> GenerationId:
    """Queue a request of the actor's once more, with the same settings.

    Raises NotFound, TooManyPending, TooManySongs, StorageUsedUp and NoRoom.
    """
    check_room()
    with db.transaction() as session:
        check_quota(session, actor)
        _check_pending(session, actor)
        # Not locked: a worker that ends it holds its row while it waits for the actor's.
        old = _own_generation(session, actor, generation_id, lock=False)
        settings = old.model_dump(include=set(SongRequest.__dataclass_fields__) | {"guidance_low", "guidance_high"})
        generation = Generation(user_id=actor, **settings)
        _insert(session, generation)
    return _queued(generation)


def cancel_request(actor: UserId, generation_id: GenerationId) -> None:
    """Call a waiting or running request off; raises NotFound and AlreadyOver."""
    with db.transaction() as session:
        generation = _own_generation(session, actor, generation_id)
        if generation.status not in PENDING:
            raise AlreadyOver
        generation.status, generation.finished_at, generation.lease_until = Status.CANCELLED, now(), None
        mark = sa.update(Song).where(col(Song.generation_id) == generation.id).values(status=Status.CANCELLED)
        session.exec(mark)
    announce(generation)
    ports.in_use().queue.ring()  # this user's next request may start now


def rename_song(actor: UserId, song_id: SongId, title: str) -> str:
    """Give a song another title, which is returned as stored; raises InvalidInput and NotFound."""
    title = one_line(title)
    if not title:
        raise InvalidInput({"title": "A song needs a title."})
    if len(title) > MAX_TITLE:
        raise InvalidInput({"title": f"A title has at most {MAX_TITLE} characters; this one has {len(title):,}."})
    with db.transaction() as session:
        song = own_song(session, actor, song_id)
        song.title = title
    _announce(song)
    return title


def publish_song(actor: UserId, song_id: SongId, *, public: bool) -> str:
    """Let everybody hear a song, or only its owner again; returns its title.

    Raises NotFound, and InvalidInput for a song that is not ready.
    """
    with db.transaction() as session:
        song = own_song(session, actor, song_id)
        if song.status != Status.READY:
            raise InvalidInput({"song": "Only a finished song can be published."})
        song.published_at = (song.published_at or now()) if public else None
    _announce(song)
    return song.title


def delete_song(actor: UserId, song_id: SongId) -> str:
    """Take a song out of sight, and return its title; it can be restored until its files are purged.

    Raises NotFound, and InvalidInput for a song in the making.
    """
    with db.transaction() as session:
        song = own_song(session, actor, song_id)
        if song.status in PENDING:
            raise InvalidInput({"song": "This song is still being made. Cancel it first."})
        song.deleted_at = now()
    _announce_removal(song)
    return song.title


def restore_song(actor: UserId, song_id: SongId) -> None:
    """Bring a deleted song back; raises NotFound once it is purged."""
    with db.transaction() as session:
        song = own_song(session, actor, song_id, deleted=True)
        song.deleted_at = None
    _announce_removal(song)


def purge_deleted() -> int:
    """Remove songs deleted over a day ago, with their files; returns how many."""
    with db.transaction() as session:
        old = select(Song).where(col(Song.deleted_at) < now() - PURGE_AFTER).limit(500)
        songs = session.exec(old.with_for_update(skip_locked=True)).all()
        names = [
            FileName(name) for song in songs for name in (song.master, song.stream, song.cover, song.thumb) if name
        ]
        ids = [song.id for song in songs]
        session.exec(sa.delete(SongCategory).where(col(SongCategory.song_id).in_(ids)))
        session.exec(sa.delete(Song).where(col(Song.id).in_(ids)))
        freed: Counter[str] = Counter()
        for song in songs:
            freed[song.user_id] -= song.bytes
        count_bytes(session, freed)
    ports.in_use().storage.delete(names)
    return len(ids)


def own_song(session: Session, actor: UserId, song_id: SongId, *, deleted: bool = False) -> Song:
    """The actor's own song; raises NotFound for any other."""
    song = row_of(session, Song, song_id)
    if song is None or song.user_id != actor or (song.deleted_at is not None) != deleted:
        raise NotFound
    return song


def checked(request: SongRequest) -> SongRequest:
    """The request with its texts cleaned and what its mode does not use left out; raises InvalidInput."""
    if found := faults_of(request):
        raise InvalidInput(found)
    return replace(request, **_texts(request))


def faults_of(request: SongRequest) -> dict[str, str]:
    """What is wrong with a request: words for each field that is to blame, and none where all is well."""
    needed = {name: _NEEDED[name] for name in _used_texts(request)}
    if request.mode == Mode.CUSTOM and "description" in needed:
        needed["description"] = "Say what the lyrics should be about."
    limits = {"description": MAX_DESCRIPTION, "style": MAX_STYLE, "lyrics": MAX_LYRICS}
    texts = _texts(request)
    title = one_line(request.title)
    too_long = f"A title has at most {MAX_TITLE} characters; this one has {len(title):,}."
    faults = {"title": too_long if len(title) > MAX_TITLE else ""}
    faults |= {name: _text_fault(texts[name], limits[name], words) for name, words in needed.items()}
    return {name: fault for name, fault in (faults | _number_faults(request)).items() if fault}


def _used_texts(request: SongRequest) -> tuple[str, ...]:
    if request.mode == Mode.SIMPLE:
        return ("description",)
    if request.instrumental:
        return ("style",)
    return ("lyrics", "style") if request.write_lyrics else ("description", "style")


def _texts(request: SongRequest) -> dict[str, str]:
    used = _used_texts(request)
    clean = {"description": cleaned, "style": one_line, "lyrics": cleaned}
    texts = {name: clean[name](getattr(request, name)) if name in used else "" for name in _NEEDED}
    title = one_line(request.title) if request.mode == Mode.CUSTOM else ""
    return texts | {"title": title}


def _number_faults(request: SongRequest) -> dict[str, str]:
    can = ports.in_use().generator.capabilities
    return {
        "duration": _range_fault(request.duration, can.shortest, can.longest, "The length", " seconds"),
        "bpm": _range_fault(request.bpm, BPM.start, BPM.stop - 1, "The tempo", " BPM"),
        "seed": _range_fault(request.seed, 0, MAX_SEED, "The seed", ""),
        "key": "" if not request.key or _KEY.fullmatch(request.key) else "A key reads like D minor or B♭ major.",
    }


def _range_fault(value: int | None, least: int, most: int, what: str, unit: str) -> str:
    if value is None or least <= value <= most:
        return ""
    return f"{what} goes from {least:,} to {most:,}{unit}."


def _text_fault(text: str, limit: int, needed: str) -> str:
    if not text:
        return needed
    return f"At most {limit:,} characters; this has {len(text):,}." if len(text) > limit else ""


def _check_pending(session: Session, actor: UserId) -> None:
    pending = select(func.count()).where(Generation.user_id == actor, col(Generation.status).in_(PENDING))
    if session.exec(pending).one() >= MAX_PENDING:
        raise TooManyPending


def _own_generation(session: Session, actor: UserId, generation_id: GenerationId, *, lock: bool = True) -> Generation:
    generation = row_of(session, Generation, generation_id, lock=lock)
    if generation is None or generation.user_id != actor:
        raise NotFound
    return generation


def _insert(session: Session, generation: Generation) -> None:
    generation.turn = next_turn(session, UserId(generation.user_id))
    session.add(generation)
    session.flush()
    title = generation.title or _working_title(generation.description or generation.style)
    # The newest comes first everywhere, and take A before take B.
    for take, created_at in (("A", generation.created_at + timedelta(microseconds=1)), ("B", generation.created_at)):
        session.add(
            Song(
                generation_id=generation.id,
                user_id=generation.user_id,
                created_at=created_at,
                take=take,
                title=title,
                instrumental=generation.instrumental,
            )
        )


def _announce(song: Song) -> None:
    publish = ports.in_use().live.publish
    publish(Change(Kind.SONG, song.id), user_topic(song.user_id), song_topic(song.id))


def _announce_removal(song: Song) -> None:
    """Tell open tabs that a song has gone or is back: its request's songs are other ones."""
    _announce(song)
    ports.in_use().live.publish(Change(Kind.GENERATION, song.generation_id), user_topic(song.user_id))


def _queued(generation: Generation) -> GenerationId:
    announce(generation)
    ports.in_use().queue.ring()
    return GenerationId(generation.id)


def _working_title(request: str) -> str:
    """A name for the cards until the engine has found the song's own."""
    line = " ".join(request.split())
    short = line if len(line) <= _WORKING_TITLE else line[: _WORKING_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return short[:1].upper() + short[1:]
