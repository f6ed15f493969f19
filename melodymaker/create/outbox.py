"""Requests that are made while the server is away: kept in the browser, and sent as soon as it is back."""

from typing import Any

import reflex as rx
from reflex.vars import FunctionVar, NumberVar
from reflex_components_core.core.banner import has_connection_errors

from melodymaker.accounts.state import AccountState
from melodymaker.create.kept_state import KeptState
from melodymaker.create.state import CreateState
from melodymaker.ui.browser import action_on_event, callback, hook_value
from melodymaker.ui.online import is_online
from melodymaker.ui.texts import formatted
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "outbox.js")


def press_create() -> FunctionVar:
    """Return what Create does: it has the request made, or kept while there is no server to ask."""
    send = callback(CreateState.submit_request, str, int)
    return action_on_event(
        _LIBRARY,
        "pressCreate",
        has_connection_errors,
        AccountState.user_id,
        CreateState.request,
        CreateState.submission_id,
        send,
    )


def kept_requests() -> rx.Component:
    """Return what says that requests are kept, while there are any."""
    kept: NumberVar[int] = hook_value(_LIBRARY, "useKeptCount", AccountState.user_id, name="kept_requests", kind=int)
    text = formatted(
        "The server is away. {count, plural, one {Your request is} other {Your # requests are}} kept, and sent as soon"
        " as it is back.",
        count=kept,
    )
    words = rx.el.p(rx.icon("cloud-off", size=15), text, class_name="note")
    return rx.el.div(rx.cond(kept > 0, words), _copy(), role="status")


def _copy() -> rx.Component:
    """Return what gives the composer back to a server that has lost it; it draws nothing."""
    return _composer_copy(
        away=has_connection_errors,
        owner=AccountState.user_id,
        request=CreateState.request,
        submission_id=CreateState.submission_id,
        restore=_RESTORE,
    )


_RESTORE: Any = callback(KeptState.restore_composer, dict[str, Any])


@rx.memo
def _composer_copy(
    away: rx.Var[bool],
    owner: rx.Var[str],
    request: rx.Var[dict[str, Any]],
    submission_id: rx.Var[str],
    restore: rx.Var[Any],
) -> rx.Component:
    copy: Any = hook_value(
        _LIBRARY, "useComposerCopy", away, owner, request, submission_id, restore, name="composer_copy", kind=str
    )
    return rx.el.span(hidden=True, custom_attrs={"data-copy": copy})


def outbox() -> rx.Component:
    """Return what sends them, to be on each page; it draws nothing."""
    return _outbox(away=has_connection_errors | ~is_online(), owner=AccountState.user_id, send=_SEND)


_SEND: Any = callback(KeptState.submit_kept, str, dict[str, Any])


@rx.memo
def _outbox(away: rx.Var[bool], owner: rx.Var[str], send: rx.Var[Any]) -> rx.Component:
    sends: Any = hook_value(_LIBRARY, "useOutbox", away, owner, send, name="outbox", kind=str)
    return rx.el.span(hidden=True, custom_attrs={"data-outbox": sends})
