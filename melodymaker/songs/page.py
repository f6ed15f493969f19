"""One song's page."""

from collections.abc import Callable
from typing import cast

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.follows.components import follow_button
from melodymaker.i18n import t
from melodymaker.player.components import play_button, waveform
from melodymaker.player.store import player
from melodymaker.player.track import NOBODY_SINGS, Track
from melodymaker.songs.components import Slot
from melodymaker.songs.lineage import remix_of
from melodymaker.songs.lyrics_view import lyrics
from melodymaker.songs.rows import SongRow
from melodymaker.songs.state import SongPageState
from melodymaker.ui.buttons import ASKS, icon_button, link, link_button, quiet_button, solid_button
from melodymaker.ui.controls import switch
from melodymaker.ui.forms import field
from melodymaker.ui.labels import avatar, badge
from melodymaker.ui.messages import empty_state, note, skeleton_rows
from melodymaker.ui.overlays import menu, menu_item
from melodymaker.ui.share import share_button
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count


def song_page(
    actions: Slot, menu_items: Slot, marks: Slot, below: Slot, comments: Callable[[SongRow], rx.Var[int]]
) -> rx.Component:
    """A song: its cover and what it is made of on the left, its title, waveform and lyrics on the right.

    On phones these are one column: cover, title, artist, play, lyrics, and then what it is made of. `actions` returns
    the buttons beside Play, `menu_items` what other features add to its menu. `marks` lie over the waveform, and
    `below` stands at the end.
    """
    gone = empty_state(
        t("This song is not available"),
        rx.cond(
            AccountState.name,
            t("It may be private, or deleted."),
            t("It may be private, or deleted. If it is yours, sign in to hear it."),
        ),
        link_button(t("Go to your library"), href=routes.LIBRARY, kind="solid"),
        icon="music",
    )
    song = SongPageState.page.song
    shown = rx.fragment(
        rx.el.img(src=song.track.cover, alt="", class_name="song-page-cover"),
        rx.el.div(
            rx.el.div(
                _head(song, comments(song)),
                _actions(song, actions, menu_items),
                _music(song, marks),
                class_name="song-page-main",
            ),
            rx.el.div(below(song), class_name="song-page-below"),
            class_name="song-page-right",
        ),
        _about(song),
    )
    return rx.el.div(
        rx.cond(SongPageState.found, _glow()),
        rx.cond(SongPageState.loaded, rx.cond(SongPageState.found, shown, gone), skeleton_rows(6)),
        class_name=rx.cond(SongPageState.found, "page song-page", "page"),
    )


def _actions(song: SongRow, actions: Slot, menu_items: Slot) -> rx.Component:
    return rx.el.div(
        play_button(song.track, "large", t("Play")),
        actions(song),
        rx.cond(song.published, share_button(song.title, player=routes.embed(song.id), height=routes.EMBED_HEIGHT)),
        _menu(song, menu_items),
        class_name="song-page-actions",
    )


def _glow() -> rx.Component:
    """Return the light that the cover throws around itself: the cover once more, behind all, and without its shapes."""
    return rx.el.img(src=SongPageState.page.song.track.thumb, alt="", class_name="song-page-glow")


def _about(song: SongRow) -> rx.Component:
    """Return what a song is made of, and who hears it."""
    page = SongPageState.page
    return rx.el.div(
        rx.cond(
            song.own,
            rx.el.div(
                switch(t("Let everybody hear it"), song.published, SongPageState.set_published),
                rx.el.p(_audience(song), class_name="song-page-audience"),
            ),
        ),
        rx.cond(song.hidden, _hidden(song.own)),
        rx.cond(count(page.takes) > 1, _takes(page.takes)),
        rx.el.ul(
            rx.foreach(page.tags, lambda tag: rx.el.li(tag, class_name="chip chip-still")),
            class_name="chips",
            custom_attrs={"aria-label": t("Style")},
        ),
        rx.el.dl(
            rx.foreach(page.facts, lambda fact: rx.el.div(rx.el.dt(fact[0]), rx.el.dd(fact[1]))),
            class_name="facts",
        ),
        class_name="song-page-about",
    )


def _audience(song: SongRow) -> rx.Var[str]:
    """Return who hears the song as things are."""
    listed = t("It is published: on your profile, in search and on the shelves.")
    return rx.cond(
        song.hidden,
        t("It is published, but hidden."),
        rx.cond(song.published, listed, t("It is private: only you can hear it.")),
    )


def _hidden(own: rx.Var[bool] | bool) -> rx.Component:
    """Return why nobody but the owner and the admins hears a published song."""
    suspended = t("Your account is suspended: until it is restored, only you can hear your songs.")
    hidden = t(
        "An admin has hidden this song: only you and the admins can hear it. Its plays, likes and comments stay."
    )
    others = t("This song is hidden: only its artist and the admins can hear it.")
    return note(rx.cond(own, rx.cond(AccountState.suspended, suspended, hidden), others), icon="eye-off", bad=True)


def _menu(song: SongRow, menu_items: Slot) -> rx.Component:
    return menu(
        icon_button("ellipsis", t("More"), raised=True),
        menu_items(song),
        rx.cond(
            song.own,
            rx.fragment(
                menu_item(t("Rename"), "pencil", SongPageState.set_renaming(True)),
                menu_item(t("Delete"), "trash-2", SongPageState.delete_song, danger=True),
            ),
        ),
    )


def _head(song: SongRow, comments: rx.Var[int]) -> rx.Component:
    page = SongPageState.page
    return rx.el.div(
        rx.el.p(t("Take "), song.take, class_name="song-page-take"),
        rx.cond(SongPageState.renaming, _title_form(song), _title(song)),
        rx.el.div(
            link(
                avatar(song.track.artist, song.avatar),
                song.track.artist,
                href=routes.profile(song.handle),
                class_name="song-page-person",
            ),
            rx.cond(~rx.Var.create(song.own), follow_button(page.artist_id, song.track.artist, page.following)),
            class_name="song-page-artist",
        ),
        rx.el.p(
            rx.el.span(formatted("{count, plural, one {# play} other {# plays}}", count=song.listens)),
            rx.el.span(formatted("{count, plural, one {# like} other {# likes}}", count=song.likes)),
            rx.el.span(formatted("{count, plural, one {# comment} other {# comments}}", count=comments)),
            rx.cond(
                song.remixes > 0,
                rx.el.span(formatted("{number, plural, one {# remix} other {# remixes}}", number=song.remixes)),
            ),
            class_name="song-page-counts",
        ),
        rx.cond(song.remix, remix_of(song)),
        class_name="song-page-head",
    )


def _music(song: SongRow, marks: Slot) -> rx.Component:
    page = SongPageState.page
    words = rx.cond(
        count(page.lyrics) > 0,
        rx.fragment(
            rx.cond(~page.sung, note(NOBODY_SINGS)),
            lyrics(page.lyrics, song.track),
        ),
    )
    return rx.fragment(rx.el.div(waveform(song.track, "large"), marks(song), class_name="song-page-wave"), words)


def _title(song: SongRow) -> rx.Component:
    rename = icon_button("pencil", t("Rename"), on_click=SongPageState.set_renaming(True))
    return rx.el.div(rx.el.h1(song.title, dir="auto"), rx.cond(song.own, rename), class_name="song-page-title")


def _title_form(song: SongRow) -> rx.Component:
    return rx.el.form(
        field(t("Title"), "title", value=song.title, error=SongPageState.error, required=False, auto_focus=True),
        solid_button(t("Rename"), type="submit"),
        quiet_button(t("Cancel"), on_click=SongPageState.set_renaming(False)),
        on_submit=SongPageState.submit_title,
        class_name="inline-form",
    )


def _takes(takes: list[SongRow]) -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Compare the takes")),
        rx.el.p(t("Both at the same loudness. Switching goes on at the same place."), class_name="song-about"),
        rx.el.div(rx.foreach(takes, _take), class_name="takes", custom_attrs={"data-tracklist": ""}),
        class_name="song-page-takes",
    )


@rx.memo
def _switch(track: rx.Var[Track], take: rx.Var[str]) -> rx.Component:
    """The button that goes on with this take at the same place; that take needs none while it is the one that plays."""
    shown = cast("Track", track)
    return quiet_button(
        t("Switch to take "),
        take,
        disabled=player.is_current(shown),
        on_click=SongPageState.switch_to(shown.id),
        custom_attrs={"aria-label": formatted("Switch to take {take}", take=take)},
    )


def _take(take: SongRow) -> rx.Component:
    length = take["length"]  # pyright: ignore[reportIndexIssue]
    keep = quiet_button(
        t("Keep only this one"),
        on_click=SongPageState.keep_take(take.id),
        title=t("Deletes the other take; you can undo it"),
        custom_attrs=ASKS,
    )
    return rx.el.div(
        rx.el.div(
            play_button(take.track, "cover"),
            rx.el.div(
                rx.el.div(rx.el.strong(t("Take "), take.take), badge(length, "quiet"), class_name="song-line"),
                rx.el.p(take.details, class_name="song-about"),
            ),
            class_name="take-head",
        ),
        waveform(take.track),
        rx.el.div(
            _switch(track=take.track, take=take.take),
            rx.cond(take.own, keep),
            class_name="actions",
        ),
        class_name="take",
        custom_attrs={"data-song": take.id},
    )
