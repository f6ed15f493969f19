"""Lyrics as they are drawn."""

from typing import cast

import reflex as rx

from melodymaker.player.store import player
from melodymaker.player.track import Track
from melodymaker.songs.lyrics_sections import Line, Phrase, Section


def lyrics(sections: list[Section], track: Track | None = None) -> rx.Component:
    """Return lyrics set as sections: each tag in small print, what stands in parentheses dimmed.

    With a track, a line of known time leads to where it is sung, and is bright while it is.
    """

    def draw_line(line: Line) -> rx.Component:
        plain = rx.el.p(rx.foreach(line.phrases, _phrase), dir="auto")
        return plain if track is None else rx.cond(line.timed, _timed_line(line=line, track=track), plain)

    def draw_section(section: Section) -> rx.Component:
        tag = rx.cond(section.tag, rx.el.span(section.tag, class_name="lyrics-tag"))
        return rx.el.section(tag, rx.foreach(section.lines, draw_line))

    return rx.el.div(rx.foreach(sections, draw_section), class_name="lyrics")


@rx.memo
def _timed_line(line: rx.Var[Line], track: rx.Var[Track]) -> rx.Component:
    """A line that leads to where it is sung; alone it is drawn anew when its turn comes."""
    shown = cast("Line", line)
    song = cast("Track", track)
    current = player.line_of(song.id) == shown.index
    return rx.el.button(
        rx.foreach(shown.phrases, _phrase),
        type="button",
        class_name="lyrics-line",
        on_click=player.play_from(song, shown.seconds),
        dir="auto",
        custom_attrs={"aria-current": rx.cond(current, "true", rx.Var("undefined"))},
    )


def _phrase(phrase: Phrase) -> rx.Component:
    return rx.cond(phrase.aside, rx.el.span(phrase.text, class_name="lyrics-aside"), phrase.text)
