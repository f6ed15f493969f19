"""What a downloaded file says about its song, inside: as ID3 in MP3 and WAV, as Vorbis comments in FLAC."""

import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, ID3, TBPM, TDRC, TIT2, TKEY, TPE1, TXXX, USLT
from mutagen.mp3 import MP3
from mutagen.wave import WAVE
from PIL import Image

MARK = "AI-generated with MelodyMaker"
_COVER_SIDE = 600
_FRONT_COVER = 3
_MOST_PIXELS = 50_000_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Tags:
    """The label of one song. `cover` is a JPEG, or None without one; `year` is when it was made."""

    title: str
    artist: str
    lyrics: str
    prompt: str
    engine: str
    seed: int
    guidance: float
    bpm: int
    key: str
    year: int
    cover: bytes | None


def write_tags(path: Path, tags: Tags) -> None:
    """Label the MP3, FLAC or WAV file, in place of whatever label it has."""
    if path.suffix == ".flac":
        _label_flac(FLAC(path), tags)
        return
    audio = MP3(path) if path.suffix == ".mp3" else WAVE(path)
    audio.delete()
    if audio.tags is None:
        audio.add_tags()
    _fill_id3(cast("ID3", audio.tags), tags)
    # Version 2.3 is what most players read.
    audio.save(v2_version=3)


def as_jpeg(picture: bytes) -> bytes | None:
    """A cover of any format as a JPEG of 600 pixels, which every player shows; None for what is no picture."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return None
            small = image.convert("RGB").resize((_COVER_SIDE, _COVER_SIDE), Image.Resampling.LANCZOS)
    except Exception as error:  # noqa: BLE001 - each format's reader fails in ways of its own
        log.warning("a cover cannot be read: %s", error)
        return None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=88)
    return out.getvalue()


def _more(tags: Tags) -> dict[str, str]:
    """What the formats have no place of its own for."""
    made_with = {"PROMPT": tags.prompt, "ENGINE": tags.engine, "SEED": str(tags.seed)}
    return made_with | ({"GUIDANCE": f"{tags.guidance:g}"} if tags.guidance else {})


def _fill_id3(id3: ID3, tags: Tags) -> None:
    id3.add(TIT2(encoding=3, text=tags.title))
    id3.add(TPE1(encoding=3, text=tags.artist))
    id3.add(COMM(encoding=3, lang="eng", desc="", text=MARK))
    id3.add(TDRC(encoding=3, text=str(tags.year)))
    if tags.bpm:
        id3.add(TBPM(encoding=3, text=str(tags.bpm)))
    if tags.key:
        id3.add(TKEY(encoding=3, text=_short_key(tags.key)))
    if tags.lyrics:
        id3.add(USLT(encoding=3, lang="und", desc="", text=tags.lyrics))
    for name, value in _more(tags).items():
        id3.add(TXXX(encoding=3, desc=name, text=value))
    if tags.cover:
        id3.add(APIC(encoding=0, mime="image/jpeg", type=_FRONT_COVER, desc="", data=tags.cover))


def _short_key(key: str) -> str:
    """A key as ID3 writes it, in at most three letters: B♭ minor as Bbm (ID3v2.3, 4.2.1)."""
    note, _, mode = key.partition(" ")
    return note.replace("♭", "b").replace("♯", "#") + ("m" if mode == "minor" else "")


def _label_flac(flac: FLAC, tags: Tags) -> None:
    flac.delete()
    flac.clear_pictures()
    words = {"TITLE": tags.title, "ARTIST": tags.artist, "COMMENT": MARK, "DATE": str(tags.year)}
    words |= {"LYRICS": tags.lyrics, "BPM": str(tags.bpm or ""), "INITIALKEY": tags.key} | _more(tags)
    for name, value in words.items():
        if value:
            flac[name] = value
    if tags.cover:
        flac.add_picture(_picture(tags.cover))
    flac.save()


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type = _FRONT_COVER
    picture.mime = "image/jpeg"
    picture.data = cover
    picture.width = picture.height = _COVER_SIDE
    picture.depth = 24
    return picture
