"""Exporting what is one's own."""

import io
import json
import zipfile

import pytest
from sqlmodel import SQLModel

from melodymaker.comments.service import write_comment
from melodymaker.errors import TooManyAttempts
from melodymaker.exports.rows import exported_tables
from melodymaker.exports.service import RATE, count_export, exported
from melodymaker.follows.service import block_person, set_follow
from melodymaker.likes.service import set_like
from melodymaker.playlists.service import add_songs, create_playlist
from melodymaker.types import FileName
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_user

# What refers to people and is not theirs: done to others' things, sent to them once, or an admin's.
NOT_EXPORTED = {"notification_events", "admin_actions"}


def _opened(person: Person) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(exported(person.id))))


def test_every_table_of_peoples_things_is_exported() -> None:
    referring = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if any(key.column.table.name == "users" for key in table.foreign_keys)
    }
    assert referring - exported_tables().keys() == NOT_EXPORTED


def test_an_export_has_ones_own_rows_and_nobody_elses(owner: Person, outsider: Person) -> None:
    mine, theirs = make_song(owner.id, "Mine", public=True), make_song(outsider.id, "Theirs", public=True)
    for one, other, song in ((owner, outsider, theirs), (outsider, owner, mine)):
        set_follow(one.id, other.id, on=True)
        set_like(one.id, song, on=True)
        write_comment(one.id, song, f"said by {one.id}")
    add_songs(owner.id, create_playlist(owner.id, "A list"), [mine, theirs])
    block_person(outsider.id, owner.id)
    data = json.loads(_opened(owner).read("data.json"))
    assert data["account"]["email"] == "mira@example.com"
    assert [song["title"] for song in data["songs"]] == ["Mine"]
    assert [one["song_id"] for one in data["likes"]] == [theirs]
    assert [one["text"] for one in data["comments"]] == [f"said by {owner.id}"]
    assert {one["song_id"] for one in data["playlist_songs"]} == {mine, theirs}
    assert data["blocks"] == []
    assert "okto@example.com" not in json.dumps(data)


def test_no_secret_is_exported(owner: Person) -> None:
    text = _opened(owner).read("data.json").decode()
    assert "user_sessions" in text
    assert "hash" not in text
    assert stored_user(owner.id).password_hash not in text


def test_files_are_exported_and_what_is_missing_is_named(owner: Person, adapters: Adapters) -> None:
    song = make_song(owner.id, "Rain/Snow", master=f"{1:032x}.flac", stream=f"{2:032x}.mp3")
    source = adapters.media.parent / "source.bin"
    source.write_bytes(b"sound")
    adapters.storage.put(FileName(f"{1:032x}.flac"), source)
    pack = _opened(owner)
    assert pack.testzip() is None
    assert pack.read(f"songs/Rain_Snow (A) {song}.flac") == b"sound"
    assert f"songs/Rain_Snow (A) {song}.mp3" in pack.read("Missing files.txt").decode()
    assert set(pack.namelist()) == {
        "README.txt",
        "data.json",
        f"songs/Rain_Snow (A) {song}.flac",
        "Missing files.txt",
    }


def test_exports_are_limited(owner: Person) -> None:
    for _ in range(int(RATE.partition("/")[0])):
        count_export(owner.id)
    with pytest.raises(TooManyAttempts):
        count_export(owner.id)
