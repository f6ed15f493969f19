"""Sound, pictures and lyrics. To stream a song counts nothing: apps report what was heard by themselves."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.responses import FileResponse, RedirectResponse, Response

from melodymaker import ports, routes
from melodymaker.api.downloads import song_file
from melodymaker.api.media import LIFETIME
from melodymaker.api.subsonic.answers import NOT_FOUND, Failed
from melodymaker.api.subsonic.asked import Asked, FileMethod, Method
from melodymaker.api.subsonic.parameters import ALBUM, ARTIST, PLAYLIST, SONG, inner_id, row_of
from melodymaker.db import in_thread
from melodymaker.library.catalog import Part, library_albums, library_song, library_songs
from melodymaker.playlists.queries import playlist_of
from melodymaker.songs.lyrics import TimedLyrics, timed_lyrics_of
from melodymaker.songs.queries import media_name
from melodymaker.songs.records import SongRecord
from melodymaker.types import PlaylistId, SongId
from melodymaker.web.media_types import content_type

_GONE = "This is not here any more."
_LARGEST_THUMB = 320
_FILES = routes.MEDIA_FILE.partition("{")[0]


async def _stream(asked: Asked) -> Response:
    """The song as MP3, in ranges."""
    song_id = SongId(row_of(asked.sent.needed("id"), SONG))
    return await _file(asked, song_id, "stream")


async def _download(asked: Asked) -> Response:
    """The song with its tags, if it is the user's own; others' songs as they are heard."""
    song_id = SongId(row_of(asked.sent.needed("id"), SONG))
    song = await in_thread(library_song, asked.user_id, song_id)
    if song and song.own:
        return await song_file(asked.user_id, song_id, "mp3")
    return await _file(asked, song_id, "stream")


async def _cover(asked: Asked) -> Response:
    song_id = await in_thread(_song_of_cover, asked)
    small = 0 < asked.sent.number("size", 0, 10_000) <= _LARGEST_THUMB
    return await _file(asked, SongId(song_id), "thumb" if small else "cover")


def _song_of_cover(asked: Asked) -> str:
    kind, row_id = inner_id(asked.sent.needed("id"), SONG, ALBUM, ARTIST, PLAYLIST)
    if kind == SONG:
        return row_id
    if kind == PLAYLIST:
        songs = [song.id for song in playlist_of(asked.user_id, PlaylistId(row_id)).songs]
    else:
        album, artist = (row_id, "") if kind == ALBUM else ("", row_id)
        found = library_albums(asked.user_id, Part(1), album=album, artist=artist)
        songs = [album.cover_id for album in found]
    if not songs:
        raise Failed(NOT_FOUND, _GONE)
    return songs[0]


async def _file(asked: Asked, song_id: SongId, kind: str) -> Response:
    """One of a song's files, if the user may have it: from here, or from the bucket that holds it."""
    name, _ = await in_thread(media_name, asked.user_id, song_id, kind)
    address = urlsplit(ports.in_use().storage.url(name, LIFETIME))
    if not address.path.startswith(_FILES):
        return RedirectResponse(address.geturl(), 302, headers={"Cache-Control": "no-store"})
    signed = {key: values[0] for key, values in parse_qs(address.query).items()}
    path = await in_thread(ports.in_use().storage.signed_file, name, signed["expires"], signed["signature"])
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return FileResponse(path, media_type=content_type(name), headers=headers)


def _lyrics_by_id(asked: Asked) -> dict[str, Any]:
    song_id = SongId(row_of(asked.sent.needed("id"), SONG))
    song = library_song(asked.user_id, song_id)
    lyrics = timed_lyrics_of(asked.user_id, song_id)
    if song is None or not lyrics.lines:
        return {"lyricsList": {}}
    return {"lyricsList": {"structuredLyrics": [_structured(song, lyrics)]}}


def _structured(song: SongRecord, lyrics: TimedLyrics) -> dict[str, Any]:
    """The lyrics; of those with times only the lines that are sung."""
    lines = [
        {"start": round(line.seconds * 1_000), "value": line.text}
        if lyrics.timed
        else {"value": f"[{line.text}]" if line.heading else line.text}
        for line in lyrics.lines
        if line.timed or not lyrics.timed
    ]
    return {
        "displayArtist": song.artist,
        "displayTitle": song.title,
        "lang": song.language or "und",
        "synced": lyrics.timed,
        "line": lines,
    }


def _lyrics(asked: Asked) -> dict[str, Any]:
    """The lyrics of the song of this title, as older apps ask for them."""
    title = asked.sent.get("title")
    songs = library_songs(asked.user_id, Part(20), text=title) if title else []
    found = next((song for song in songs if song.title.casefold() == title.casefold()), None)
    if found is None:
        return {"lyrics": {}}
    return {"lyrics": {"artist": found.artist, "title": found.title, "value": found.lyrics}}


METHODS: dict[str, Method] = {"getLyricsBySongId": _lyrics_by_id, "getLyrics": _lyrics}
FILES: dict[str, FileMethod] = {"stream": _stream, "download": _download, "getCoverArt": _cover}
