"""The first page: what this is, what others have made, and ideas to start from."""

from typing import cast
from urllib.parse import quote

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.components import guest_form, guest_idea
from melodymaker.accounts.state import AccountState
from melodymaker.discover.components import song_tile
from melodymaker.discover.ideas import IDEAS, Idea
from melodymaker.discover.state import CategoryRow, DiscoverState, ShelfRow
from melodymaker.i18n import t
from melodymaker.player.components import play_button
from melodymaker.player.sample_button import sample_button
from melodymaker.songs.components import Slot, track_list
from melodymaker.songs.rows import SongRow
from melodymaker.ui.buttons import link, link_button
from melodymaker.ui.labels import badge
from melodymaker.ui.messages import skeleton_tiles
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import count

_PROMISE = t("One sentence becomes two finished songs, with lyrics, cover and your name on them. Yours to keep.")


def home_page(actions: Slot) -> rx.Component:
    """A word of welcome, the shelves, and six ideas, each to be heard and one click from its song.

    `actions` stand at each song's end.
    """
    state = DiscoverState
    return rx.el.div(
        _hero(),
        rx.cond(
            state.loaded,
            rx.fragment(
                rx.foreach(state.shelves, lambda shelf: _shelf(shelf, actions)),
                rx.cond(count(state.categories) > 0, _categories()),
            ),
            skeleton_tiles(6),
        ),
        rx.el.section(
            rx.el.div(rx.el.h2(t("Start from an idea")), class_name="section-head"),
            rx.el.div(*[_idea(idea) for idea in IDEAS], class_name="tiles"),
        ),
        class_name="page",
    )


def _hero() -> rx.Component:
    blank = rx.el.img(src="/ideas/night.webp", alt="", width="512", height="512", class_name="hero-cover")
    return rx.el.section(
        rx.el.div(
            # A phone has no sidebar to say it.
            rx.el.div("MelodyMaker", class_name="hero-name"),
            rx.el.h1(t("Say it."), rx.el.br(), t("Hear it in seconds."), class_name="display"),
            rx.el.p(_PROMISE),
            rx.el.div(
                link_button(
                    rx.icon("audio-lines", size=20),
                    t("Make a song"),
                    href=rx.cond(AccountState.name, routes.CREATE, routes.SIGN_UP),
                    kind="primary",
                ),
                rx.cond(
                    AccountState.name,
                    link_button(t("Your library"), href=routes.LIBRARY),
                    link_button(t("Sign in"), href=routes.SIGN_IN),
                ),
                rx.cond(AccountState.guests_welcome, guest_form(hint="")),
                class_name="actions",
            ),
        ),
        rx.cond(DiscoverState.hero, _hero_song(cast("SongRow", DiscoverState.hero)), blank),
        class_name="hero",
    )


def _hero_song(song: SongRow) -> rx.Component:
    """Return a song that plays at one click, for whoever has not heard any yet."""
    return track_list(
        play_button(song.track, "cover-large"),
        rx.el.p(
            rx.el.span(
                link(song.title, href=routes.song(song.id), class_name="hero-title ellipsis"),
                badge(song.take),
                class_name="song-line",
            ),
            rx.el.span(
                t("by", about="a song's artist"),
                " ",
                link(song.track.artist, href=routes.profile(song.handle)),
                class_name="ellipsis",
            ),
        ),
        class_name="hero-song",
    )


def _shelf(shelf: ShelfRow, actions: Slot) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(shelf.title),
            link(
                t("Show all"),
                href=shelf.address,
                custom_attrs={"aria-label": formatted("Show all of {title}", title=shelf.title)},
            ),
            class_name="section-head",
        ),
        track_list(
            rx.foreach(shelf.songs, lambda song: song_tile(song, actions)),
            class_name="shelf",
            more=shelf.more_tracks,
        ),
        custom_attrs={"aria-label": shelf.title},
    )


def _categories() -> rx.Component:
    return rx.el.section(
        rx.el.div(rx.el.h2(t("Categories")), class_name="section-head"),
        rx.el.ul(rx.foreach(DiscoverState.categories, _category), class_name="chips"),
    )


def _category(row: CategoryRow) -> rx.Component:
    return rx.el.li(link(row.name, href=row.address, class_name="chip"))


def _idea(idea: Idea) -> rx.Component:
    """Return an idea: its sample, and the way to its song, which for a visitor begins with an account."""
    composer = f"{routes.CREATE}?idea={quote(idea.text)}"
    to_composer = link(idea.text, href=composer, class_name="idea-link")
    to_sign_up = link(idea.text, href=routes.with_next(routes.SIGN_UP, composer), class_name="idea-link")
    return rx.el.div(
        rx.el.div(
            rx.el.img(src=idea.picture, alt="", width="512", height="512", loading="lazy", class_name="tile-cover"),
            sample_button(address=idea.sample, name=idea.text),
            class_name="idea-cover",
        ),
        rx.cond(
            AccountState.name,
            to_composer,
            rx.cond(AccountState.guests_welcome, guest_idea(idea.text, composer, class_name="idea-link"), to_sign_up),
        ),
        class_name="tile idea",
    )
