"""What a file says about its song, inside: ID3 in MP3 and WAV, Vorbis comments in FLAC."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, COMM, ID3, TBPM, TCON, TDRC, TIT2, TKEY, TPE1, TSSE, TXXX, USLT, Frame
from mutagen.mp3 import MP3
from mutagen.wave import WAVE
from PIL import Image

COVER_SIDE = 600
_FRONT_COVER = 3
_ID3_FRAMES = {
    "title": TIT2,
    "artist": TPE1,
    "genre": TCON,
    "date": TDRC,
    "bpm": TBPM,
    "initialkey": TKEY,
    "encoder": TSSE,
}


@dataclass(frozen=True)
class Tags:
    """The facts about a song; what is empty or 0 is left out.

    `comment` is a sentence for people, `year` when the song was made, `encoder` the program that made it. `more` has
    no place of its own in the formats and is stored by name. `cover` is a JPEG, as `cover_jpeg` makes it.
    """

    title: str
    comment: str
    artist: str = ""
    genre: str = ""
    year: int = 0
    bpm: int = 0
    key: str = ""
    lyrics: str = ""
    encoder: str = ""
    more: Mapping[str, str] = field(default_factory=dict)
    cover: bytes = b""


def write_tags(path: Path, tags: Tags) -> None:
    """Label the MP3, FLAC or WAV file, in place of whatever label it has."""
    if path.suffix == ".flac":
        _tag_flac(FLAC(path), tags)
        return
    audio = MP3(path) if path.suffix == ".mp3" else WAVE(path)
    audio.delete()
    if audio.tags is None:
        audio.add_tags()
    for frame in _id3_frames(tags):
        cast("ID3", audio.tags).add(frame)
    # Version 2.3 is what most players read: its year has another name than that of 2.4.
    cast("ID3", audio.tags).update_to_v23()
    audio.save(v2_version=3)


def cover_jpeg(picture: Image.Image, side: int = COVER_SIDE) -> bytes:
    """A square cover as every program shows it: a JPEG of so many pixels a side, 600 as players like it."""
    out = io.BytesIO()
    small = picture.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=88)
    return out.getvalue()


def _texts(tags: Tags) -> dict[str, str]:
    """The short facts by their Vorbis names, without those that are empty."""
    texts = {
        "title": tags.title,
        "artist": tags.artist,
        "genre": tags.genre,
        "date": str(tags.year or ""),
        "bpm": str(tags.bpm or ""),
        "initialkey": tags.key,
        "encoder": tags.encoder,
    }
    return {name: text for name, text in texts.items() if text}


def _id3_frames(tags: Tags) -> list[Frame]:
    texts = _texts(tags)
    if tags.key:
        texts["initialkey"] = _short_key(tags.key)
    frames: list[Frame] = [_ID3_FRAMES[name](encoding=3, text=text) for name, text in texts.items()]
    frames.append(COMM(encoding=3, lang="eng", desc="", text=tags.comment))
    if tags.lyrics:
        frames.append(USLT(encoding=3, lang="und", desc="", text=tags.lyrics))
    frames += [TXXX(encoding=3, desc=name, text=text) for name, text in tags.more.items() if text]
    if tags.cover:
        frames.append(APIC(encoding=0, mime="image/jpeg", type=_FRONT_COVER, desc="", data=tags.cover))
    return frames


def _short_key(key: str) -> str:
    """A key as ID3 writes it, in at most three letters: B♭ minor as Bbm (ID3v2.3, 4.2.1)."""
    note, _, mode = key.partition(" ")
    return note.replace("♭", "b").replace("♯", "#") + ("m" if mode == "minor" else "")


def _tag_flac(flac: FLAC, tags: Tags) -> None:
    flac.delete()
    flac.clear_pictures()
    texts = {**_texts(tags), "comment": tags.comment, "lyrics": tags.lyrics, **tags.more}
    for name, text in texts.items():
        if text:
            flac[name] = text
    if tags.cover:
        flac.add_picture(_picture(tags.cover))
    flac.save()


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type = _FRONT_COVER
    picture.mime = "image/jpeg"
    picture.data = cover
    picture.width = picture.height = COVER_SIDE
    picture.depth = 24
    return picture
