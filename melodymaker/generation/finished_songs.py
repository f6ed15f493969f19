"""What an engine returns for a take, written into the take's song."""

import json
from collections.abc import Collection, Mapping, Sequence

from sqlmodel import Session, col, select

from melodymaker import db, ports
from melodymaker.db.models import PEAKS, Category, Song, SongCategory
from melodymaker.db.text import cleaned, one_line
from melodymaker.types import MAX_TITLE

_PEAK_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MAX_ENGINE_NAME = 40
_MAX_LANGUAGE = 8
_MAX_WRITER = 80


def fill_song(song: Song, title: str, pair: ports.Pair, take: ports.Take) -> None:
    """Write what is known of the take; the user's own title, if there is one, wins over the engine's."""
    song.title = title or one_line(pair.title)[:MAX_TITLE] or song.title
    song.lyrics = cleaned(pair.lyrics)
    song.instrumental = song.instrumental or not song.lyrics  # as the words of the request may have asked for
    song.language = pair.language[:_MAX_LANGUAGE] if song.lyrics else ""
    song.writer = one_line(pair.writer)[:_MAX_WRITER] if song.lyrics else ""
    song.style = cleaned(take.style)
    song.bpm = take.bpm
    song.key = take.key
    song.duration = take.duration
    song.seed = take.seed
    song.guidance = take.guidance or 0.0
    song.score_hash = take.score_hash
    song.peaks = encode_peaks(take.peaks)
    song.loudness = take.loudness
    song.sections = json.dumps(take.sections) if take.sections else ""
    song.bar = take.bar
    song.timings = json.dumps(take.timings) if take.timings else ""
    generator = ports.in_use().generator
    song.engine = (pair.model or generator.name)[:_MAX_ENGINE_NAME]
    song.sung = generator.capabilities.sings if take.sung is None else take.sung


def set_files(song: Song, files: ports.TakeFiles, size: int) -> None:
    """Write the names of the take's files in the storage, and how many bytes they have together."""
    song.master = files.master
    song.stream = files.stream
    song.cover = files.cover
    song.thumb = files.thumb
    song.bytes = size


def encode_peaks(peaks: Sequence[float]) -> str:
    """The levels (0 to 1, at most 160) as one character each, of the URL-safe base64 alphabet."""
    top = len(_PEAK_ALPHABET) - 1
    return "".join(_PEAK_ALPHABET[round(min(max(level, 0.0), 1.0) * top)] for level in peaks[:PEAKS])


def ids_of_categories(session: Session, names: Collection[str]) -> dict[str, str]:
    """The ids of the categories of these names, which are made where they do not exist."""
    named = select(Category.name, Category.id).where(col(Category.name).in_(names))
    known = dict(session.exec(named).all())
    if missing := set(names) - known.keys():
        # Another worker may make the same ones in this instant: all in one order, so that no two wait for each other.
        for name in sorted(missing):
            db.insert_new(session, Category(name=name))
        known = dict(session.exec(named).all())
    return known


def link_categories(session: Session, song: Song, names: Sequence[str], ids: Mapping[str, str]) -> None:
    """Put the song into the categories of these names, whose ids are known."""
    song.category_names = ",".join(dict.fromkeys(names))
    for name in dict.fromkeys(names):
        session.add(SongCategory(song_id=song.id, category_id=ids[name]))
