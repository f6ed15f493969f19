"""Reading the library: by artist and album, as lists, and by words."""

from collections import defaultdict
from typing import Any

from melodymaker.api.subsonic.answers import NOT_FOUND, Failed
from melodymaker.api.subsonic.asked import Asked, Method
from melodymaker.api.subsonic.parameters import ALBUM, ARTIST, SONG, inner_id, row_of
from melodymaker.api.subsonic.shapes import album_shape, artist_shape, song_shape
from melodymaker.db.search_text import sort_key
from melodymaker.library import catalog
from melodymaker.library.catalog import AlbumRecord, ArtistRecord, Part

MOST = 500
_ALL = Part(10_000)
_GONE = "This is not here any more."
# What the kinds of lists are ordered by; the site has no ratings, and knows no order of last plays.
_ORDERS = {
    "newest": "newest",
    "recent": "newest",
    "frequent": "played",
    "highest": "liked",
    "random": "random",
    "alphabeticalByName": "title",
    "alphabeticalByArtist": "artist",
    "byGenre": "title",
    "byYear": "oldest",
    "starred": "newest",
}


def _artists(asked: Asked) -> dict[str, Any]:
    return {"artists": {"ignoredArticles": "", "index": _index(asked)}}


def _indexes(asked: Asked) -> dict[str, Any]:
    return {"indexes": {"ignoredArticles": "", "lastModified": 0, "index": _index(asked)}}


def _index(asked: Asked) -> list[dict[str, Any]]:
    by_letter: dict[str, list[ArtistRecord]] = defaultdict(list)
    for artist in catalog.library_artists(asked.user_id, _ALL):
        by_letter[artist.name[:1].upper() if artist.name[:1].isalpha() else "#"].append(artist)
    return [
        {"name": letter, "artist": [artist_shape(one) for one in sorted(artists, key=lambda one: sort_key(one.name))]}
        for letter, artists in sorted(by_letter.items())
    ]


def _artist(asked: Asked) -> dict[str, Any]:
    albums = _albums_of(asked, row_of(asked.sent.needed("id"), ARTIST))
    artist = ArtistRecord(albums[0].artist_id, albums[0].artist, len(albums), albums[0].cover_id)
    return {"artist": {**artist_shape(artist), "album": [album_shape(album) for album in albums]}}


def _albums_of(asked: Asked, artist_id: str) -> list[AlbumRecord]:
    albums = catalog.library_albums(asked.user_id, _ALL, order="newest", artist=artist_id)
    if not albums:
        raise Failed(NOT_FOUND, _GONE)
    return albums


def _album(asked: Asked) -> dict[str, Any]:
    album, songs = _whole_album(asked, row_of(asked.sent.needed("id"), ALBUM))
    return {"album": {**album_shape(album), "song": songs}}


def _whole_album(asked: Asked, album_id: str) -> tuple[AlbumRecord, list[dict[str, Any]]]:
    albums = catalog.library_albums(asked.user_id, Part(1), album=album_id)
    if not albums:
        raise Failed(NOT_FOUND, _GONE)
    songs = catalog.library_songs(asked.user_id, _ALL, album=album_id)
    return albums[0], [song_shape(song) for song in songs]


def _song(asked: Asked) -> dict[str, Any]:
    song = catalog.library_song(asked.user_id, row_of(asked.sent.needed("id"), SONG))
    if song is None:
        raise Failed(NOT_FOUND, _GONE)
    return {"song": song_shape(song)}


def _directory(asked: Asked) -> dict[str, Any]:
    kind, row_id = inner_id(asked.sent.needed("id"), ARTIST, ALBUM)
    if kind == ALBUM:
        album, songs = _whole_album(asked, row_id)
        return {"directory": {**_head(album_shape(album)), "child": songs}}
    albums = [album_shape(album) for album in _albums_of(asked, row_id)]
    return {"directory": {"id": asked.sent.get("id"), "name": albums[0]["artist"], "child": albums}}


def _head(album: dict[str, Any]) -> dict[str, Any]:
    return {name: album[name] for name in ("id", "parent", "name")}


def _album_list(name: str) -> Method:
    def read(asked: Asked) -> dict[str, Any]:
        kind = asked.sent.needed("type")
        if kind not in _ORDERS:
            return {name: {}}
        part = Part(asked.sent.number("size", 10, MOST), asked.sent.number("offset", 0, 10**8))
        genre = asked.sent.needed("genre") if kind == "byGenre" else ""
        starred = kind == "starred"
        found = catalog.library_albums(asked.user_id, part, order=_ORDERS[kind], genre=genre, starred=starred)
        return {name: {"album": [album_shape(album) for album in found]}}

    return read


def _search(name: str) -> Method:
    def read(asked: Asked) -> dict[str, Any]:
        sent = asked.sent
        # Two quotation marks, as some apps send them, mean everything too.
        text = sent.get("query").strip().strip('"').strip()

        def part(kind: str) -> Part:
            return Part(sent.number(f"{kind}Count", 20, MOST), sent.number(f"{kind}Offset", 0, 10**8))

        artists = catalog.library_artists(asked.user_id, part("artist"), text=text)
        albums = catalog.library_albums(asked.user_id, part("album"), text=text)
        songs = catalog.library_songs(asked.user_id, part("song"), text=text)
        return {
            name: {
                "artist": [artist_shape(artist) for artist in artists],
                "album": [album_shape(album) for album in albums],
                "song": [song_shape(song) for song in songs],
            }
        }

    return read


def _genres(asked: Asked) -> dict[str, Any]:
    found = catalog.library_genres(asked.user_id)
    genres = [{"songCount": one.songs, "albumCount": one.albums, "value": one.name} for one in found]
    return {"genres": {"genre": genres}}


def _random(asked: Asked) -> dict[str, Any]:
    part = Part(asked.sent.number("size", 10, MOST))
    songs = catalog.library_songs(asked.user_id, part, genre=asked.sent.get("genre"), shuffled=True)
    return {"randomSongs": {"song": [song_shape(song) for song in songs]}}


def _by_genre(asked: Asked) -> dict[str, Any]:
    part = Part(asked.sent.number("count", 10, MOST), asked.sent.number("offset", 0, 10**8))
    songs = catalog.library_songs(asked.user_id, part, genre=asked.sent.needed("genre"))
    return {"songsByGenre": {"song": [song_shape(song) for song in songs]}}


def _starred(name: str) -> Method:
    def read(asked: Asked) -> dict[str, Any]:
        songs = catalog.library_songs(asked.user_id, _ALL, starred=True)
        return {name: {"song": [song_shape(song) for song in songs]}}

    return read


METHODS: dict[str, Method] = {
    "getArtists": _artists,
    "getIndexes": _indexes,
    "getArtist": _artist,
    "getAlbum": _album,
    "getSong": _song,
    "getMusicDirectory": _directory,
    "getAlbumList2": _album_list("albumList2"),
    "getAlbumList": _album_list("albumList"),
    "search3": _search("searchResult3"),
    "search2": _search("searchResult2"),
    "getGenres": _genres,
    "getRandomSongs": _random,
    "getSongsByGenre": _by_genre,
    "getStarred2": _starred("starred2"),
    "getStarred": _starred("starred"),
}
