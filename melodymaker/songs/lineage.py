"""What a song was made of, as cards and pages say it."""

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import link
from melodymaker.ui.labels import badge


def remix_of(song: SongRow) -> rx.Component:
    """Return what a remix was made of, for one that was made of another song."""
    source = rx.fragment(
        t("Remix of "), link(song.source_title, href=routes.song(song.source_id)), " ", badge(song.source_take)
    )
    return rx.el.p(
        rx.cond(song.source_id != "", source, t("Remix of a song that is no longer public")),
        class_name="remix-of ellipsis",
    )
