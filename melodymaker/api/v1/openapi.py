"""The API's document (OpenAPI 3.1), made of the same endpoints and models that take the requests."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from melodymaker import routes
from melodymaker.api.v1 import account, generations, playlists, songs
from melodymaker.api.v1.bodies import ROW_ID
from melodymaker.api.v1.endpoints import READING, Endpoint
from melodymaker.api.v1.problems import MEDIA_TYPE, Problem, status_of
from melodymaker.downloads.service import ONE_SONG_FORMATS
from melodymaker.errors import InvalidInput, KeyOnlyReads, MelodyError, NotSignedIn, TooManyAttempts

ENDPOINTS: tuple[Endpoint, ...] = (
    *account.ENDPOINTS,
    *songs.ENDPOINTS,
    *generations.ENDPOINTS,
    *playlists.ENDPOINTS,
)
VERSION = "1"
ABOUT = (
    "Make songs, play and download them, and keep them in playlists, with a key of your own. A key does no more than"
    " you can do on the site."
)
_REF = "#/components/schemas/{model}"
_LIMITS = {
    "RateLimit": {"description": "What is left of the key's allowance.", "schema": {"type": "string"}},
    "RateLimit-Policy": {"description": "The key's allowance.", "schema": {"type": "string"}},
}


@cache
def document() -> dict[str, Any]:
    """The document."""
    kinds: set[tuple[type[BaseModel], JsonSchemaMode]] = {(Problem, "serialization")}
    for endpoint in ENDPOINTS:
        kinds |= {(endpoint.body, "validation")} if endpoint.body else set()
        kinds |= {(endpoint.answer, "serialization")} if endpoint.answer else set()
    _, defined = models_json_schema(sorted(kinds, key=lambda kind: kind[0].__name__), ref_template=_REF)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint)
    return {
        "openapi": "3.1.0",
        "info": {"title": "MelodyMaker", "version": VERSION, "description": ABOUT},
        "servers": [{"url": routes.API}],
        "security": [{"key": []}],
        "paths": paths,
        "components": {
            "schemas": defined["$defs"],
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key (`mm_…`)."}},
        },
    }


def problems_of(endpoint: Endpoint) -> list[type[MelodyError]]:
    """What can go wrong at an endpoint, besides failures of the server."""
    usual: list[type[MelodyError]] = [NotSignedIn, TooManyAttempts]
    if endpoint.method not in READING:
        usual.append(KeyOnlyReads)
    if endpoint.body or endpoint.query:
        usual.append(InvalidInput)
    return [*usual, *(kind for kind in endpoint.problems if kind not in usual)]


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint),
    }
    if endpoint.about:
        found["description"] = endpoint.about
    if endpoint.body:
        content = {"application/json": {"schema": _reference(endpoint.body)}}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": _path_schema(name)} for name in endpoint.parameters
    ]
    if endpoint.query:
        schema = endpoint.query.model_json_schema(ref_template=_REF)
        for name, one in schema["properties"].items():
            inlined = _inlined(one, schema.get("$defs", {}))
            text = inlined.pop("description", "")
            found.append({"name": name, "in": "query", "required": False, "schema": inlined, "description": text})
    if endpoint.idempotent:
        found.append(
            {
                "name": "Idempotency-Key",
                "in": "header",
                "required": False,
                "description": "The same for a request that is sent again: it is done once, and answered alike.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
            }
        )
    return found


def _path_schema(name: str) -> dict[str, Any]:
    return (
        {"type": "string", "enum": list(ONE_SONG_FORMATS)} if name == "form" else {"type": "string", "pattern": ROW_ID}
    )


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """The schema with what it refers to in its place."""
    if isinstance(schema, list):
        return [_inlined(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if reference := schema.get("$ref"):
        return _inlined(definitions[reference.rpartition("/")[2]], definitions)
    return {name: _inlined(one, definitions) for name, one in schema.items()}


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    done: dict[str, Any] = {"description": "Done.", "headers": _LIMITS}
    if endpoint.answer:
        done["content"] = {"application/json": {"schema": _reference(endpoint.answer)}}
    elif endpoint.media_type:
        # Bytes and events have no schema in OpenAPI 3.1.
        done["content"] = {kind: {} for kind in _media_types(endpoint)}
    found = {str(endpoint.status): done}
    by_status: dict[int, list[str]] = {}
    for kind in problems_of(endpoint):
        by_status.setdefault(status_of(kind), []).append(kind.message)
    if endpoint.body:
        by_status |= {400: ["The body is not JSON."], 415: ["The body is of another type."], 413: ["It is too large."]}
    content = {MEDIA_TYPE: {"schema": _reference(Problem)}}
    for status, texts in sorted(by_status.items()):
        found[str(status)] = {"description": " ".join(dict.fromkeys(texts)), "content": content}
    found["default"] = {"description": "Anything else that went wrong.", "content": content}
    return found


def _media_types(endpoint: Endpoint) -> list[str]:
    files = ["audio/mpeg", "audio/flac", "audio/wav", "text/plain"]
    return files if "form" in endpoint.parameters else [endpoint.media_type]


def _reference(kind: type[BaseModel]) -> dict[str, str]:
    return {"$ref": _REF.format(model=kind.__name__)}
