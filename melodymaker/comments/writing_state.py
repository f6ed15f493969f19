"""What is typed under a song, and what its buttons do."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from melodymaker.accounts.row_pages import row_id_in
from melodymaker.accounts.state import Private, current_user
from melodymaker.comments import service
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError, NotFound
from melodymaker.i18n import t
from melodymaker.types import CommentId, SongId
from melodymaker.ui.commands import focus_on, toast_done
from melodymaker.web import arguments

NOWHERE = -1.0
_MOST_DRAFTS = 20
_FORM = ".comments-list .comment-form"


class WritingState(Private, rx.State):
    """The texts that are being written: a comment, one reply, and one comment that is changed.

    They stay until they are sent, also when that is refused and when another song is looked at meanwhile.
    """

    text: str = ""
    filled: int = 0
    at_seconds: float = NOWHERE
    replying_to: str = ""
    reply: str = ""
    editing: str = ""
    edited: str = ""
    error: str = ""
    error_of: str = ""
    _song_id: str = ""
    _drafts: dict[str, str] = {}

    @rx.event
    async def load_writing(self) -> None:
        """Show what had been written about the song of the address."""
        if await current_user(self) is None:
            self.reset()
        else:
            await self._user_id()
        self._turn_to_song()

    @rx.event
    async def set_text(self, text: str) -> None:
        """Keep the comment that is being written."""
        await self._user_id()
        self._turn_to_song()
        self.text = arguments.text(text)

    @rx.event
    async def set_time(self, seconds: float) -> None:
        """Make the comment one about this position in the song; a negative one about the whole song."""
        await self._user_id()
        at_seconds = arguments.number(seconds)
        self.at_seconds = NOWHERE if at_seconds is None or at_seconds < 0 else at_seconds

    @rx.event
    async def post_comment(self, clicks: int = 1) -> None:
        """Write the comment; the second click of a double click, of which `clicks` tells, writes nothing."""
        user_id = await self._user_id()
        if (arguments.number(clicks) or 0) > 1:
            return
        self._turn_to_song()
        at_seconds = None if self.at_seconds < 0 else self.at_seconds
        written = (user_id, SongId(self._song_id), self.text, at_seconds)
        if await self._try("comment", service.write_comment, *written):
            self.text = ""
            self.filled += 1
            self.at_seconds = NOWHERE

    @rx.event
    async def open_reply(self, comment_id: str) -> rx.event.EventSpec:
        """Begin a reply to a comment; with no id, none."""
        await self._user_id()
        self.editing = ""
        self.replying_to = arguments.row_id(comment_id)
        self.error = ""
        return focus_on(f"{_FORM} textarea")

    @rx.event
    async def set_reply(self, text: str) -> None:
        """Keep the reply that is being written."""
        await self._user_id()
        self.reply = arguments.text(text)

    @rx.event
    async def post_reply(self) -> None:
        """Write the reply."""
        user_id = await self._user_id()
        if await self._try("reply", service.write_reply, user_id, CommentId(self.replying_to), self.reply):
            self.reply = ""
            self.filled += 1
            self.replying_to = ""

    @rx.event
    async def open_edit(self, comment_id: str, text: str) -> rx.event.EventSpec:
        """Begin to change a comment; with no id, stop."""
        await self._user_id()
        self.replying_to = ""
        self.editing = arguments.row_id(comment_id)
        self.edited = arguments.text(text)
        self.filled += 1
        self.error = ""
        return focus_on(f"{_FORM} textarea")

    @rx.event
    async def set_edited(self, text: str) -> None:
        """Keep the changed text."""
        await self._user_id()
        self.edited = arguments.text(text)

    @rx.event
    async def post_edit(self) -> None:
        """Give the comment the changed text."""
        user_id = await self._user_id()
        if await self._try("edit", service.edit_comment, user_id, CommentId(self.editing), self.edited):
            self.editing = ""

    @rx.event
    async def delete_comment(self, comment_id: str) -> rx.event.EventSpec:
        """Delete a comment, and offer to undo it for 10 s."""
        requested = CommentId(arguments.row_id(comment_id))
        await in_thread(service.delete_comment, await self._user_id(), requested)
        return toast_done(t("Deleted the comment."), undo=WritingState.restore_comment(requested))

    @rx.event
    async def restore_comment(self, comment_id: str) -> None:
        """Bring a deleted comment back."""
        await in_thread(service.restore_comment, await self._user_id(), CommentId(arguments.row_id(comment_id)))

    async def _try(self, field: str, write: Callable[..., Any], *values: Any) -> bool:
        """Write; where that is refused, the reason stands under the field, and the text stays in it."""
        self.error = ""
        try:
            await in_thread(write, *values)
        except NotFound:
            raise
        except MelodyError as error:
            self.error = error.message
        self.error_of = field if self.error else ""
        return not self.error

    def _turn_to_song(self) -> None:
        """Put away what is written about another song than that of the address, and bring back what was about it.

        A field that stays as it is is not filled anew: somebody may be typing into it already.
        """
        song_id = row_id_in(self.router.url.path)
        if song_id == self._song_id:
            return
        kept = {**self._drafts, self._song_id: self.text}
        text = kept.pop(song_id, "")
        self._drafts = dict(list(kept.items())[-_MOST_DRAFTS:])
        self._song_id = song_id
        if text != self.text:
            self.text = text
            self.filled += 1
        self.at_seconds = NOWHERE
        self.replying_to = ""
        self.reply = ""
        self.editing = ""
        self.error = ""
