"""Making the files of a download."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile
import sqlalchemy as sa
from mutagen import MutagenError
from sqlmodel import col
from zipstream import ZipStream

from melodymaker import db, ports
from melodymaker.errors import NotFound
from melodymaker.models import Song
from melodymaker.tags import Tags, as_jpeg, write_tags
from melodymaker.types import FileName
from melodymaker.wording import one_line

MP3, FLAC, WAV, LRC = "mp3", "flac", "wav", "lrc"
FORMATS = (MP3, FLAC, WAV, LRC)
_CHUNK = 256 * 1024
_LONGEST_NAME = 120
# File systems take 255 bytes, of which the ending and a number need a few.
_MOST_BYTES = 230
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]+')


@dataclass(frozen=True)
class Download:
    """One song to be downloaded, with all that its label needs."""

    song: Song
    artist: str
    prompt: str

    @property
    def name(self) -> str:
        """The file's name, without its ending."""
        return f"{self.song.title} ({self.song.take})"

    @property
    def lrc(self) -> str:
        """The lyrics with their times, a line each; empty where the times are not known."""
        lines = json.loads(self.song.timings) if self.song.timings else []
        return "\n".join(f"[{int(at) // 60:02}:{at % 60:05.2f}]{line}" for at, line in lines)


def made_file(download: Download, form: str, folder: Path) -> Path:
    """The song as a file of that format in the folder, labelled, and counted as downloaded.

    Raises NotFound for a format it is not there in: lyrics with times are known to few engines.
    """
    song = download.song
    path = folder / f"{song.id}.{form}"
    if form == LRC:
        if not download.lrc:
            raise NotFound
        path.write_text(download.lrc + "\n", encoding="utf-8")
    else:
        _fetch(song.stream if form == MP3 else song.master, path, as_wav=form == WAV)
        write_tags(path, _tags(download, folder))
    with db.transaction() as session:
        session.exec(sa.update(Song).where(col(Song.id) == song.id).values(downloads=Song.downloads + 1))
    return path


def zipped(downloads: Sequence[Download], form: str) -> Iterator[bytes]:
    """A ZIP of the songs as it is made, a file after the other, none of it kept.

    A song whose files are missing is named in a note at the end, so that the others still arrive.
    """
    pack, missing = ZipStream(), []
    for name, download in zip(_names(downloads), downloads, strict=True):
        with tempfile.TemporaryDirectory(prefix="melodymaker-") as folder:
            try:
                path = made_file(download, form, Path(folder))
            except (NotFound, OSError, MutagenError, soundfile.LibsndfileError):
                missing.append(name)
                continue
            pack.add(_pieces(path), f"{name}.{form}")
            yield from pack.file()
    if missing:
        pack.add("\n".join(["These songs are not there in this format:", *missing, ""]), "Missing songs.txt")
    yield from pack.finalize()


def file_name(words: str) -> str:
    """The words as a file may be called on every system."""
    name = _NOT_IN_NAMES.sub("_", one_line(words)).strip(" .")[:_LONGEST_NAME]
    return name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .") or "song"


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            yield piece


def _names(downloads: Sequence[Download]) -> Iterator[str]:
    """A name for each, and no two alike, also where letters of both cases are the same."""
    taken: set[str] = set()
    for download in downloads:
        name = plain = file_name(download.name)
        number = 2
        while name.casefold() in taken:
            name, number = f"{plain} {number}", number + 1
        taken.add(name.casefold())
        yield name


def _fetch(name: str, path: Path, *, as_wav: bool) -> None:
    storage = ports.in_use().storage
    if not as_wav:
        storage.fetch(FileName(name), path)
        return
    master = path.with_suffix(f".{FLAC}")
    storage.fetch(FileName(name), master)
    sound = soundfile.SoundFile(master)
    with sound, soundfile.SoundFile(path, "w", sound.samplerate, 2, sound.subtype, format="WAV") as wav:
        for block in sound.blocks(_CHUNK, dtype="int32", always_2d=True):
            wav.write(block)
    master.unlink()


def _tags(download: Download, folder: Path) -> Tags:
    song = download.song
    cover = folder / f"{song.id}.webp"
    ports.in_use().storage.fetch(FileName(song.cover), cover)
    return Tags(
        title=song.title,
        artist=download.artist,
        lyrics=song.lyrics,
        prompt=download.prompt,
        engine=song.engine,
        seed=song.seed,
        guidance=song.guidance,
        bpm=song.bpm,
        key=song.key,
        year=song.created_at.year,
        cover=as_jpeg(cover.read_bytes()),
    )
