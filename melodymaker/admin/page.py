"""The admins' page."""

from collections.abc import Callable

import reflex as rx

from melodymaker import routes
from melodymaker.admin.queries import ActionRow, FailureRow, PersonStanding, ReportRow
from melodymaker.admin.site import PartRow
from melodymaker.admin.state import AdminState
from melodymaker.i18n import t
from melodymaker.reports.components import REASON_TEXTS
from melodymaker.types import Reported
from melodymaker.ui.buttons import link, link_button, quiet_button
from melodymaker.ui.controls import search_field, tab_panel, tabs
from melodymaker.ui.labels import badge, time_ago
from melodymaker.ui.messages import empty_state, skeleton_rows
from melodymaker.ui.vars import count, text_for

_TABS = (
    ("reports", t("Reports")),
    ("people", t("People")),
    ("requests", t("Requests")),
    ("site", t("Site")),
    ("log", t("Log")),
)
_ACTIONS = (
    ("hide song", t("hid a song")),
    ("restore song", t("restored a song")),
    ("feature song", t("featured a song")),
    ("unfeature song", t("stopped featuring a song")),
    ("remove comment", t("removed a comment")),
    ("suspend person", t("suspended somebody")),
    ("restore person", t("restored somebody")),
    ("dismiss reports", t("dismissed reports")),
    ("retry request", t("retried a request")),
    ("make admin", t("made somebody an admin")),
    ("make no admin", t("made somebody no admin")),
)
_KINDS = {Reported.SONG: t("Song"), Reported.COMMENT: t("Comment"), Reported.PERSON: t("Person")}


def admin_page() -> rx.Component:
    """What was reported, who is here, what failed, how the site is doing, and what admins did."""
    state = AdminState
    gone = empty_state(
        t("This page does not exist"),
        t("The address may be mistyped, or what it led to is gone."),
        link_button(t("Go to the front page"), href=routes.HOME),
        icon="map-pin-off",
    )
    shown = rx.fragment(
        rx.el.div(
            rx.el.h1(t("Admin")),
            rx.cond(state.tab == "people", search_field(t("Search people"), state.text, state.set_text)),
            class_name="page-head",
        ),
        tabs("admin", t("Admin"), _TABS, state.tab, state.set_tab, line=True),
        tab_panel(
            rx.fragment(
                rx.match(
                    state.tab,
                    ("people", _table((t("Person"), t("Email"), t("Songs"), t("Stored"), ""), state.people, _person)),
                    ("requests", _failures()),
                    ("site", _site()),
                    ("log", _log()),
                    _reports(),
                )
            ),
            name="admin",
            value=state.tab,
        ),
    )
    return rx.el.div(rx.cond(state.loaded, rx.cond(state.found, shown, gone), skeleton_rows(6)), class_name="page")


def _reports() -> rx.Component:
    rows = AdminState.reports
    return rx.cond(
        count(rows) > 0,
        rx.el.ul(rx.foreach(rows, _report), class_name="admin-reports"),
        empty_state(t("Nothing was reported"), t("Reported songs, comments and people are listed here."), icon="flag"),
    )


def _report(row: ReportRow) -> rx.Component:
    acts = rx.match(
        row.kind,
        (Reported.SONG.value, quiet_button(t("Hide song"), on_click=AdminState.hide_song(row.target_id, True))),  # noqa: FBT003
        (Reported.COMMENT.value, quiet_button(t("Remove comment"), on_click=AdminState.remove_comment(row.target_id))),
        quiet_button(t("Suspend"), on_click=AdminState.suspend_person(row.target_id, True)),  # noqa: FBT003
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                badge(text_for(row.kind, _KINDS.items(), row.kind)),
                rx.cond(row.gone, rx.el.em(t("It is gone already.")), link(row.about, href=row.address)),
                rx.cond(
                    (row.author != "") & (row.kind != Reported.PERSON.value),
                    rx.fragment(
                        t("by", about="a song's artist"), " ", link(row.author, href=routes.profile(row.author_handle))
                    ),
                ),
                class_name="admin-line",
            ),
            rx.el.p(
                rx.foreach(row.reasons, _reason),
                time_ago(row.at, "muted"),
                class_name="admin-line",
            ),
            rx.foreach(row.texts, lambda text: rx.el.blockquote(text, class_name="admin-quote")),
        ),
        rx.el.div(
            rx.cond(~row.gone, rx.fragment(acts)),
            quiet_button(t("Dismiss"), on_click=AdminState.dismiss_reports(row.kind, row.target_id)),
            class_name="actions",
        ),
        custom_attrs={"aria-label": row.about},
    )


def _reason(pair: tuple[str, int]) -> rx.Component:
    texts = [(reason.value, text) for reason, text in REASON_TEXTS.items()]
    times = rx.cond(pair[1] > 1, rx.fragment(" × ", pair[1]))
    return badge(rx.fragment(text_for(pair[0], texts, pair[0]), times), "bad")


def _person(row: PersonStanding) -> rx.Component:
    suspend = quiet_button(t("Suspend"), on_click=AdminState.suspend_person(row.id, True))  # noqa: FBT003
    restore = quiet_button(t("Restore"), on_click=AdminState.suspend_person(row.id, False))  # noqa: FBT003
    return rx.el.tr(
        rx.el.td(
            link(row.name, href=routes.profile(row.handle)),
            rx.el.small("@", row.handle),
            rx.cond(row.admin, badge(t("admin"), "good")),
            rx.cond(row.suspended, badge(t("suspended"), "bad")),
        ),
        rx.el.td(row.email),
        rx.el.td(row.songs),
        rx.el.td(row.stored),
        rx.el.td(rx.cond(~row.admin, rx.cond(row.suspended, restore, suspend))),
    )


def _failures() -> rx.Component:
    rows = AdminState.failures
    return rx.cond(
        count(rows) > 0,
        rx.fragment(_table((t("Person"), t("Request"), t("Reason"), t("When"), ""), rows, _failure), _more()),
        empty_state(t("Nothing has failed"), t("Requests that failed are listed here."), icon="circle-check"),
    )


def _failure(row: FailureRow) -> rx.Component:
    return rx.el.tr(
        rx.el.td(link(row.person, href=routes.profile(row.handle))),
        rx.el.td(row.request, class_name="admin-text"),
        rx.el.td(row.reason, class_name="admin-text"),
        rx.el.td(time_ago(row.at)),
        rx.el.td(quiet_button(t("Retry"), on_click=AdminState.retry_request(row.id))),
    )


def _site() -> rx.Component:
    site = AdminState.site
    return rx.fragment(
        rx.el.h2(t("Parts")),
        _table((t("Part"), t("Works"), t("Answer")), site.parts, _part),
        rx.el.h2(t("Figures")),
        rx.el.dl(
            rx.foreach(site.figures, lambda pair: rx.el.div(rx.el.dt(pair[0]), rx.el.dd(pair[1]))),
            class_name="facts",
        ),
        rx.el.h2(t("Busy workers")),
        rx.cond(
            count(site.workers) > 0,
            rx.el.ul(rx.foreach(site.workers, rx.el.li), class_name="admin-list"),
            rx.el.p(t("No worker is making a song right now."), class_name="muted"),
        ),
    )


def _part(row: PartRow) -> rx.Component:
    works = rx.cond(row.well, badge(t("yes"), "good"), badge(t("no"), "bad"))
    return rx.el.tr(rx.el.td(row.name), rx.el.td(works), rx.el.td(row.remark))


def _log() -> rx.Component:
    rows = AdminState.actions
    return rx.cond(
        count(rows) > 0,
        rx.fragment(_table((t("Admin"), t("Did"), t("What"), t("When"), ""), rows, _action), _more()),
        empty_state(t("Nothing was done yet"), t("Everything that an admin does is listed here."), icon="scroll-text"),
    )


def _action(row: ActionRow) -> rx.Component:
    restore = quiet_button(t("Restore"), on_click=AdminState.hide_song(row.hidden_song, False))  # noqa: FBT003
    return rx.el.tr(
        rx.el.td(row.admin),
        rx.el.td(text_for(row.action, _ACTIONS, row.action)),
        rx.el.td(rx.cond(row.address, link(row.about, href=row.address), row.about), class_name="admin-text"),
        rx.el.td(time_ago(row.at)),
        rx.el.td(rx.cond(row.hidden_song, restore)),
    )


def _table(heads: tuple[str, ...], rows: list, draw: Callable[..., rx.Component]) -> rx.Component:
    # A column of buttons has no head to be seen.
    head = rx.el.tr(
        *[rx.el.th(text or rx.el.span(t("Actions"), class_name="visually-hidden"), scope="col") for text in heads]
    )
    body = rx.el.tbody(rx.foreach(rows, draw))
    return rx.el.div(rx.el.table(rx.el.thead(head), body, class_name="table"), class_name="table-box")


def _more() -> rx.Component:
    button = quiet_button(t("Load more"), on_click=AdminState.load_more)
    return rx.cond(AdminState.more, rx.el.div(button, class_name="more"))
