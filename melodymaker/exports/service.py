"""The ZIP of everything that is a person's own, made while it is sent."""

import json
from collections.abc import Iterator
from pathlib import Path

from zipstream import ZipStream

from melodymaker import ports
from melodymaker.db.models import Song
from melodymaker.downloads.service import file_name, new_folder
from melodymaker.errors import MelodyError, TooManyAttempts
from melodymaker.exports import rows
from melodymaker.i18n import later, t
from melodymaker.types import FileName, UserId

RATE = "6/hour"
TOO_MANY = later("You have exported your data six times within an hour, which is the most. Try again later.")
READ_ME = """This is everything that MelodyMaker keeps of yours.

data.json   your account, and a list for each kind of thing; times are in UTC
songs/      the lossless sound (FLAC), the one that is played (MP3) and the cover of each song; the start of a file's
            name is the song's title, its end the song's id in data.json
picture     your picture, if you have put one up
"""
_PIECE = 256 * 1024


def count_export(actor: UserId) -> None:
    """Count an export; raises TooManyAttempts."""
    if not ports.in_use().limits.allow(RATE, "export", actor):
        raise TooManyAttempts(TOO_MANY)


def exported(user_id: UserId) -> Iterator[bytes]:
    """A ZIP of the person's data and files as it is made, a file after the other, none of it kept.

    A file that cannot be had is named in a note at the end, with the reason, so that the others still arrive.
    """
    pack = ZipStream()
    missing = []
    pack.add(READ_ME, "README.txt")
    pack.add(json.dumps(rows.data_of(user_id), ensure_ascii=False, indent=2), "data.json")
    yield from pack.all_files()
    for stored, name in _files(user_id):
        try:
            with new_folder() as folder:
                path = Path(folder) / "file"
                ports.in_use().storage.fetch(stored, path)
                pack.add(_pieces(path), name)
                yield from pack.all_files()
        except MelodyError as error:
            missing.append(f"{name}: {error.message}")
    if missing:
        pack.add("\n".join([t("These files could not be read:"), *missing, ""]), "Missing files.txt")
    yield from pack.finalize()


def _files(user_id: UserId) -> Iterator[tuple[FileName, str]]:
    """The names of the files in the storage, and what each is called in the ZIP."""
    if picture := rows.picture_of(user_id):
        yield FileName(picture), "picture.webp"
    for song in rows.songs_of(user_id):
        yield from _files_of(song)


def _files_of(song: Song) -> Iterator[tuple[FileName, str]]:
    name = f"songs/{file_name(song.title, f' ({song.take})')} {song.id}"
    for stored in (song.master, song.stream, song.cover):
        if stored:
            yield FileName(stored), f"{name}.{stored.rpartition('.')[2]}"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
