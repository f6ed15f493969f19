"""The protocol's server with its tools. Imported late: see endpoint.py."""

import functools
from collections.abc import Callable
from contextlib import aclosing
from typing import Any, ParamSpec, TypeVar

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import ValidationError

from melodymaker.api.mcp import tools
from melodymaker.api.mcp.endpoint import holder
from melodymaker.api.v1.answers import Generation, generation_answer
from melodymaker.api.v1.generations import following
from melodymaker.errors import InvalidInput, MelodyError, NotFound
from melodymaker.types import GenerationId, Seconds

WAIT = Seconds(45)
"""How long a tool waits at most: clients give up after a while, and would not know why."""
INSTRUCTIONS = (
    "MelodyMaker makes songs. Draft one if the user wants to see the words first, create it, wait until both takes are"
    " ready, and give the user the songs' pages."
)
P = ParamSpec("P")
R = TypeVar("R")


def new_server() -> MCPServer:
    """A server with every tool."""
    server = MCPServer("MelodyMaker", instructions=INSTRUCTIONS, log_level="WARNING")
    for tool in tools.READING:
        server.tool(annotations=ToolAnnotations(read_only_hint=True))(_in_words(tool))
    for tool in tools.CHANGING:
        server.tool(annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False))(_in_words(tool))
    server.tool(annotations=ToolAnnotations(read_only_hint=True))(wait_for_songs)
    return server


async def wait_for_songs(generation_id: str, context: Context[Any]) -> Generation:
    """Wait for a request's songs, at most 45 seconds. While its status is queued or processing, wait again."""
    record = None
    try:
        # Closed at once when the assistant cancels, and with it the subscription.
        async with aclosing(following(holder().user_id, GenerationId(generation_id), WAIT)) as records:
            async for found in records:
                if found is not None:
                    record = found
                    await context.report_progress(found.progress, 1.0, found.stage or found.status)
    except NotFound as error:
        raise ToolError(error.message) from error
    if record is None:
        raise ToolError(NotFound.message)
    return generation_answer(record)


def _in_words(tool: Callable[P, R]) -> Callable[P, R]:
    """The tool, whose failures reach the assistant as words: the text of any other error would be kept from it."""

    @functools.wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return tool(*args, **kwargs)
        except InvalidInput as error:
            raise ToolError("; ".join(f"{field}: {text}" for field, text in error.fields.items())) from error
        except MelodyError as error:
            raise ToolError(error.message) from error
        except ValidationError as error:
            parts = error.errors(include_url=False, include_context=False, include_input=False)
            raise ToolError("; ".join(f"{one['loc'][0]}: {one['msg']}" for one in parts)) from error

    return call
