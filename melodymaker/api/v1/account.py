"""The caller, and what helps before a song is asked for."""

from melodymaker.accounts.people import person_of
from melodymaker.api.v1.answers import Draft, Me, engine_answer
from melodymaker.api.v1.bodies import DraftBody
from melodymaker.api.v1.endpoints import Call, Endpoint
from melodymaker.create.service import write_draft
from melodymaker.errors import GenerationFailed, TooManyAttempts
from melodymaker.types import SongRequest


def get_me(call: Call) -> Me:
    """Whose key this is."""
    person = person_of(call.holder.user_id)
    return Me(
        id=person.id,
        name=person.name,
        handle=person.handle,
        may_create=call.holder.may_create,
        engine=engine_answer(),
    )


def create_draft(call: Call) -> Draft:
    """Have the engine's writer propose a song."""
    return Draft.model_validate(write_draft(call.holder.user_id, SongRequest(**call.body.model_dump())))


ENDPOINTS = (
    Endpoint("GET", "/me", "get_me", "See whose key this is", get_me, Me),
    Endpoint(
        "POST",
        "/drafts",
        "create_draft",
        "Have a song drafted",
        create_draft,
        Draft,
        body=DraftBody,
        problems=(TooManyAttempts, GenerationFailed),
        about="Title, style, lyrics, tempo and key, free of charge. Change them, then send them to `POST /songs`.",
    ),
)
