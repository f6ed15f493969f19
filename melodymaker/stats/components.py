"""Figures, wherever they stand."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.songs.rows import SongRow
from melodymaker.stats.queries import Stats
from melodymaker.stats.song_state import SongStatsState
from melodymaker.ui.buttons import link

COUNTS = (("plays", t("Plays")), ("likes", t("Likes")), ("comments", t("Comments")), ("downloads", t("Downloads")))


def figures(stats: Stats, *more: rx.Component) -> rx.Component:
    """Return the four counts of a period; `more` follow them."""
    return rx.el.dl(
        *[
            rx.el.div(rx.el.dt(label), rx.el.dd(getattr(stats, name)), custom_attrs={"data-figure": name})
            for name, label in COUNTS
        ],
        *more,
        class_name="stats-figures",
    )


def song_stats(song: SongRow) -> rx.Component:
    """Return the figures of the page's song within 30 days, for its owner alone."""
    section = rx.el.section(
        rx.el.div(
            rx.el.h2(t("Last 30 days")),
            link(t("More figures"), href=f"{routes.STATS}?song={song.id}"),
            class_name="section-head",
        ),
        figures(SongStatsState.stats),
        custom_attrs={"aria-label": t("Stats")},
    )
    return rx.cond(rx.Var.create(song.own) & SongStatsState.found, section)
