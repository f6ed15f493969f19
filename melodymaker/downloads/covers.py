"""Covers as JPEG, for the files that people download and for sites that show a link's picture."""

import io
import logging
import tempfile
from pathlib import Path

from PIL import Image

from melodymaker import db, ports
from melodymaker.db.models import Song
from melodymaker.errors import MelodyError, NotFound
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import FileName, SongId
from song_files.tags import COVER_SIDE, cover_jpeg

CARD_SIDE = 1024
_MOST_PIXELS = 50_000_000
_MOST_BYTES = 20 * 1024 * 1024

log = logging.getLogger(__name__)


def card_picture(song_id: SongId) -> bytes:
    """The cover of a published song, 1,024 pixels a side; raises NotFound for any other song, and without one."""
    with db.read() as session:
        song = get_playable_song(session, None, song_id)
    with tempfile.TemporaryDirectory(prefix="melodymaker-") as folder:
        picture = song_cover(song, Path(folder), CARD_SIDE)
    if not picture:
        raise NotFound
    return picture


def song_cover(song: Song, folder: Path, side: int = COVER_SIDE) -> bytes:
    """The song's cover; nothing when there is none to be read. The folder is for what is fetched on the way."""
    path = folder / f"{song.id}.webp"
    try:
        ports.in_use().storage.fetch(FileName(song.cover), path)
        with path.open("rb") as file:
            return read_cover(file.read(_MOST_BYTES), side)
    except (MelodyError, OSError) as error:
        log.warning("a song's cover cannot be had: %s", error, extra={"song_id": song.id})
        return b""


def read_cover(picture: bytes, side: int = COVER_SIDE) -> bytes:
    """A picture of any format as a square JPEG; nothing for what is no picture, or too large a one."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            return cover_jpeg(image, side) if image.width * image.height <= _MOST_PIXELS else b""
    except Exception as error:  # noqa: BLE001 - each format's reader fails in ways of its own
        log.warning("a cover cannot be read: %s", error)
        return b""
