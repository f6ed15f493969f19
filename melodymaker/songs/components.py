"""Songs as they are drawn: a pair on one card, a row, their lyrics."""

from collections.abc import Callable
from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.player.components import play_button, waveform
from melodymaker.player.store import player
from melodymaker.player.track import NOBODY_SINGS
from melodymaker.songs.lineage import remix_of
from melodymaker.songs.lyrics_view import lyrics
from melodymaker.songs.menu_state import SongMenuState
from melodymaker.songs.queries import PairRow, ProgressRow
from melodymaker.songs.rows import SongRow
from melodymaker.songs.statuses import status_names
from melodymaker.ui.browser import inline_style
from melodymaker.ui.buttons import icon_button, link, quiet_button, solid_button
from melodymaker.ui.forms import field
from melodymaker.ui.labels import badge, moving_bars, time_ago
from melodymaker.ui.messages import note
from melodymaker.ui.overlays import dialog, dialog_actions, menu, menu_item
from melodymaker.ui.texts import formatted
from melodymaker.ui.vars import text_for

Slot = Callable[[SongRow], rx.Component]
Heading = Callable[..., rx.Component]


def pair_card(
    pair: PairRow,
    progress: ProgressRow,
    on_cancel: Callable[[str], Any],
    menu: Slot,
    *,
    waits: Callable[[PairRow], rx.Component],
    again: Callable[[PairRow], rx.Component],
) -> rx.Component:
    """Return one request and its two takes, whatever their status.

    `on_cancel` is called with the pair's id; `menu` returns what stands at the end of a ready song;
    `waits` how long a waiting pair does; `again` what can be done about one that failed, was cancelled or needs
    credits.
    """
    return rx.el.div(
        rx.el.div(
            rx.icon("corner-down-right", size=15),
            rx.el.span(pair.request, class_name="pair-request ellipsis", title=pair.request, dir="auto"),
            rx.cond(pair.status == "queued", waits(pair), time_ago(pair.created_at, "pair-time")),
            class_name="pair-head",
        ),
        rx.el.div(
            rx.foreach(pair.songs, lambda song: song_row(song, progress, on_cancel, menu)),
            class_name="pair-songs",
        ),
        _pair_foot(pair, again),
        class_name=rx.cond(pair.status == "queued", "pair pair-waiting", "pair"),
        custom_attrs={"data-pair": pair.id},
    )


def _pair_foot(pair: PairRow, again: Callable[[PairRow], rx.Component]) -> rx.Component:
    """What can be done, once for both takes, about a pair of which nothing came."""
    foot = rx.el.div(again(pair), class_name="pair-foot")
    return rx.cond((pair.status == "failed") | (pair.status == "cancelled") | (pair.status == "no_credits"), foot)


def song_row(
    song: SongRow,
    progress: ProgressRow,
    on_cancel: Callable[[str], Any],
    menu: Slot,
    heading: Heading = rx.el.h3,
    *,
    marks_private: bool = False,
    names_artist: rx.Var[bool] | bool = False,
    marks: Slot | None = None,
) -> rx.Component:
    """Return one song as a row, whatever its status; the list around the rows is a `track_list`.

    A finished song's title leads to its page. With `marks_private` it says when only its owner hears it, with
    `names_artist` whose it is; `marks` returns what else stands beside its style.
    """
    cancel = icon_button("x", t("Cancel"), hint=t("Cancel both takes"), on_click=on_cancel(song.generation_id))
    return _article(
        song,
        rx.match(
            song.status,
            ("ready", _ready(song, menu, heading, _about(song, names_artist, marks), marks_private=marks_private)),
            ("processing", _processing(song, progress, cancel)),
            ("queued", _unplayable(song, t("Waiting for its turn"), moving_bars(calm=True), cancel)),
            ("failed", _unplayable(song, song.reason, rx.icon("circle-alert", size=22), menu(song))),
            ("no_credits", _unplayable(song, t("Not enough credits"), rx.icon("coins", size=22), menu(song))),
            _unplayable(song, t("Cancelled"), rx.icon("circle-slash", size=22), menu(song)),
        ),
    )


def _article(song: SongRow, body: rx.Component | rx.Var) -> rx.Component:
    return rx.el.article(
        body,
        rx.el.span(
            text_for(song.status, status_names().items(), song.status),
            class_name="visually-hidden",
            custom_attrs={"aria-live": "polite"},
        ),
        class_name="song",
        custom_attrs={"aria-label": song.title, "data-song": song.id, "data-status": song.status},
    )


def _ready(song: SongRow, menu: Slot, heading: Heading, about: rx.Component, *, marks_private: bool) -> rx.Component:
    # Not song.length: every object var has a method of that name.
    length = song["length"]  # pyright: ignore[reportIndexIssue]
    return rx.fragment(
        rx.el.div(play_button(song.track, "cover"), class_name="song-cover"),
        _words(
            song,
            about,
            lambda *title, **props: link(heading(*title, **props), href=routes.song(song.id)),
            marks_private=marks_private,
        ),
        rx.el.div(waveform(song.track), class_name="song-wave"),
        rx.el.div(
            rx.el.span(length, class_name="song-length"),
            rx.cond(song.has_lyrics, _lyrics_button(song), rx.el.span(class_name="icon-space")),
            menu(song),
            class_name="song-side",
        ),
    )


def _processing(song: SongRow, progress: ProgressRow, cancel: rx.Component) -> rx.Component:
    bar = rx.el.div(
        rx.el.div(class_name="progress-done", custom_attrs=inline_style(width=f"{progress.percent}%")),
        role="progressbar",
        class_name="progress",
        custom_attrs={
            "aria-label": formatted("Making {title}", title=song.title),
            "aria-valuemin": 0,
            "aria-valuemax": 100,
            "aria-valuenow": progress.percent,
        },
    )
    return rx.fragment(
        rx.el.div(moving_bars(), class_name="song-cover song-cover-blank"),
        _words(song, rx.el.p(progress.stage, class_name="song-about ellipsis")),
        rx.el.div(bar, rx.el.span(progress.left, class_name="song-left"), class_name="song-wave"),
        rx.el.div(cancel, class_name="song-side"),
    )


def _unplayable(song: SongRow, words: rx.Var[str] | str, mark: rx.Component, *actions: rx.Component) -> rx.Component:
    return rx.fragment(
        rx.el.div(mark, class_name="song-cover song-cover-blank"),
        _words(song, rx.el.p(words, class_name="song-about ellipsis", title=words)),
        rx.el.div(*actions, class_name="song-side"),
    )


def _words(
    song: SongRow,
    about: rx.Component,
    heading: Callable[..., rx.Component] = rx.el.h3,
    *,
    marks_private: bool = False,
) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            heading(song.title, class_name="song-title ellipsis", dir="auto"),
            badge(song.take),
            hidden_badge(song),
            rx.cond(rx.Var.create(marks_private) & ~rx.Var.create(song.published), _private()),
            rx.el.div(rx.foreach(song.categories, lambda name: badge(name, "quiet")), class_name="song-kinds"),
            class_name="song-line",
        ),
        about,
        rx.cond(song.remix, remix_of(song)),
        class_name="song-words",
    )


def hidden_badge(song: SongRow) -> rx.Component:
    """Return the label of a published song that an admin hid, or whose owner is suspended; others never see it."""
    return rx.cond(song.hidden, badge(t("hidden"), "bad"))


def _private() -> rx.Component:
    # In a narrow list the lock stands for the word.
    words = rx.fragment(rx.icon("lock", size=11), rx.el.span(t("private")))
    return rx.el.span(badge(words, "quiet"), class_name="song-private", title=t("Only you can hear it"))


def _about(song: SongRow, names_artist: rx.Var[bool] | bool, marks: Slot | None) -> rx.Component:
    # No link: it would be too close to the title's.
    artist = rx.el.span(song.track.artist, class_name="song-artist ellipsis", dir="auto")
    return rx.el.p(
        rx.cond(names_artist, artist),
        rx.el.span(song.style, class_name="ellipsis", title=song.style),
        rx.el.span(song.details, class_name="song-details"),
        *([marks(song)] if marks else []),
        class_name="song-about song-facts",
    )


def _lyrics_button(song: SongRow) -> rx.Component:
    return icon_button("mic-vocal", t("Lyrics"), class_name="song-lyrics", on_click=SongMenuState.open_lyrics(song.id))


def track_list(
    *children: rx.Component, class_name: rx.Var[str] | str = "", more: rx.Var[str] | str = ""
) -> rx.Component:
    """Return the element whose songs Next and Previous walk; `more` is the address of the tracks that follow them."""
    attrs = {"data-tracklist": "", "data-more": more}
    return rx.el.div(*children, class_name=f"tracklist {class_name}".strip(), custom_attrs=attrs)


def song_menu(song: SongRow, *more: rx.Component) -> rx.Component:
    """Return what can be done with a song; `more` are items for a finished one, whoever's it is."""
    return menu(
        icon_button("ellipsis", t("More")),
        rx.cond(song.status == "ready", rx.fragment(*_queue_items(song), *more)),
        rx.cond(song.own, rx.fragment(*own_items(song))),
    )


def _queue_items(song: SongRow) -> tuple[rx.Component, ...]:
    return (
        menu_item(t("Play next"), "list-start", player.enqueue(song.track, soon=True)),
        menu_item(t("Add to queue"), "list-end", player.enqueue(song.track, soon=False)),
    )


def own_items(song: SongRow) -> tuple[rx.Component, ...]:
    """Return what only its owner can do with a song."""
    publish = rx.cond(
        song.published,
        menu_item(t("Unpublish"), "lock", SongMenuState.set_published(song.id, False)),  # noqa: FBT003
        menu_item(t("Publish"), "globe", SongMenuState.set_published(song.id, True)),  # noqa: FBT003
    )
    return (
        rx.cond(song.status == "ready", publish),
        menu_item(t("Rename"), "pencil", SongMenuState.open_rename(song.id, song.title)),
        menu_item(t("Delete"), "trash-2", SongMenuState.delete_song(song.id), danger=True),
    )


def song_dialogs() -> rx.Component:
    """Return the dialogs that the rows of a page open: renaming, and reading the lyrics."""
    return rx.fragment(_rename_dialog(), _lyrics_dialog())


def _rename_dialog() -> rx.Component:
    return dialog(
        rx.el.form(
            field(
                t("Title"),
                "title",
                value=SongMenuState.title,
                error=SongMenuState.error,
                required=False,
                auto_focus=True,
            ),
            dialog_actions(
                quiet_button(t("Cancel"), on_click=SongMenuState.close_rename),
                solid_button(t("Rename"), type="submit"),
            ),
            on_submit=SongMenuState.submit_rename,
            class_name="form",
        ),
        title=t("Rename"),
        opened=SongMenuState.renaming != "",
        on_open_change=lambda _opened: SongMenuState.close_rename(),
    )


def _lyrics_dialog() -> rx.Component:
    row = SongMenuState.lyrics
    return dialog(
        rx.cond(~row.sung, note(NOBODY_SINGS)),
        lyrics(row.sections),
        title=row.title,
        about=row.about,
        opened=SongMenuState.reading,
        on_open_change=SongMenuState.set_reading,
        wide=True,
    )
