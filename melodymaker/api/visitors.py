"""Who an HTTP request comes from: today by the session's cookie alone."""

from starlette.requests import Request

from melodymaker.accounts.queries import user_of_session
from melodymaker.db import in_thread
from melodymaker.errors import NotSignedIn
from melodymaker.types import UserId
from melodymaker.web import cookies


async def visitor_of(request: Request) -> UserId | None:
    """The id of the user who is signed in, or None for a visitor."""
    token = cookies.request_token(request)
    user = await in_thread(user_of_session, token) if token else None
    return user.id if user else None


async def signed_in_user(request: Request) -> UserId:
    """The id of the user who is signed in; raises NotSignedIn."""
    user_id = await visitor_of(request)
    if user_id is None:
        raise NotSignedIn
    return user_id
