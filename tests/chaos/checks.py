"""What has to be true once all is calm, read from the database and the storage themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import sqlalchemy as sa
from sqlmodel import Session, col, select

from melodymaker.db.models import CreditEntry, Generation, PaymentEvent, Song, SongCategory, User
from melodymaker.types import PENDING, Movement, Status
from tests.chaos.load import Asked
from tests.chaos.site import Site

_ENDED = {Status.READY, Status.FAILED, Status.CANCELLED}


@dataclass
class Found:
    """What is not as it has to be: requests that are lost, what is there twice, and everything else."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lost or self.doubled or self.wrong)

    def add(self, other: "Found") -> None:
        """Count what the other has, too."""
        self.lost += other.lost
        self.doubled += other.doubled
        self.wrong += other.wrong


def is_calm(database: sa.Engine) -> bool:
    """Whether nothing waits, nothing is being made, and nothing is left at the engine or of the payment service."""
    busy = select(Generation.id).where(
        sa.or_(
            col(Generation.status).in_(PENDING),
            sa.and_(col(Generation.engine_job) != "", col(Generation.status) != Status.READY),
        )
    )
    waiting = select(PaymentEvent.id).where(col(PaymentEvent.processed_at).is_(None))
    with Session(database) as session:
        return session.exec(busy.limit(1)).first() is None and session.exec(waiting.limit(1)).first() is None


def check(site: Site, database: sa.Engine, asked: list[Asked]) -> Found:
    """What is wrong, once all is calm and the housekeeping was done."""
    found = Found()
    with Session(database) as session:
        generations = {row.id: row for row in session.exec(select(Generation))}
        songs = session.exec(select(Song)).all()
        _check_requests(found, asked, generations.values())
        _check_songs(found, generations, songs)
        _check_credits(found, session, generations)
        pictures = session.exec(select(User.avatar)).all()
    named = Counter(
        name for song in songs for name in (song.master, song.stream, song.cover, song.thumb, song.tile) if name
    )
    found.doubled += [f"file {name} is of two songs" for name, count in named.items() if count > 1]
    stored = stored_files(site)
    found.lost += [f"file {name} is gone" for name in named.keys() - stored]
    found.wrong += [f"file {name} is of no song" for name in stored - named.keys() - set(pictures)]
    return found


def _check_requests(found: Found, asked: list[Asked], generations: Iterable[Generation]) -> None:
    made = Counter(row.description for row in generations)
    ended = {row.id for row in generations if row.status in _ENDED}
    found.lost += [
        f"request {one.mark}: no {one.promised} that has ended"
        for one in asked
        if one.promised and one.promised not in ended
    ]
    found.lost += [f"request {one.mark} was never taken: {one.refused}" for one in asked if not one.promised]
    found.doubled += [f"request {mark} was made {count} times" for mark, count in made.items() if count > 1]


def _check_songs(found: Found, generations: dict[str, Generation], songs: Iterable[Song]) -> None:
    takes = Counter(song.generation_id for song in songs)
    for row in generations.values():
        if takes[row.id] != 2:
            found.doubled.append(f"generation {row.id} has {takes[row.id]} songs")
    for song in songs:
        ready = song.status == Status.READY
        if song.status != generations[song.generation_id].status:
            found.wrong.append(f"song {song.id} is {song.status}, its generation is not")
        if ready != all((song.master, song.stream, song.cover, song.thumb)):
            found.wrong.append(f"song {song.id} is {song.status}, with the files {song.master} {song.stream}")


def _check_credits(found: Found, session: Session, generations: dict[str, Generation]) -> None:
    sums = select(CreditEntry.user_id, sa.func.sum(CreditEntry.amount)).group_by(col(CreditEntry.user_id))
    total = dict(session.exec(sums).all())
    for user_id, balance in session.exec(select(User.id, User.credits)):
        if balance != total.get(user_id, 0):
            found.wrong.append(f"user {user_id} has {balance} credits, and entries of {total.get(user_id, 0)}")
    entries = session.exec(select(CreditEntry).where(col(CreditEntry.generation_id).in_(generations)))
    spent: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        spent[entry.generation_id] -= entry.amount
        kinds[entry.generation_id, entry.kind] += 1
    for row in generations.values():
        held = kinds[row.id, Movement.HOLD]
        closed = kinds[row.id, Movement.SETTLE] + kinds[row.id, Movement.REFUND]
        price = 2 if row.status == Status.READY else 0
        if (held, closed, spent[row.id]) != (1, 1, price):
            found.wrong.append(
                f"generation {row.id}, {row.status}: {held} holds, {closed} closed, {spent[row.id]} spent"
            )


def stored_files(site: Site) -> set[str]:
    """The names of all files in the storage."""
    if not site.configuration.in_bucket:
        return {path.name for path in Path(site.settings["DATA_DIR"], "media").glob("*/*")}
    pages = bucket(site).get_paginator("list_objects_v2").paginate(Bucket=site.settings["S3_BUCKET"])
    return {entry["Key"] for page in pages for entry in page.get("Contents", ())}


def clear(site: Site, database: sa.Engine) -> None:
    """Remove what was checked, so that the next check reads little. The ledger stays: nobody may change it."""
    with Session(database) as session:
        for table in (SongCategory, Song, Generation):
            session.exec(sa.delete(table))
        session.commit()
    names = sorted(stored_files(site))
    if not site.configuration.in_bucket:
        for name in names:
            Path(site.settings["DATA_DIR"], "media", name[:2], name).unlink()
    for start in range(0, len(names) if site.configuration.in_bucket else 0, 1000):
        keys = [{"Key": name} for name in names[start : start + 1000]]
        bucket(site).delete_objects(Bucket=site.settings["S3_BUCKET"], Delete={"Objects": keys})


def bucket(site: Site) -> Any:
    """A client of the site's bucket, past all links."""
    return boto3.client(
        "s3",
        endpoint_url=site.settings["S3_ENDPOINT"],
        region_name=site.settings["S3_REGION"],
        aws_access_key_id=site.settings["S3_KEY_ID"],
        aws_secret_access_key=site.settings["S3_APP_KEY"],
    )
