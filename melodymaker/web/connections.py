"""The websocket of a tab: whose state it reaches, and which events it may send."""

import asyncio
import hashlib
import logging
import uuid
from collections.abc import Awaitable, Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

import reflex as rx
from reflex.app import EventNamespace
from reflex.istate.manager import StateManager
from reflex.istate.manager.disk import StateManagerDisk
from reflex.istate.manager.memory import StateManagerMemory
from reflex.istate.manager.token import BaseStateToken
from reflex.state import BaseState
from socketio.exceptions import ConnectionRefusedError as Refused

from melodymaker.web import cookies, live_updates
from melodymaker.web.events import event_fault
from melodymaker.web.logs import one_line

log = logging.getLogger(__name__)

_NOT_CONNECTED = "this connection is not open"
SessionCheck = Callable[[str], Awaitable[bool]]


class SessionNamespace(EventNamespace):
    """Reflex's own endpoint of events, with a state for each tab *and session* and no other events than the app's.

    Reflex keeps a tab's state under a token that lives in the browser's sessionStorage, outlasts signing out, and
    is all that it asks for. Here the key is made of that token and the session, so that neither the next person in
    the tab nor somebody who only has the token reaches what the tab held.
    """

    def __init__(self, namespace: str, app: rx.App, session_is_open: SessionCheck) -> None:
        super().__init__(namespace, app)
        self._session_is_open = session_is_open
        self._signed_out: set[str] = set()
        # The event loop itself keeps no task from being collected.
        self._forgetting: set[asyncio.Future[None]] = set()

    async def on_connect(self, sid: str, environ: dict, auth: Any = None) -> None:
        """Link the socket to the state of its tab and session; an unreachable database refuses it for now."""
        tab = parse_qs(environ.get("QUERY_STRING", "")).get("token", [""])[0]
        if not tab:
            msg = "a tab names its token"
            raise Refused(msg)
        session = await self._open_session(self._build_static_router_data(sid, environ)["headers"].get("cookie", ""))
        token = state_token(tab, session)
        if await self._token_manager.is_token_connected(token):
            # A duplicated tab brings the token of the tab it was made from.
            tab = str(uuid.uuid4())
            token = state_token(tab, session)
            await self.emit("new_token", tab, to=sid)
        if not session:
            self._signed_out.add(sid)
        await super().on_connect(sid, {**environ, "QUERY_STRING": urlencode({"token": token})}, auth)

    async def on_event(self, sid: str, data: Any) -> None:
        """Pass on the events of the app's pages; any other is a forger's, and gets one line in the log."""
        fault = event_fault(data) if sid in self.sid_to_token else _NOT_CONNECTED
        if fault:
            log.warning("an event was refused: %s", fault)
            return
        await super().on_event(sid, data)

    def on_disconnect(self, sid: str) -> Any:
        """Forget the socket, and its state too if nobody was signed in: that only holds what is public."""
        token = self.sid_to_token.get(sid)
        signed_out = sid in self._signed_out
        self._signed_out.discard(sid)
        closed = super().on_disconnect(sid)
        if token:
            live_updates.close_page(token)
        if token and signed_out:
            task = asyncio.ensure_future(forget_idle_state(self.app.state_manager, token))
            self._forgetting.add(task)
            task.add_done_callback(self._forgetting.discard)
        return closed

    async def _open_session(self, cookie_header: str) -> str:
        session = cookies.session_token(cookie_header)
        if not session:
            return ""
        try:
            return session if await self._session_is_open(session) else ""
        except Exception as error:
            # Not to be taken for signed out: the browser tries again, and shows that the connection is lost.
            log.warning("a tab cannot connect: %s", one_line(error))
            msg = "not ready"
            raise Refused(msg) from error


def use_sessions(app: rx.App, session_is_open: SessionCheck) -> None:
    """Put the app's states behind their sessions, in place of Reflex's own endpoint of events."""
    plain = app.event_namespace
    if plain is None or app.sio is None:
        msg = "the app keeps no state"
        raise RuntimeError(msg)
    guarded = SessionNamespace(plain.namespace, app, session_is_open)
    app._event_namespace = guarded  # noqa: SLF001 - Reflex offers no other way
    app.sio.register_namespace(guarded)


def state_token(tab: str, session: str) -> str:
    """The key of the state that this tab has in this session; "" stands for signed out."""
    return hashlib.sha256(f"{session}\n{tab}".encode()).hexdigest()


async def forget_idle_state(manager: StateManager, token: str) -> None:
    """Remove a state as soon as no event is changing it: Reflex fails over a state that is taken from under it."""
    locks = manager._states_locks if isinstance(manager, StateManagerDisk | StateManagerMemory) else {}  # noqa: SLF001
    lock = locks.get(BaseStateToken(ident=token, cls=rx.State).lock_key)
    if lock is None:
        forget_state(manager, token)
        return
    async with lock:
        forget_state(manager, token)


def forget_state(manager: StateManager, token: str) -> None:
    """Remove a state from this process's memory and its disk; one in Redis runs out by itself."""
    key = BaseStateToken(ident=token, cls=rx.State)
    if isinstance(manager, StateManagerDisk):
        for waiting in [one for one in manager._write_queue if one.ident == token]:  # noqa: SLF001 - no other way
            del manager._write_queue[waiting]  # noqa: SLF001
        for kind in _states(rx.State):
            manager.token_path(key.with_cls(kind)).unlink(missing_ok=True)
    if isinstance(manager, StateManagerDisk | StateManagerMemory):
        manager._purge_token(key)  # noqa: SLF001


def _states(kind: type[BaseState]) -> Iterator[type[BaseState]]:
    yield kind
    for substate in kind.get_substates():
        yield from _states(substate)
