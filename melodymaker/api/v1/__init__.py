"""The API for other programs, with keys instead of cookies."""

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Match, Route

from melodymaker import routes
from melodymaker.api.v1.docs_page import docs_page
from melodymaker.api.v1.openapi import ENDPOINTS, document
from melodymaker.api.v1.problems import problem
from melodymaker.errors import NotFound

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_DOCUMENT = f"{routes.API}/openapi.json"
_KEPT = {"Cache-Control": "public, max-age=300"}


async def get_document(_request: Request) -> Response:
    """The API's document."""
    return JSONResponse(document(), headers=_KEPT)


async def get_docs(_request: Request) -> Response:
    """The API's document as a page."""
    return HTMLResponse(docs_page(), headers=_KEPT)


async def nothing_here(request: Request) -> Response:
    """What is answered where nothing is, and by what is there to another method."""
    matching = [route for route in ROUTES[:-1] if route.matches(request.scope)[0] == Match.PARTIAL]
    allowed = sorted({method for route in matching for method in route.methods or ()})
    if not allowed:
        return problem("Not found", 404, NotFound.message)
    text = f"Here one can {', '.join(allowed)}, and not {request.method}."
    return problem("Method not allowed", 405, text, headers={"Allow": ", ".join(allowed)})


ROUTES = [
    Route(routes.API_DOCS, get_docs),
    Route(_DOCUMENT, get_document),
    *(endpoint.route() for endpoint in ENDPOINTS),
    Route(f"{routes.API}/{{rest:path}}", nothing_here, methods=_METHODS),
]
