"""Every event handler of the app, from a list made of the code, to be called by tests."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import reflex as rx
from reflex_base.registry import RegistrationContext

from melodymaker import app
from melodymaker.ports import News
from melodymaker.web import live_updates


def event_handlers() -> Iterator[tuple[type[rx.State], str, Callable[..., Any]]]:
    """The state, the name and the function of each handler."""
    assert app.PAGES  # to import the pages is what registers them
    for name, registered in RegistrationContext.get().event_handlers.items():
        state = registered.states[0]
        own = name.rpartition(".")[2]
        if state.__module__.startswith("melodymaker.") and own != "setvar":
            yield state, own, registered.handler.fn


def run_background_here(
    monkeypatch: pytest.MonkeyPatch, watch: Callable[[str, Callable[[News | None], Awaitable[None]]], Awaitable[None]]
) -> None:
    """Let background handlers run in the test: a state is its own proxy, and `watch` is what a watch does."""

    async def enter(self: rx.State) -> rx.State:
        return self

    async def leave(self: rx.State, *_: object) -> None:
        """Nothing to give back."""

    monkeypatch.setattr(live_updates, "watch", watch)
    # A watch that is not the app's own does not end what its tab listens to.
    monkeypatch.setattr(live_updates, "_subscriptions", {})
    monkeypatch.setattr(rx.State, "__aenter__", enter, raising=False)
    monkeypatch.setattr(rx.State, "__aexit__", leave, raising=False)
