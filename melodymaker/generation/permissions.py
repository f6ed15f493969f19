"""Who may change a request: the user who made it."""

from sqlmodel import Session

from melodymaker.db.models import Generation, get_or_none
from melodymaker.errors import NotFound
from melodymaker.types import GenerationId, UserId


def get_own_generation(
    session: Session, actor: UserId, generation_id: GenerationId, *, lock: bool = False
) -> Generation:
    """The actor's own generation, locked if asked for; raises NotFound for any other."""
    generation = get_or_none(session, Generation, generation_id, lock=lock)
    if generation is None or generation.user_id != actor:
        raise NotFound
    return generation
