"""Songs: asking for them, listing, changing, downloading, remixing."""

from starlette.responses import Response

from melodymaker.api.downloads import song_file
from melodymaker.api.v1.answers import Generation, Song, SongPage, generation_answer, song_answer
from melodymaker.api.v1.bodies import ListQuery, RemixBody, SongBody, SongChanges
from melodymaker.api.v1.cursors import cursor_of, cursor_text
from melodymaker.api.v1.endpoints import Call, Endpoint
from melodymaker.errors import (
    FileUnreadable,
    GenerationFailed,
    InvalidInput,
    KeyUsedBefore,
    NoRoom,
    NotFound,
    RemixesNotAllowed,
    RequestInProgress,
    StorageUsedUp,
    Suspended,
    TooManyPending,
    TooManySongs,
)
from melodymaker.generation.requests import request_key, submit_request
from melodymaker.library.service import set_favorite
from melodymaker.remixes.service import RemixChoice, remix_song
from melodymaker.songs import service
from melodymaker.songs.records import own_records, request_record, song_record
from melodymaker.types import GenerationId, SongId

_SUBMITTING = (*(TooManyPending, TooManySongs, StorageUsedUp, NoRoom, Suspended, KeyUsedBefore, RequestInProgress),)


def create_song(call: Call) -> Generation:
    """Queue a request for two songs."""
    request = call.body.request()
    key = request_key(call.submission_id, request)
    return _generation(call, submit_request(call.holder.user_id, request, key))


def remix(call: Call) -> Generation:
    """Queue two remixes of a song."""
    body: RemixBody = call.body
    choice = RemixChoice(body.remix_kind, body.difference, body.style, body.start, body.end, body.duration)
    try:
        queued = remix_song(call.holder.user_id, _song_id(call), choice, call.submission_id)
    except InvalidInput as error:
        names = {"part": "start", "remix_from": "start", "remix_to": "end"}
        raise InvalidInput({names.get(name, name): text for name, text in error.fields.items()}) from error
    return _generation(call, queued)


def list_songs(call: Call) -> SongPage:
    """A page of songs."""
    query: ListQuery = call.query
    songs, cursor = own_records(
        call.holder.user_id,
        query.limit,
        cursor_of(query.cursor),
        text=query.q,
        status=query.status,
        favorite=query.favorite,
    )
    return SongPage(songs=[song_answer(song) for song in songs], cursor=cursor_text(cursor))


def get_song(call: Call) -> Song:
    """One song."""
    return song_answer(song_record(call.holder.user_id, _song_id(call)))


def change_song(call: Call) -> Song:
    """Change what is given of a song."""
    changes: SongChanges = call.body
    actor, song_id = call.holder.user_id, _song_id(call)
    if changes.title is not None:
        service.rename_song(actor, song_id, changes.title)
    if changes.published is not None:
        service.publish_song(actor, song_id, public=changes.published)
    if changes.favorite is not None:
        set_favorite(actor, song_id, on=changes.favorite)
    return get_song(call)


def delete_song(call: Call) -> None:
    """Delete a song."""
    service.delete_song(call.holder.user_id, _song_id(call))


async def download_song(call: Call) -> Response:
    """A song's file."""
    return await song_file(call.holder.user_id, _song_id(call), call.path["form"])


def _song_id(call: Call) -> SongId:
    return SongId(call.path["song_id"])


def _generation(call: Call, generation_id: GenerationId) -> Generation:
    return generation_answer(request_record(call.holder.user_id, generation_id))


ENDPOINTS = (
    Endpoint("GET", "/songs", "list_songs", "List your songs", list_songs, SongPage, query=ListQuery),
    Endpoint(
        "POST",
        "/songs",
        "create_song",
        "Create two songs",
        create_song,
        Generation,
        202,
        body=SongBody,
        problems=_SUBMITTING,
        idempotent=True,
        about=(
            "Answers at once with a generation; follow it until its songs are ready. Where the site has credits and you"
            " have too few, its status is `no_credits`, and it waits until you have more."
        ),
    ),
    Endpoint("GET", "/songs/{song_id}", "get_song", "Get a song", get_song, Song, problems=(NotFound,)),
    Endpoint(
        "PATCH",
        "/songs/{song_id}",
        "change_song",
        "Rename or publish a song, or keep it as a favorite",
        change_song,
        Song,
        body=SongChanges,
        problems=(NotFound, Suspended),
    ),
    Endpoint(
        "DELETE",
        "/songs/{song_id}",
        "delete_song",
        "Delete a song",
        delete_song,
        status=204,
        problems=(NotFound, InvalidInput),
        about="For a day it can be restored on the site.",
    ),
    Endpoint(
        "GET",
        "/songs/{song_id}/download.{form}",
        "download_song",
        "Download a song of yours",
        download_song,
        problems=(NotFound, FileUnreadable, NoRoom, GenerationFailed),
        streams=True,
        media_type="application/octet-stream",
        about="As `mp3`, `flac` or `wav`, with tags and cover; as `lrc`, its lyrics with their times, if known; as"
        " `zip`, its stems with MIDI and LRC, of songs that the sketch engine made.",
    ),
    Endpoint(
        "POST",
        "/songs/{song_id}/remixes",
        "remix_song",
        "Make two remixes of a song",
        remix,
        Generation,
        202,
        body=RemixBody,
        problems=(NotFound, RemixesNotAllowed, *_SUBMITTING),
        idempotent=True,
        about="Of your own, or of one whose maker allows it. `GET /me` says which kinds the engine makes.",
    ),
)
