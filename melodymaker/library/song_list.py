"""A list of the library's songs, of which the pages around what is looked at are drawn."""

from typing import Any, cast

import reflex as rx

from melodymaker.create.feed_state import FeedState
from melodymaker.library.components import song_actions, song_card, song_marks
from melodymaker.library.deleted import deleted_row
from melodymaker.library.state import LibraryState
from melodymaker.library.window import ROWS_A_PAGE, SLOTS
from melodymaker.songs.components import song_row, track_list
from melodymaker.songs.queries import ProgressRow
from melodymaker.songs.rows import SongRow
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import contains
from melodymaker.ui.window import CELL, drawn_rows, window


def song_list() -> rx.Component:
    """Return the songs of the tab, as rows or, where that is chosen, as tiles."""
    return _song_list()


@rx.memo
def _song_list() -> rx.Component:
    state = LibraryState
    drawn = drawn_rows(
        state.turn_to,
        pages=state.pages,
        center=state.center,
        rows_a_page=ROWS_A_PAGE,
        total=state.total,
        place=state.place,
    )
    grid: Any = (state.view == "grid") & (state.tab == "songs")
    kind = rx.cond(grid, "tiles", rx.cond(state.selecting, "is-selecting", ""))

    def page(number: int) -> rx.Component:
        before = number * ROWS_A_PAGE
        first, end = (_within(drawn[name] - before) for name in ("first", "end"))
        return rx.fragment(
            _page(number=number, first=first, end=end, look=rx.cond(grid, "grid", state.tab)), key=number
        )

    rows = track_list(rx.foreach(state.pages, page), class_name=kind, more=_more_tracks(drawn["end"]))
    return window(rows, drawn, tiles=grid)


def _within(row: Any) -> Any:
    return rx.cond(row < 0, 0, rx.cond(row > ROWS_A_PAGE, ROWS_A_PAGE, row))


def _more_tracks(end: Any) -> Any:
    """Return the address of the tracks that follow the last one that is drawn."""
    last = _slot((end - 1) // ROWS_A_PAGE)[(end - 1) % ROWS_A_PAGE]
    return rx.cond(end < LibraryState.total, f"{LibraryState.tracks}{last.id}", "")


def _slot(number: Any) -> Any:
    """Return the songs of a page that is held."""
    slots: Any = rx.Var.create([getattr(LibraryState, f"slot_{slot}") for slot in range(SLOTS)])
    return slots[number % SLOTS]


@rx.memo
def _page(number: rx.Var[int], first: rx.Var[int], end: rx.Var[int], look: rx.Var[str]) -> rx.Component:
    """Those of a page's rows that are to be drawn; each is drawn again only where its song has changed."""
    state = LibraryState

    def row(song: SongRow, index: Any) -> Any:
        drawn = _song(
            song=song,
            progress=state.progress[song.generation_id],
            selecting=state.selecting,
            checked=contains(state.selected, song.id) != state.inverted,
            look=look,
        )
        return rx.cond((index >= first) & (index < end), drawn)

    return rx.fragment(rx.foreach(_slot(number), row))


@rx.memo
def _song(
    song: rx.Var[SongRow],
    progress: rx.Var[ProgressRow],
    selecting: rx.Var[bool],
    checked: rx.Var[bool],
    look: rx.Var[str],
) -> rx.Component:
    """One song, which is drawn again only when it is another one."""
    row = cast("SongRow", song)
    box = rx.cond(selecting, _box(row, checked))
    whole = song_row(
        row,
        cast("ProgressRow", progress),
        FeedState.cancel_request,
        song_actions,
        rx.el.h2,
        names_artist=~rx.Var.create(row.own),
        marks=song_marks,
    )
    shown = rx.match(
        look,
        ("grid", rx.el.div(box, song_card(row), class_name="cell", custom_attrs=CELL)),
        ("deleted", rx.el.div(deleted_row(row), class_name="library-song", custom_attrs=CELL)),
        rx.el.div(box, whole, class_name="library-song", custom_attrs=CELL),
    )
    return rx.fragment(shown)


def _box(song: SongRow, checked: rx.Var[bool]) -> rx.Component:
    return rx.el.input(
        type="checkbox",
        class_name="box",
        checked=checked,
        on_change=LibraryState.toggle_selected(song.id),
        custom_attrs={"aria-label": formatted("Select {title}, take {take}", title=song.title, take=song.take)},
    )
