"""One person's things, and the people who look at them, for tests of what each of them gets."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from melodymaker import db
from melodymaker.api_keys.service import NewKey, create_key
from melodymaker.comments.service import write_comment
from melodymaker.create.service import save_preset
from melodymaker.db.models import ApiKey, Generation, Notification, Preset, Song, now
from melodymaker.follows.service import set_follow
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import fail
from melodymaker.generation.requests import submit_request
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.songs.service import publish_song, rename_song
from melodymaker.types import SongId, SongRequest, Status
from melodymaker.webhooks.service import add_webhook
from tasks.songs import make_next_songs
from tests.conftest import Person, make_person


@dataclass(frozen=True)
class World:
    """One person's things, and the sessions and keys of nobody, another user, the owner and an admin."""

    database: str
    snapshot: Path
    tokens: tuple[str, str, str, str]
    keys: tuple[str, str, str, str]
    things: dict[str, Any]

    def put_back(self) -> None:
        """Have everything as it was before the last call."""
        db.use(None)
        file = Path(self.database.removeprefix("sqlite:///"))
        for leftover in file.parent.glob(f"{file.name}-*"):
            leftover.unlink()
        shutil.copyfile(self.snapshot, file)
        db.use(db.connect(self.database))


def make_world(admin: Person, database: str, snapshot: Path, *, public: bool) -> World:
    """A person with one thing of each kind, private or public, on a SQLite database that can be put back."""
    person, other = make_person("Sol"), make_person("Okto")
    submit_request(person.id, SongRequest(description="a tune"))
    make_next_songs()
    with db.read() as session:
        song = SongId(session.exec(select(Song.id).where(Song.take == "A")).one())
    rename_song(person.id, song, "Rain")
    playlist = create_playlist(person.id, "Rainy", public=public)
    add_songs(person.id, playlist, [song])
    if public:
        publish_song(person.id, song, public=True)
    comment = write_comment(person.id, song, "Mine")
    save_preset(person.id, "Usual", SongRequest(description="a tune"))
    set_follow(admin.id, person.id, on=True)
    failed = submit_request(person.id, SongRequest(description="a broken tune"))
    claim = claim_next("worker")
    assert claim
    fail(claim, "Broken.", retry=False)
    waiting = submit_request(person.id, SongRequest(description="a later tune"))
    poor = submit_request(person.id, SongRequest(description="an expensive tune"))
    with db.transaction() as session:
        session.get_one(Generation, poor).status = Status.NO_CREDITS
    with db.read() as session:
        preset = session.exec(select(Preset.id)).one()
        notice = session.exec(select(Notification.id).where(Notification.user_id == person.id)).first()
    things = {
        **dict.fromkeys(("song_id", "target_id"), str(song)),
        **dict.fromkeys(("user_id", "person_id"), str(person.id)),
        "song_ids": [str(song)],
        "playlist_id": str(playlist),
        "comment_id": str(comment),
        "generation_id": str(waiting),
        "failed": str(failed),
        "poor": str(poor),
        "preset_id": preset,
        "webhook_id": add_webhook(person.id, "https://example.com/songs").id,
        "key_id": _key(person).id,
        "notification_id": notice,
        "handle": "sol",
    }
    keys = ("", *(_key(one).key for one in (other, person, admin)))
    db.use(None)  # the last one to leave writes everything into the one file
    shutil.copyfile(database.removeprefix("sqlite:///"), snapshot)
    db.use(db.connect(database))
    return World(database, snapshot, ("", other.token, person.token, admin.token), keys, things)


def _key(person: Person) -> NewKey:
    """A key that creates. That it is used writes nothing: it is said to be used already."""
    made = create_key(person.id, "Script", may_create=True)
    with db.transaction() as session:
        session.get_one(ApiKey, made.id).used_at = now() + timedelta(days=1)
    return made
