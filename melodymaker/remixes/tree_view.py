"""The region of a song's page that shows where it comes from and what was made of it."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.remixes.state import RemixState
from melodymaker.remixes.tree import TreeRow
from melodymaker.remixes.tree_state import RemixTreeState
from melodymaker.remixes.words import MADE_AS
from melodymaker.songs.rows import SongRow
from melodymaker.ui.browser import inline_style
from melodymaker.ui.buttons import link, quiet_button
from melodymaker.ui.controls import switch
from melodymaker.ui.labels import badge
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count, text_for


def remixes_region(song: SongRow) -> rx.Component:
    """Return the region `Remixes` of this song's page."""
    tree = RemixTreeState.tree
    return rx.el.section(
        rx.el.div(
            rx.el.h2(t("Remixes")),
            rx.cond(tree.remixes > 0, badge(_how_many(tree.remixes), "quiet")),
            rx.cond(
                song.remixable,
                quiet_button(
                    rx.icon("blend", size=17),
                    t("Make a remix"),
                    on_click=RemixState.open_song(song.id),
                ),
            ),
            class_name="remixes-head",
        ),
        rx.cond(tree.lost, rx.el.p(t("Remix of a song that is no longer public."), class_name="song-about")),
        rx.cond(
            count(tree.rows) > 1,
            rx.el.ul(rx.foreach(tree.rows, _branch), class_name="remix-tree"),
            rx.el.p(t("No remixes yet."), class_name="song-about"),
        ),
        rx.cond(
            song.own,
            switch(t("Others may remix it while it is published"), tree.allowed, RemixTreeState.set_allowed),
        ),
        class_name="remixes",
        custom_attrs={"aria-label": t("Remixes")},
    )


def _branch(row: TreeRow) -> rx.Component:
    title = rx.cond(
        row.current,
        rx.el.strong(row.title, class_name="ellipsis", custom_attrs={"aria-current": "page"}),
        link(row.title, href=routes.song(row.id), class_name="ellipsis"),
    )
    return rx.el.li(
        rx.cond(row.depth > 0, rx.icon("corner-down-right", size=15)),
        title,
        badge(row.take),
        rx.el.span(row.artist, class_name="song-about ellipsis", dir="auto"),
        rx.cond(row.kind != "", badge(text_for(row.kind, MADE_AS.items(), ""), "quiet")),
        custom_attrs=inline_style(__depth=row.depth),
    )


def _how_many(number: int) -> str:
    return formatted("{number, plural, one {# remix} other {# remixes}}", number=number)
