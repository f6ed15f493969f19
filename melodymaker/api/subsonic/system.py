"""What an app asks about the server and the account."""

from typing import Any

from melodymaker.accounts.people import person_of
from melodymaker.api.subsonic.asked import Asked, Method
from melodymaker.library.catalog import library_size

EXTENSIONS = [{"name": name, "versions": [1]} for name in ("apiKeyAuthentication", "formPost", "songLyrics")]
FOLDER = 1
_ROLES = ("admin", "settings", "upload", "coverArt", "comment", "podcast", "jukebox", "share", "videoConversion")


def _nothing(_asked: Asked) -> dict[str, Any]:
    return {}


def _license(_asked: Asked) -> dict[str, Any]:
    return {"license": {"valid": True}}


def _token_info(asked: Asked) -> dict[str, Any]:
    return {"tokenInfo": {"username": person_of(asked.user_id).handle}}


def _user(asked: Asked) -> dict[str, Any]:
    user = {
        "username": person_of(asked.user_id).handle,
        "scrobblingEnabled": True,
        **{f"{role}Role": False for role in _ROLES},
        "downloadRole": True,
        "playlistRole": asked.holder.may_create,
        "streamRole": True,
        "folder": [FOLDER],
    }
    return {"user": user}


def _folders(_asked: Asked) -> dict[str, Any]:
    return {"musicFolders": {"musicFolder": [{"id": FOLDER, "name": "MelodyMaker"}]}}


def _scan(asked: Asked) -> dict[str, Any]:
    return {"scanStatus": {"scanning": False, "count": library_size(asked.user_id)}}


METHODS: dict[str, Method] = {
    "ping": _nothing,
    "getLicense": _license,
    "tokenInfo": _token_info,
    "getUser": _user,
    "getMusicFolders": _folders,
    "getScanStatus": _scan,
    "startScan": _scan,
    # What the site does not have; apps ask for it all the same.
    "getPlayQueue": lambda _: {"playQueue": {}},
    "getBookmarks": lambda _: {"bookmarks": {}},
    "getArtistInfo2": lambda _: {"artistInfo2": {}},
    "getArtistInfo": lambda _: {"artistInfo": {}},
    "getAlbumInfo2": lambda _: {"albumInfo": {}},
    "getNowPlaying": lambda _: {"nowPlaying": {}},
    "getTopSongs": lambda _: {"topSongs": {}},
    "getSimilarSongs2": lambda _: {"similarSongs2": {}},
    "getInternetRadioStations": lambda _: {"internetRadioStations": {}},
    "getPodcasts": lambda _: {"podcasts": {}},
}
