"""Making remixes, and letting others make them."""

import re
from dataclasses import dataclass, replace

from sqlmodel import Session

from melodymaker import db, ports
from melodymaker.db.models import Song
from melodymaker.db.text import one_line
from melodymaker.errors import InvalidInput
from melodymaker.generation import requests
from melodymaker.generation.permissions import get_own_generation
from melodymaker.i18n import later, t
from melodymaker.remixes.sources import get_remixable_song, kinds_for, source_text
from melodymaker.songs.service import get_own_song
from melodymaker.types import (
    MAX_STYLE,
    MAX_TITLE,
    Change,
    GenerationId,
    Kind,
    Mode,
    RemixKind,
    SongId,
    SongRequest,
    UserId,
    song_topic,
    user_topic,
)

# How closely the takes of a remix follow the text: the range of ACE-Step's own guidance ends at 15.
GUIDANCE = (10.0, 15.0)
_NOT_THIS_ENGINE = later("The music engine in use cannot make this kind of remix of this song.")
# Seconds that an extension lasts at least: two slow bars.
LEAST_MORE = 10.0
_NO_ROOM = t(
    "It has to go on for {least} seconds or more: choose an earlier point, or make it longer.", least=LEAST_MORE
)
# Of a song that goes on, so much stays: without it there is nothing to go on from.
LEAST_KEPT = 5.0
_NOTHING_KEPT = t("It has to keep {least} seconds of the song or more: choose a later point.", least=LEAST_KEPT)
_SUFFIXES = {RemixKind.VARY: "variation", RemixKind.EXTEND: "extended", RemixKind.REPLACE: "new part"}
_SUFFIX = re.compile(rf" \((?:{'|'.join(_SUFFIXES.values())}|[^()]{{1,30}} version)\)$")
_STYLE_IN_TITLE = 30


@dataclass(frozen=True)
class RemixChoice:
    """What is to become of a song. Seconds count from its start; `seconds` is how long an extended one lasts in all."""

    kind: RemixKind
    difference: float = 0.5
    style: str = ""
    start: float | None = None
    end: float | None = None
    seconds: int | None = None


def remix_song(actor: UserId, song_id: SongId, choice: RemixChoice, submission_id: str = "") -> GenerationId:
    """Queue two remixes of a song; of several requests with one submission id and content, only the first.

    Raises NotFound, RemixesNotAllowed, and whatever `submit_request` raises.
    """
    with db.read() as session:
        song = get_remixable_song(session, actor, song_id)
        request = _request(session, song, choice)
    return requests.submit_request(actor, request, requests.request_key(submission_id, request))


def repeat_request(actor: UserId, generation_id: GenerationId) -> GenerationId:
    """Queue a request of the actor's once more; of a remix only if its source may still be taken.

    Raises what `requests.repeat_request` raises, and RemixesNotAllowed.
    """
    with db.read() as session:
        earlier = get_own_generation(session, actor, generation_id).request
        if earlier.remix:
            song = get_remixable_song(session, actor, SongId(earlier.source_id))
            earlier = requests.clean_request(replace(earlier, source=source_text(session, song)))
    return requests.repeat_request(actor, generation_id, earlier)


def set_allow_remixes(actor: UserId, song_id: SongId, *, allowed: bool) -> None:
    """Let others make remixes of a song of the actor's while it is published, or not; raises NotFound."""
    with db.transaction() as session:
        song = get_own_song(session, actor, song_id)
        song.allow_remixes = allowed
    ports.in_use().live.publish(Change(Kind.SONG, song.id), user_topic(song.user_id), song_topic(song.id))


def _request(session: Session, song: Song, choice: RemixChoice) -> SongRequest:
    if choice.kind not in kinds_for(song):
        raise InvalidInput({"kind": _NOT_THIS_ENGINE})
    if choice.kind == RemixKind.EXTEND and choice.start is not None and choice.start < LEAST_KEPT:
        raise InvalidInput({"part": _NOTHING_KEPT})
    if choice.kind == RemixKind.EXTEND and _seconds_more(song, choice) < LEAST_MORE:
        raise InvalidInput({"part": _NO_ROOM})
    restyled = choice.kind == RemixKind.RESTYLE
    style = one_line(choice.style) if restyled else song.style[:MAX_STYLE]
    return SongRequest(
        mode=Mode.CUSTOM,
        title=_title(song.title, choice.kind, style),
        style=style,
        lyrics=song.lyrics,
        instrumental=song.instrumental or not song.lyrics,
        duration=choice.seconds if choice.kind == RemixKind.EXTEND else None,
        bpm=song.bpm or None,
        key=song.key,
        guidance_low=GUIDANCE[0],
        guidance_high=GUIDANCE[1],
        remix=choice.kind,
        source_id=song.id,
        source=source_text(session, song),
        difference=choice.difference,
        remix_from=choice.start if choice.kind in {RemixKind.EXTEND, RemixKind.REPLACE} else None,
        remix_to=choice.end if choice.kind == RemixKind.REPLACE else None,
    )


def _seconds_more(song: Song, choice: RemixChoice) -> float:
    start = song.duration if choice.start is None else choice.start
    return LEAST_MORE if choice.seconds is None else choice.seconds - start


def _title(title: str, kind: RemixKind, style: str) -> str:
    """The source's title with what became of it in brackets, in place of what an earlier remix wrote there."""
    tag = style.split(",", maxsplit=1)[0].strip(" ()")[:_STYLE_IN_TITLE].strip() or "another"
    suffix = f" ({_SUFFIXES.get(kind) or f'{tag} version'})"
    return _SUFFIX.sub("", title)[: MAX_TITLE - len(suffix)].rstrip() + suffix
