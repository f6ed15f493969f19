"""The page of one's own figures, as charts and as tables."""

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex.vars import ArrayVar

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.stats.components import COUNTS, figures
from melodymaker.stats.queries import DayRow, PartRow
from melodymaker.stats.state import StatsState
from melodymaker.ui.buttons import link_button
from melodymaker.ui.controls import disclosure, radio_group
from melodymaker.ui.messages import empty_state, skeleton_rows
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

_PERIODS = (("7", t("7 days")), ("30", t("30 days")), ("365", t("A year")))
_HEIGHT = 240
_MARKS = 5
_PLAYS = "var(--accent)"
_LIKES = "var(--text)"
# The table beside it is what the keyboard and screen readers go through.
_NO_FOCUS = {"accessibilityLayer": False}


def stats_page() -> rx.Component:
    """Plays, likes, comments and downloads over time; songs by status and genre; or the figures of one song."""
    state = StatsState
    stats = state.stats
    gone = empty_state(
        t("This song is not available"),
        t("It may be deleted, or it is somebody else's."),
        link_button(t("All your stats"), href=routes.STATS, kind="solid"),
        icon="chart-no-axes-column",
    )
    shown = rx.fragment(
        rx.el.div(
            rx.el.h1(rx.cond(stats.title, formatted("Stats of {title}", title=stats.title), t("Stats"))),
            rx.el.div(
                radio_group("period", t("Period"), _PERIODS, state.period, state.set_period),
                rx.el.a(
                    rx.icon("download", size=16),
                    "CSV",
                    href=state.csv,
                    class_name="button button-quiet",
                    download=True,
                    custom_attrs={"reloadDocument": True},
                ),
                class_name="actions",
            ),
            class_name="page-head stats-head",
        ),
        _figures(),
        _over_time(),
        rx.cond(stats.title == "", rx.el.div(_statuses(), _genres(), class_name="stats-pair")),
    )
    return rx.el.div(rx.cond(state.loaded, rx.cond(state.found, shown, gone), skeleton_rows(6)), class_name="page")


def _figures() -> rx.Component:
    stats = StatsState.stats
    success = rx.el.div(rx.el.dt(t("Successful requests")), rx.el.dd(stats.success))
    return figures(stats, rx.cond(stats.success, success))


def _over_time() -> rx.Component:
    days = StatsState.stats.days
    chart = rx.recharts.composed_chart(
        rx.recharts.area(
            data_key="plays",
            name=t("Plays"),
            type_="linear",
            stroke=_PLAYS,
            fill=_PLAYS,
            fill_opacity=0.2,
            active_dot=_dot(_PLAYS),
            is_animation_active=False,
        ),
        rx.recharts.line(
            data_key="likes",
            name=t("Likes"),
            stroke=_LIKES,
            dot=False,
            active_dot=_dot(_LIKES),
            is_animation_active=False,
        ),
        rx.recharts.x_axis(data_key="name", stroke="var(--faint)", tick_line=False, min_tick_gap=32),
        rx.recharts.y_axis(
            allow_decimals=False,
            tick_count=_marks(StatsState.stats.most),
            stroke="var(--faint)",
            tick_line=False,
            width=40,
        ),
        _tooltip(),
        data=_data(days),
        custom_attrs=_NO_FOCUS,
        width="100%",
        height=_HEIGHT,
    )
    table = _table(
        (t("Day"), *(label for _, label in COUNTS)),
        rx.foreach(days, _day),
    )
    stats = StatsState.stats
    nothing = rx.el.p(t("No plays and no likes in this time yet."), class_name="muted")
    legend = rx.el.ul(rx.el.li(t("Plays"), class_name="legend-plays"), rx.el.li(t("Likes")), class_name="chart-legend")
    shown = rx.cond((stats.plays > 0) | (stats.likes > 0), _framed(rx.fragment(legend, chart)), nothing)
    return _section(t("Plays and likes"), shown, table)


def _day(row: DayRow) -> rx.Component:
    return rx.el.tr(
        rx.el.th(rx.el.time(row.name, date_time=row.day), scope="row"),
        rx.el.td(row.plays),
        rx.el.td(row.likes),
        rx.el.td(row.comments),
        rx.el.td(row.downloads),
    )


def _statuses() -> rx.Component:
    rows = StatsState.stats.statuses
    return rx.cond(
        count(rows) > 0,
        _section(
            t("Songs by status"), _framed(_bars(rows)), _table((t("Status"), t("Songs")), rx.foreach(rows, _status))
        ),
    )


def _status(row: PartRow) -> rx.Component:
    return rx.el.tr(rx.el.th(row.name, scope="row"), rx.el.td(row.songs))


def _genres() -> rx.Component:
    rows = StatsState.stats.genres
    return rx.cond(
        count(rows) > 0,
        _section(t("Songs by genre"), _framed(_bars(rows)), _table((t("Genre"), t("Songs")), rx.foreach(rows, _genre))),
    )


def _genre(row: PartRow) -> rx.Component:
    return rx.el.tr(rx.el.th(row.name, scope="row"), rx.el.td(row.songs))


def _bars(rows: list[PartRow]) -> rx.Component:
    return rx.recharts.bar_chart(
        rx.recharts.bar(
            data_key="songs",
            name=t("Songs"),
            fill="var(--accent)",
            radius=6,
            max_bar_size=28,
            is_animation_active=False,
        ),
        rx.recharts.x_axis(
            type_="number",
            allow_decimals=False,
            tick_count=_marks(rows[0].songs),
            stroke="var(--faint)",
            tick_line=False,
        ),
        rx.recharts.y_axis(
            data_key="name", type_="category", stroke="var(--faint)", tick_line=False, width=96, interval=0
        ),
        _tooltip(),
        data=_data(rows),
        custom_attrs=_NO_FOCUS,
        layout="vertical",
        width="100%",
        height=_HEIGHT,
    )


def _tooltip() -> rx.Component:
    """Return what says the figures under the pointer, in the site's colours."""
    return rx.recharts.graphing_tooltip(
        cursor=False,
        separator=": ",
        content_style={
            "background": "var(--raised)",
            "borderColor": "var(--line-strong)",
            "borderRadius": "var(--r-small)",
        },
        item_style={"color": "var(--text)"},
        label_style={"color": "var(--muted)"},
    )


def _dot(colour: str) -> dict[str, str]:
    """Return how a line's place under the pointer is drawn."""
    return {"fill": colour, "stroke": "var(--bg)"}


def _marks(most: rx.Var[int] | int) -> rx.Var:
    """Return how many marks an axis has that begins at 0: one for each whole number, where there are few."""
    highest = rx.Var.create(most).to(int)
    return rx.cond(highest < _MARKS - 1, highest + 1, _MARKS)


def _data(rows: Sequence[object]) -> ArrayVar:
    """Return rows as what the charts take."""
    return rx.Var.create(rows).to(list[dict[str, Any]])


def _framed(chart: rx.Component) -> rx.Component:
    """Return a chart that is hidden from screen readers: they have the table."""
    return rx.el.div(chart, class_name="chart", custom_attrs={"aria-hidden": "true"})


def _section(title: str, chart: rx.Component | rx.Var, table: rx.Component) -> rx.Component:
    """Return a chart, and the same as a table."""
    return rx.el.section(
        rx.el.h2(title),
        chart,
        disclosure(t("Show as a table"), table),
        class_name="stats-chart",
        custom_attrs={"aria-label": title},
    )


def _table(heads: tuple[str, ...], rows: rx.Component) -> rx.Component:
    head = rx.el.tr(*[rx.el.th(text, scope="col") for text in heads])
    return rx.el.div(
        rx.el.table(rx.el.thead(head), rx.el.tbody(rows), class_name="table"), class_name="table-box stats-table"
    )
