"""The search page."""

import reflex as rx

from melodymaker.create.feed_state import FeedState
from melodymaker.discover.search_state import SearchState
from melodymaker.follows.components import person_row
from melodymaker.i18n import t
from melodymaker.i18n.music import key_name
from melodymaker.playlists.components import playlist_tile
from melodymaker.songs.components import Slot, song_row, track_list
from melodymaker.songs.queries import ProgressRow
from melodymaker.ui.buttons import link_button, quiet_button
from melodymaker.ui.controls import choice, search_field, tab_panel, tabs
from melodymaker.ui.filters import filters
from melodymaker.ui.languages import language_name
from melodymaker.ui.messages import empty_state, skeleton_rows
from melodymaker.ui.vars import contains, count

_TABS = (("songs", t("Songs")), ("people", t("People")), ("playlists", t("Playlists")))
_TEMPOS = (
    ("", t("Any tempo")),
    ("slow", t("Slow, below 90")),
    ("medium", t("Medium, 90 to 119")),
    ("fast", t("Fast, 120 to 149")),
    ("very-fast", t("Very fast, from 150")),
)
_LENGTHS = (("", t("Any length")), ("short", t("Below 1 min")), ("medium", t("1 to 3 min")), ("long", t("From 3 min")))
_KINDS = (("", t("Any kind")), ("sung", t("With lyrics")), ("instrumental", t("Instrumental")))
# Each as songs have it, under the name that is usual.
_MAJOR = ("C", "D♭", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
_MINOR = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B")
_NAMES = (
    *(f"{note} major" for note in _MAJOR),
    *(f"{note} minor" for note in _MINOR),
)
_KEYS = (("", t("Any key")), *((name, key_name(name)) for name in _NAMES))
_NO_PROGRESS = ProgressRow("", 0, "")


def search_page(actions: Slot) -> rx.Component:
    """A box to type in, filters, and what was found; `actions` stand at each song's end."""
    state = SearchState
    return rx.el.div(
        rx.el.div(
            rx.el.h1(t("Search")),
            search_field(
                t("Search"), state.text, state.set_text, placeholder=t("Songs, people, playlists"), focused=True
            ),
            class_name="page-head search-head",
        ),
        tabs("search", t("Kind of result"), _TABS, state.tab, state.set_tab, line=True),
        tab_panel(
            rx.cond(
                state.loaded,
                rx.match(
                    state.tab,
                    ("people", _people()),
                    ("playlists", _playlists()),
                    rx.fragment(_filters(), _songs(actions)),
                ),
                skeleton_rows(6),
            ),
            name="search",
            value=state.tab,
        ),
        class_name="page",
    )


def _filters() -> rx.Component:
    state = SearchState
    spoken = rx.fragment(rx.el.option(t("Any language"), value=""), rx.foreach(state.languages, _language))
    return rx.el.div(
        filters(
            t("Filters"),
            choice(t("Tempo"), _TEMPOS, state.tempo, lambda value: state.set_filter("tempo", value)),
            choice(t("Key"), _KEYS, state.key, lambda value: state.set_filter("key", value)),
            choice(t("Length"), _LENGTHS, state.length, lambda value: state.set_filter("length", value)),
            choice(t("Kind"), _KINDS, state.kind, lambda value: state.set_filter("kind", value)),
            rx.cond(
                (count(state.languages) > 1) | (state.language != ""),
                choice(t("Language"), spoken, state.language, lambda value: state.set_filter("language", value)),
            ),
            narrowed=state.narrowed,
            clear=quiet_button(t("Clear filters"), on_click=state.clear_filters),
        ),
        class_name="library-tools",
    )


def _language(code: rx.Var[str]) -> rx.Component:
    return rx.el.option(language_name(code), value=code)


def _songs(actions: Slot) -> rx.Component:
    state = SearchState
    rows = rx.foreach(
        state.songs,
        lambda song: song_row(song, _NO_PROGRESS, FeedState.cancel_request, actions, rx.el.h2, names_artist=True),
    )
    nothing = empty_state(
        t("No song found"),
        rx.cond(
            state.narrowed,
            t("Take a filter away, or try fewer or other words."),
            rx.cond(state.text, t("Try fewer or other words."), t("Nobody has published a song yet.")),
        ),
        rx.cond(
            state.narrowed,
            quiet_button(t("Clear filters"), on_click=state.clear_filters),
            link_button(t("Make this song"), href=state.idea, kind="primary"),
        ),
        _elsewhere(),
        icon="search-x",
    )
    return rx.cond(count(state.songs) > 0, rx.fragment(track_list(rows, more=state.more_tracks), _more()), nothing)


def _people() -> rx.Component:
    rows = SearchState.people
    return rx.cond(
        count(rows) > 0,
        rx.fragment(rx.el.ul(rx.foreach(rows, person_row), class_name="people"), _more()),
        empty_state(t("Nobody found"), t("Try a part of the name or handle."), _elsewhere(), icon="users-round"),
    )


def _playlists() -> rx.Component:
    rows = SearchState.playlists
    return rx.cond(
        count(rows) > 0,
        rx.fragment(rx.el.div(rx.foreach(rows, playlist_tile), class_name="tiles"), _more()),
        empty_state(
            t("No playlist found"), t("Only public playlists are found here."), _elsewhere(), icon="list-music"
        ),
    )


def _elsewhere() -> rx.Component:
    """Buttons that lead to the other kinds of result that hold the words."""
    state = SearchState
    shown = {"songs": t("Show songs"), "people": t("Show people"), "playlists": t("Show playlists")}
    return rx.fragment(
        *[
            rx.cond(contains(state.elsewhere, tab), quiet_button(words, on_click=state.set_tab(tab)))
            for tab, words in shown.items()
        ]
    )


def _more() -> rx.Component:
    button = quiet_button(t("Load more"), on_click=SearchState.load_more)
    return rx.cond(SearchState.more, rx.el.div(button, class_name="more"))
