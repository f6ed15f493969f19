"""Which events a socket may send: those of the app's own handlers, with the arguments that they name."""

import inspect
from functools import cache
from typing import Any

from reflex_base.registry import RegistrationContext

from melodymaker.web.logs import one_line

MAX_ADDRESS = 65_536
"""Characters: more than a server takes in a request's first line. A page at an address beyond would never load."""
_MOST_ROUTER_KEYS = 8
# Reflex's own that pages send. Its others change variables by name, which no page of this app does.
_OF_REFLEX = {"hydrate", "hydrate_and_load", "set_is_hydrated", "on_load_internal", "handle_frontend_exception"}


def event_fault(data: Any) -> str:
    """What is wrong with an event as it came over the socket, in a line fit for the log; nothing where all is well."""
    if not isinstance(data, dict):
        return f"{type(data).__name__} instead of an event"
    name = data.get("name")
    # Pages leave out what is empty.
    payload = data.get("payload", {})
    router_data = data.get("router_data", {})
    if not isinstance(name, str):
        return "it has no name"
    arguments = _handlers().get(name)
    if arguments is None:
        return f"there is no handler {one_line(name)}"
    if not isinstance(payload, dict) or not _fits(payload, arguments):
        return f"{one_line(name)} does not take these arguments"
    if not _is_address(router_data):
        return f"{one_line(name)} comes from no address"
    return ""


def _fits(payload: dict, arguments: inspect.Signature) -> bool:
    try:
        arguments.bind(None, **payload)
    except TypeError:
        return False
    return True


def _is_address(router_data: Any) -> bool:
    """Whether this says on which page the tab is, which is all that pages say here."""
    if not isinstance(router_data, dict) or len(router_data) > _MOST_ROUTER_KEYS:
        return False
    return all(len(str(value)) <= MAX_ADDRESS for value in router_data.values())


@cache
def _handlers() -> dict[str, inspect.Signature]:
    """The signature of each handler that a page may call, by its full name."""
    handlers = {}
    for name, registered in RegistrationContext.get().event_handlers.items():
        handler = registered.handler
        own = name.rpartition(".")[2]
        state = registered.states[0]
        of_reflex = not state.__module__.startswith("melodymaker.")
        if own == "setvar" or (of_reflex and own not in _OF_REFLEX):
            continue
        handlers[name] = inspect.signature(handler.fn)
    return handlers
