"""People's pictures: read by everybody, and uploaded as a plain form."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from melodymaker import ports, routes
from melodymaker.api.answers import form_refused, go_to, refused
from melodymaker.api.forms import FormRefused, read_upload
from melodymaker.api.visitors import signed_in_user
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput, MelodyError
from melodymaker.i18n import t
from melodymaker.profiles import pictures
from melodymaker.profiles.queries import picture_of
from melodymaker.types import Seconds
from melodymaker.web import cookies
from melodymaker.web.cookies import RefusedForm

_LIFETIME = Seconds(3600)
# The address changes with the picture.
_CACHE = "private, max-age=1800"


async def get_picture(request: Request) -> Response:
    """Lead to the picture of the person with this handle."""
    try:
        name = await in_thread(picture_of, request.path_params["handle"])
    except MelodyError as error:
        return refused(error)
    address = ports.in_use().storage.url(name, _LIFETIME)
    return RedirectResponse(address, 302, headers={"Cache-Control": _CACHE})


async def post_picture(request: Request) -> Response:
    """Show the picture that was sent, or the generated one again where none was; back to the settings."""
    response = go_to(routes.SETTINGS)
    try:
        done = await _receive(request)
    except FormRefused as error:
        if error.status != 413:
            return form_refused(error)
        _refuse(response, pictures.TOO_LARGE)
    except InvalidInput as error:
        cookies.set_refused_form(response, RefusedForm("picture", {}, error.fields))
    except MelodyError as error:
        _refuse(response, error.message)
    else:
        cookies.set_refused_form(response, RefusedForm("picture", done=done))
    return response


async def _receive(request: Request) -> str:
    """Change the picture, and return what was done."""
    picture = await read_upload(request, "picture", pictures.MAX_BYTES)
    actor = await signed_in_user(request)
    if picture:
        await in_thread(pictures.set_picture, actor, picture)
        return t("Your new picture is shown.")
    await in_thread(pictures.remove_picture, actor)
    return t("Your picture is removed.")


def _refuse(response: Response, words: str) -> None:
    cookies.set_refused_form(response, RefusedForm("picture", {}, {"picture": words}))


ROUTES = [
    Route(routes.MEDIA_AVATAR, get_picture),
    Route(routes.POST_PICTURE, post_picture, methods=["POST"]),
]
