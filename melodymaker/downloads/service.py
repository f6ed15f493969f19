"""Making the files of a download."""

import json
import logging
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import regex
import soundfile
import sqlalchemy as sa
from mutagen import MutagenError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from zipstream import ZipStream

from melodymaker import db, ports
from melodymaker.db.models import Song, now
from melodymaker.db.text import one_line
from melodymaker.downloads.audio_files import BLOCK, check_whole, write_wav
from melodymaker.downloads.covers import song_cover
from melodymaker.errors import FileUnreadable, MelodyError, NoRoom, NotFound, is_disk_full
from melodymaker.i18n import later, t
from melodymaker.remixes.sources import source_text
from melodymaker.songs.days import count_on_day
from melodymaker.types import FileName
from song_files.tags import Tags, write_tags

MP3 = "mp3"
FLAC = "flac"
WAV = "wav"
LRC = "lrc"
PARTS = "zip"
FORMATS = (MP3, FLAC, WAV, LRC)
ONE_SONG_FORMATS = (*FORMATS, PARTS)
_CHUNK = 256 * 1024
_LONGEST_NAME = 120
# File systems take 255 bytes, of which the ending and a number need a few.
_MOST_BYTES = 230
# What people take for one character: a letter with its accents, a family of emoji (Unicode, UAX 29).
_CHARACTER = regex.compile(r"\X")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')
_COMMENT = "AI-generated with MelodyMaker"
_NO_PARTS = later("There are no parts of this song: it is made of one piece.")
_NO_TIMES = later("The times of this song's lyrics are not known, so that there is no .lrc file.")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Download:
    """One song to be downloaded, with all that its label needs."""

    song: Song
    artist: str
    prompt: str
    # Whose song it was made of, if it is a remix.
    credit: str = ""

    @property
    def title(self) -> str:
        """What the song is called, with its take."""
        return f"{self.song.title} ({self.song.take})"

    @property
    def name(self) -> str:
        """The file's name, without its ending."""
        return file_name(self.song.title, f" ({self.song.take})")

    @property
    def has_parts(self) -> bool:
        """Whether the engine in use can make the song's parts anew: it made the song, and can."""
        generator = ports.in_use().generator
        return generator.capabilities.parts and self.song.engine == generator.name

    @property
    def lrc(self) -> str:
        """The lyrics with their times, a line each; empty where the times are not known."""
        lines = json.loads(self.song.timings) if self.song.timings else []
        return "\n".join(f"[{int(at) // 60:02}:{at % 60:05.2f}]{line}" for at, line, *_ in lines)


def new_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for files on their way out, gone when its block ends; raises NoRoom."""
    try:
        return tempfile.TemporaryDirectory(prefix="melodymaker-")
    except OSError as error:
        raise NoRoom from error


def made_file(download: Download, form: str, folder: Path) -> Path:
    """The song as a file of that format in the folder, labelled.

    Raises NotFound for a format it is not there in: lyrics with times are known to few engines. Raises FileUnreadable
    when the song's file is missing, damaged or incomplete, and NoRoom when the disk is full.
    """
    if form == LRC and not download.lrc:
        raise NotFound(_NO_TIMES)
    if form == PARTS and not download.has_parts:
        raise NotFound(_NO_PARTS)
    path = folder / f"{download.song.id}.{form}"
    try:
        _make(download, form, path)
    except NotFound as error:
        raise FileUnreadable from error
    except (OSError, MutagenError, soundfile.SoundFileError) as error:
        log.warning("a song cannot be made into a %s file: %s", form, error, extra={"song_id": download.song.id})
        raise (NoRoom if _is_full(error, folder) else FileUnreadable) from error
    return path


def zipped(downloads: Sequence[Download], form: str) -> Iterator[bytes]:
    """A ZIP of the songs as it is made, a file after the other, none of it kept.

    A song that cannot be had whole is named in a note at the end, with the reason, so that the others still arrive.
    """
    pack = ZipStream()
    missing = []
    for name, download in zip(_names(downloads), downloads, strict=True):
        with ExitStack() as stack:
            try:
                folder = stack.enter_context(new_folder())
                path = made_file(download, form, Path(folder))
                count_download(download.song)
            except MelodyError as error:
                missing.append(f"{name}: {error.message}")
                continue
            pack.add(_pieces(path), f"{name}.{form}")
            yield from pack.file()
    if missing:
        pack.add("\n".join([t("These songs are not in this file:"), *missing, ""]), "Missing songs.txt")
    yield from pack.finalize()


def file_name(words: str, after: str = "") -> str:
    """The words as a file may be called on every system, cut between two characters as people see them.

    `after` is what the name ends with in any case, such as the take.
    """
    name = _NOT_IN_NAMES.sub("_", one_line(words)).strip(" .")
    room = _MOST_BYTES - len(after.encode())
    kept = []
    for character in islice(_CHARACTER.findall(name), _LONGEST_NAME - len(after)):
        room -= len(character.encode())
        if room < 0:
            break
        kept.append(character)
    return ("".join(kept).strip(" .") or "song") + after


def counted(songs: int) -> str:
    """How many songs, as people write it: "1 song", "2 songs"."""
    return t("{count, plural, one {# song} other {# songs}}", count=songs)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _names(downloads: Sequence[Download]) -> Iterator[str]:
    """A name for each, and no two alike, also where letters of both cases are the same."""
    taken: set[str] = set()
    for download in downloads:
        name = plain = download.name
        number = 2
        while name.casefold() in taken:
            name = f"{plain} {number}"
            number = number + 1
        taken.add(name.casefold())
        yield name


def _make(download: Download, form: str, path: Path) -> None:
    song = download.song
    storage = ports.in_use().storage
    if form == LRC:
        path.write_text(download.lrc + "\n", encoding="utf-8")
        return
    if form == PARTS:
        _pack_parts(song, path)
        return
    if form == WAV:
        master = path.with_suffix(f".{FLAC}")
        storage.fetch(FileName(song.master), master)
        write_wav(master, path, song.duration)
        master.unlink()
    else:
        storage.fetch(FileName(song.stream if form == MP3 else song.master), path)
        check_whole(path, song.duration)
    write_tags(path, _tags(download, path.parent))


def _pack_parts(song: Song, path: Path) -> None:
    """Write a ZIP of the song's parts, which are made anew from how it was asked for: nobody keeps them."""
    with db.read() as session:
        source = ports.Source.of(source_text(session, song))
    folder = path.with_suffix("")
    folder.mkdir()
    ports.in_use().generator.write_parts(source, folder)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as pack:
        for part in sorted(folder.iterdir()):
            pack.write(part, part.name)
    shutil.rmtree(folder)


def _is_full(error: Exception, folder: Path) -> bool:
    """Whether the disk is full: the libraries that write sound and labels do not always say so."""
    return is_disk_full(error) or shutil.disk_usage(folder).free < BLOCK


def count_download(song: Song) -> None:
    """Count the download, which arrives even when that cannot be written."""
    more = sa.update(Song).where(col(Song.id) == song.id).values(downloads=Song.downloads + 1)
    try:
        with db.transaction() as session:
            session.exec(more)
            count_on_day(session, song, now(), downloads=1)
    except (NoRoom, SQLAlchemyError) as error:
        log.warning("a download is not counted: %s", error, extra={"song_id": song.id})


def _tags(download: Download, folder: Path) -> Tags:
    song = download.song
    return Tags(
        title=song.title,
        comment=t("{comment}, a remix of {credit}", comment=_COMMENT, credit=download.credit)
        if download.credit
        else _COMMENT,
        artist=download.artist,
        year=song.created_at.year,
        bpm=song.bpm,
        key=song.key,
        lyrics=song.lyrics,
        more={
            "PROMPT": download.prompt,
            "REMIX_OF": download.credit,
            "ENGINE": song.engine,
            "SEED": str(song.seed),
            "GUIDANCE": f"{song.guidance:g}" if song.guidance else "",
        },
        cover=song_cover(song, folder),
    )
