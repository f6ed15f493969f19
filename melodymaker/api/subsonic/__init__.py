"""The library for music apps, by the OpenSubsonic API (opensubsonic.netlify.app)."""

import logging

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.subsonic import browsing, marking, media, system
from melodymaker.api.subsonic.access import holder_of_parameters
from melodymaker.api.subsonic.answers import FORBIDDEN, NOT_FOUND, OTHER, Failed, done, failed
from melodymaker.api.subsonic.asked import Asked, Method
from melodymaker.api.subsonic.parameters import Parameters, read_parameters
from melodymaker.db import in_thread
from melodymaker.errors import FileUnreadable, MelodyError, NotFound, Suspended

log = logging.getLogger(__name__)

METHODS: dict[str, Method] = {**system.METHODS, **browsing.METHODS, **marking.METHODS, **media.METHODS}
_EXTENSIONS = "getOpenSubsonicExtensions"
_CODES = {NotFound: NOT_FOUND, FileUnreadable: NOT_FOUND, Suspended: FORBIDDEN}
_OUR_FAULT = "Something went wrong on our side. Nothing was lost; please try again."


async def answer_app(request: Request) -> Response:
    """Answer an app, in the form that it asks for."""
    sent = await read_parameters(request)
    form, callback = sent.get("f", "xml"), sent.get("callback")
    try:
        name = request.path_params["name"].removesuffix(".view")
        if name == _EXTENSIONS:  # which apps ask for before anybody has signed in
            return done({"openSubsonicExtensions": system.EXTENSIONS}, form, callback)
        return await _answer(name, sent, form, callback)
    except Failed as error:
        return failed(error, form, callback)
    except MelodyError as error:
        return failed(Failed(_CODES.get(type(error), OTHER), error.message), form, callback)
    except Exception:
        log.exception("the API for music apps failed at %s", request.path_params["name"][:40])
        return failed(Failed(OTHER, _OUR_FAULT), form, callback)


async def _answer(name: str, sent: Parameters, form: str, callback: str) -> Response:
    asked = Asked(await in_thread(holder_of_parameters, sent), sent)
    if name in media.FILES:
        return await media.FILES[name](asked)
    if name not in METHODS:
        raise Failed(OTHER, "This is not offered here.")
    return done(await in_thread(METHODS[name], asked), form, callback)


ROUTES = [Route(f"{routes.SUBSONIC}/{{name}}", answer_app, methods=["GET", "POST"])]
