"""What was asked for while there was no server, as soon as there is one again."""

from typing import Any

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.create.composer import sent_request
from melodymaker.create.feed_state import FeedState
from melodymaker.create.state import CreateState
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.generation.requests import request_key, submit_request
from melodymaker.i18n import t
from melodymaker.types import SongRequest
from melodymaker.ui.commands import command, show_first_error, toast_done
from melodymaker.web import arguments


class KeptState(Private, rx.State):
    """Takes the requests that a browser kept; it holds none of them."""

    @rx.event
    async def submit_kept(self, kept_id: str, request: dict[str, Any]) -> list[rx.event.EventSpec]:
        """Queue a request, once however often it is sent; the browser forgets it then. A wrong one is shown."""
        user_id = await self._user_id()
        forget = command("sent", id=arguments.text(kept_id))
        kept = SongRequest()
        try:
            kept = sent_request(request)
            key = request_key(arguments.text(kept_id), kept)
            generation_id = await in_thread(submit_request, user_id, kept, key)
        except InvalidInput as error:
            composer = await self.get_state(CreateState)
            composer._show_refused(kept, error)  # noqa: SLF001 - public methods would be remote endpoints
            return [forget, show_first_error()]
        feed = await self.get_state(FeedState)
        shown = await feed._show_new(generation_id)  # noqa: SLF001 - ours
        return [forget, shown, toast_done(t("The server is back, and has your request."))]

    @rx.event
    async def restore_composer(self, request: dict[str, Any]) -> None:
        """Show what the composer held before the server forgot it."""
        await self._user_id()
        composer = await self.get_state(CreateState)
        await composer._user_id()  # noqa: SLF001 - ours
        typed = composer.typed
        composer._fill(sent_request(request))  # noqa: SLF001 - ours
        composer.typed = {name: text or typed[name] for name, text in composer.typed.items()}
