"""The lyrics of the current song: what is sung is bright, line and word, and a line leads to where it is sung."""

from typing import cast

import reflex as rx
from reflex.vars import NumberVar

from melodymaker.i18n import t
from melodymaker.player.panel import panel, panel_note
from melodymaker.player.store import player
from melodymaker.player.track import NOBODY_SINGS, LyricLine, LyricWord
from melodymaker.ui.vars import count, negate

_UNDEFINED = rx.Var("undefined")


def lyrics_panel() -> rx.Component:
    """Return the panel of the lyrics."""
    found = player.lyrics
    lines = rx.cond(
        found.failed,
        panel_note(t("The lyrics could not be loaded.")),
        rx.cond(count(found.lines) == 0, panel_note(t("This song has no words.")), _lines()),
    )
    body = rx.cond(player.empty, panel_note(t("Nothing is playing.")), rx.cond(found, lines))
    # Reading the line is what has the lyrics loaded.
    reads = rx.el.span(hidden=True, custom_attrs={"data-line": player.line_of(player.track.id)})
    return panel("lyrics", t("Lyrics"), body, reads)


def _lines() -> rx.Component:
    return rx.el.div(
        rx.cond(
            negate(player.lyrics.sung),
            rx.el.p(NOBODY_SINGS, class_name="panel-hint"),
        ),
        rx.foreach(player.lyrics.lines, _line),
        key=player.track.id,
        class_name=rx.cond(player.lyrics.timed, "panel-body lines lines-timed", "panel-body lines"),
    )


def _line(line: LyricLine, index: NumberVar[int]) -> rx.Component:
    current = player.line_of(player.track.id) == index
    words = rx.cond(current & (count(line.words) > 0), _words(line=line), line.text)
    button = rx.el.button(
        words,
        type="button",
        class_name="line",
        on_click=player.seek(line.seconds),
        dir="auto",
        custom_attrs={"aria-current": rx.cond(current, "true", _UNDEFINED)},
    )
    return rx.cond(
        line.heading,
        rx.el.h3(line.text, dir="auto"),
        rx.cond(line.timed, button, rx.el.p(line.text, class_name="line", dir="auto")),
    )


@rx.memo
def _words(line: rx.Var[LyricLine]) -> rx.Component:
    """The words of the line that is sung, those to come fainter; drawn alone with each word."""
    sung = player.word_of(player.track.id)

    def word(word: LyricWord, index: NumberVar[int]) -> rx.Component:
        return rx.el.span(f"{word.text} ", class_name=rx.cond(index > sung, "word word-later", "word"))

    return rx.el.span(rx.foreach(cast("LyricLine", line).words, word))
