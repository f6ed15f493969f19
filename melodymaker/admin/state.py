"""The admins' page, and what an admin can do anywhere; to all others, every handler says that nothing is here."""

from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import Private
from melodymaker.admin import queries, service
from melodymaker.admin.queries import ActionRow, FailureRow, PersonStanding, ReportRow
from melodymaker.admin.site import SiteRow, site_of
from melodymaker.db import in_thread
from melodymaker.db.pagination import Cursor
from melodymaker.errors import NotFound
from melodymaker.i18n import t
from melodymaker.types import Change, CommentId, GenerationId, Kind, Reported, SongId, Topic, UserId, admin_topic
from melodymaker.ui.commands import toast_done
from melodymaker.web import arguments
from melodymaker.web.live_updates import LiveState
from melodymaker.web.shared_reads import Reader, fresh
from melodymaker.web.typed_search import TypedSearch

TABS = ("reports", "people", "requests", "site", "log")
_MOST_LETTERS = 200
_NO_SITE = SiteRow([], [], [])


class AdminState(Private, LiveState, TypedSearch, rx.State):
    """The admins' page, under tabs that the address names."""

    kinds: ClassVar = frozenset({Kind.REPORT})

    tab: str = "reports"
    text: str = ""
    found: bool = False
    loaded: bool = False
    reports: list[ReportRow] = []
    people: list[PersonStanding] = []
    failures: list[FailureRow] = []
    actions: list[ActionRow] = []
    site: SiteRow = _NO_SITE
    more: bool = False
    _cursor: Cursor | None = None

    @rx.event
    async def load_admin(self) -> None:
        """Show the tab of the address, to an admin."""
        await self._user_id()
        query = self.router.url.query_parameters
        tab = query.get("tab", "")
        self.tab = tab if tab in TABS else "reports"
        self.text = self._arrived(query.get("q", "")[:_MOST_LETTERS])
        await self._show(fresh())

    @rx.event
    async def set_tab(self, tab: str) -> rx.event.EventSpec:
        """Turn to another tab."""
        return rx.redirect(_address(tab=arguments.text(tab)))

    @rx.event
    async def set_text(self, text: str) -> rx.event.EventSpec:
        """Look for people."""
        await self._user_id()
        self.text = arguments.text(text, _MOST_LETTERS)
        self._ask(self.text)
        return rx.redirect(_address(tab="people", q=self.text), replace=True)

    @rx.event
    async def load_more(self) -> None:
        """Read the next page of failures, or of the log."""
        user_id = await self._user_id()
        if self._cursor is None:
            return
        if self.tab == "requests":
            failures, self._cursor = await in_thread(queries.failures, user_id, self._cursor)
            self.failures = [*self.failures, *failures]
        elif self.tab == "log":
            actions, self._cursor = await in_thread(queries.actions, user_id, self._cursor)
            self.actions = [*self.actions, *actions]
        self.more = self._cursor is not None

    @rx.event
    async def hide_song(self, song_id: str, hidden: bool) -> rx.event.EventSpec:
        """Hide a song from all but its owner, or restore it."""
        requested = SongId(arguments.row_id(song_id))
        hide = arguments.flag(hidden)
        title = await in_thread(service.hide_song, await self._user_id(), requested, hidden=hide)
        undo = AdminState.hide_song(requested, not hide)
        return toast_done(
            t("“{title}” is hidden from all but its owner.", title=title)
            if hide
            else t("“{title}” is restored.", title=title),
            undo=undo,
        )

    @rx.event
    async def feature_song(self, song_id: str, featured: bool) -> rx.event.EventSpec:
        """Put a song on the first page, or take it away."""
        requested = SongId(arguments.row_id(song_id))
        put = arguments.flag(featured)
        title = await in_thread(service.feature_song, await self._user_id(), requested, featured=put)
        undo = AdminState.feature_song(requested, not put)
        return toast_done(
            t("“{title}” is featured.", title=title) if put else t("“{title}” is no longer featured.", title=title),
            undo=undo,
        )

    @rx.event
    async def remove_comment(self, comment_id: str) -> rx.event.EventSpec:
        """Remove somebody's comment."""
        requested = CommentId(arguments.row_id(comment_id))
        await in_thread(service.hide_comment, await self._user_id(), requested)
        return toast_done(t("The comment is removed."))

    @rx.event
    async def suspend_person(self, person_id: str, suspended: bool) -> rx.event.EventSpec:
        """Suspend somebody, or restore them."""
        person = UserId(arguments.row_id(person_id))
        out = arguments.flag(suspended)
        name = await in_thread(service.suspend_person, await self._user_id(), person, suspended=out)
        await self._show(fresh())
        undo = AdminState.suspend_person(person, not out)
        return toast_done(
            t("{name} is suspended.", name=name) if out else t("{name} is no longer suspended.", name=name), undo=undo
        )

    @rx.event
    async def dismiss_reports(self, kind: str, target_id: str) -> None:
        """Leave what was reported as it is."""
        chosen = arguments.text(kind)
        if chosen not in set(Reported):
            raise NotFound
        target = arguments.row_id(target_id)
        await in_thread(service.dismiss_reports, await self._user_id(), Reported(chosen), target)

    @rx.event
    async def retry_request(self, generation_id: str) -> rx.event.EventSpec:
        """Let a failed request be tried again."""
        requested = GenerationId(arguments.row_id(generation_id))
        await in_thread(service.retry_generation, await self._user_id(), requested)
        return toast_done(t("The request is queued again."))

    @staticmethod
    def _topics(_path: str) -> tuple[Topic, ...]:
        return (admin_topic(),)

    async def _refresh(self, changes: frozenset[Change], read: Reader) -> None:  # noqa: ARG002 - all say the same
        await self._show(read)

    async def _look(self, read: Reader) -> None:
        if self.found and self.tab == "site":
            await self._show(read)

    async def _show(self, read: Reader) -> None:
        user_id = await self._owner_id()
        self._cursor = None
        try:
            if self.tab == "people":
                self.people = await read(queries.people, user_id, self.text)
            elif self.tab == "requests":
                self.failures, self._cursor = await read(queries.failures, user_id)
            elif self.tab == "site":
                self.site = await read(site_of, user_id)
            elif self.tab == "log":
                self.actions, self._cursor = await read(queries.actions, user_id)
            else:
                self.reports = await read(queries.open_reports, user_id)
        except NotFound:
            owner = self._owner
            self.reset()
            self._owner = owner
        else:
            self.found = True
        self.more = self._cursor is not None
        self.loaded = True


def _address(**choice: str) -> str:
    parts = {name: value for name, value in choice.items() if value and value != TABS[0]}
    return f"{routes.ADMIN}?{urlencode(parts)}" if parts else routes.ADMIN
