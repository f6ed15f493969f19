"""What a remix starts from: which songs one may take, and what an engine gets of them."""

from dataclasses import replace

from sqlmodel import Session

from melodymaker import db, ports
from melodymaker.accounts.blocks import refuse_blocked
from melodymaker.db.models import Generation, Song
from melodymaker.errors import GenerationFailed, NotFound, RemixesNotAllowed
from melodymaker.i18n import later
from melodymaker.songs.permissions import get_playable_song
from melodymaker.types import FileName, RemixKind, SongId, UserId

_GONE = later("The song that this remix starts from was deleted, or is no longer public. Nothing was charged.")
_TAKES = "AB"


def get_remixable_song(session: Session, actor: UserId, song_id: SongId) -> Song:
    """A song that the actor may make a remix of: their own, or one that they may hear and whose owner allows it.

    Raises NotFound, RemixesNotAllowed, and NotWelcome where the owner has blocked the actor.
    """
    song = get_playable_song(session, actor, song_id)
    if song.user_id != actor:
        if song.listed_at is None or not song.allow_remixes:
            raise RemixesNotAllowed
        refuse_blocked(session, UserId(song.user_id), actor)
    return song


def kinds_for(song: Song) -> tuple[RemixKind, ...]:
    """The kinds of remix that the engine in use can make of this song."""
    generator = ports.in_use().generator
    can = generator.capabilities
    return can.remix if not can.remixes_own_scores or song.engine == generator.name else ()


def source_text(session: Session, song: Song) -> str:
    """What an engine that works from scores needs of a song; it stays with the request. Nothing for other engines."""
    if not ports.in_use().generator.capabilities.remixes_own_scores:
        return ""
    request = session.get_one(Generation, song.generation_id).request
    if song.writer:
        request = replace(request, lyrics=song.lyrics)
    return ports.Source(request, _TAKES.index(song.take), song.score_hash).text()


def source_file(generation: Generation) -> tuple[FileName | None, str]:
    """The sound that a remix starts from and its language, for an engine that needs it; checked just before it is made.

    A score is stored with the request and needs no song any more. Raises GenerationFailed where there is no sound.
    """
    if not generation.remix or ports.in_use().generator.capabilities.remixes_own_scores:
        return None, ""
    try:
        with db.read() as session:
            song = get_playable_song(session, UserId(generation.user_id), SongId(generation.source_id))
    except NotFound as error:
        raise GenerationFailed(_GONE, retry=False) from error
    return FileName(song.master), song.language
