"""Covers at the size of a grid's tile, made of the large ones when they are first asked for."""

import tempfile
import uuid
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from melodymaker import db, ports
from melodymaker.db.models import Song
from melodymaker.errors import FileUnreadable, NotFound
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import FileName, SongId, UserId

SIDE = 384
_QUALITY = 82


def tile_name(user_id: UserId | None, song_id: SongId) -> FileName:
    """The storage name of a song's cover, 384 px wide; raises NotFound unless this user may see it.

    Raises FileUnreadable where there is no picture in the cover's file.
    """
    with db.read() as session:
        song = get_playable_song(session, user_id, song_id)
    if song.tile or not song.cover:
        return _known(song.tile)
    return _keep(song_id, _shrunk(FileName(song.cover)))


def _shrunk(cover: FileName) -> FileName:
    """Store the cover once more, smaller; returns its name."""
    name = FileName(f"{uuid.uuid4().hex}.webp")
    storage = ports.in_use().storage
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.webp", Path(folder) / name
        storage.fetch(cover, large)
        try:
            with Image.open(large) as picture:
                picture.convert("RGB").resize((SIDE, SIDE), reducing_gap=2.0).save(small, quality=_QUALITY, method=2)
        except UnidentifiedImageError as error:
            raise FileUnreadable from error
        storage.put(name, small)
    return name


def _keep(song_id: SongId, name: FileName) -> FileName:
    """Note that this is the song's; of two that were made at the same time, the first one is."""
    with db.transaction() as session:
        song = session.get(Song, song_id, with_for_update=True)
        known = song.tile if song else ""
        if song and not known:
            song.tile = name
    if song and not known:
        return name
    ports.in_use().storage.delete([name])
    return _known(known)


def _known(name: str) -> FileName:
    if not name:
        raise NotFound
    return FileName(name)
