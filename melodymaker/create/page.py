"""The create page: the composer on the left, the live list on the right."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.create import ideas
from melodymaker.create.components import helpers, lyric_help, waiting_request
from melodymaker.create.feed_state import FeedState
from melodymaker.create.outbox import kept_requests, press_create
from melodymaker.create.state import SLIDER_STEP, CreateState
from melodymaker.i18n import t
from melodymaker.i18n.music import key_name
from melodymaker.purchases.components import request_price, without_credits
from melodymaker.songs.components import Slot, pair_card, track_list
from melodymaker.songs.queries import PairRow
from melodymaker.types import MAX_DESCRIPTION, MAX_LYRICS, MAX_STYLE, Voice
from melodymaker.ui.buttons import ASKS, key_hint, primary_button, quiet_button
from melodymaker.ui.controls import (
    chip,
    chips,
    disclosure,
    radio_group,
    slider,
    switch,
    tab_panel,
    tabs,
    text_area,
    text_field,
)
from melodymaker.ui.forms import field_error, select
from melodymaker.ui.messages import empty_state, note, skeleton_rows
from melodymaker.ui.vars import count

_VOICES = ((Voice.AUTO, t("Auto")), (Voice.HIGHER, t("Higher")), (Voice.LOWER, t("Lower")), (Voice.NONE, t("None")))


def create_page(actions: Slot) -> rx.Component:
    """Say what you want to hear; watch it being made. `actions` stand at the end of each song."""
    return rx.el.div(
        rx.el.section(*_composer(), class_name="pane", custom_attrs={"aria-label": t("Composer")}),
        rx.el.section(
            *_feed(actions), id=routes.SONGS_MADE, class_name="pane", custom_attrs={"aria-label": t("Your songs")}
        ),
        class_name="panes",
    )


def _composer() -> tuple[rx.Component, ...]:
    return (
        rx.el.h1(t("What do you want to hear?")),
        rx.cond(
            AccountState.suspended,
            note(
                t("Your account is suspended: you can listen, but not create, publish, comment or follow."),
                icon="user-round-x",
                bad=True,
            ),
        ),
        tabs(
            "mode",
            t("Mode"),
            (("simple", t("Simple")), ("custom", t("Custom"))),
            CreateState.request.mode,
            CreateState.set_mode,
        ),
        tab_panel(
            rx.cond(CreateState.request.mode == "custom", _custom(), _simple()),
            name="mode",
            value=CreateState.request.mode,
        ),
        *_options(),
        rx.el.div(
            rx.el.p(CreateState.engine), rx.foreach(CreateState.engine_notes, rx.el.p), class_name="engine-words"
        ),
        rx.el.div(
            primary_button(
                rx.icon("audio-lines", size=22),
                t("Create"),
                key_hint(t("Ctrl ↵")),
                wide=True,
                on_click=press_create(),
                custom_attrs={"aria-label": t("Create"), **ASKS},
            ),
            rx.el.p(t("Two takes · "), request_price(), rx.cond(FeedState.wait, rx.fragment(" · ", FeedState.wait))),
            kept_requests(),
            class_name="pane-foot price",
        ),
    )


def _simple() -> rx.Component:
    return rx.fragment(
        _description(t("Describe your song"), t("A warm lo-fi piano tune about rain")),
        chips(
            *[chip(label, CreateState.add_idea(idea)) for label, idea in ideas.IDEAS],
            chip(t("surprise me"), CreateState.surprise),
            label=t("Inspiration"),
        ),
        helpers(t("Write a draft")),
    )


def _custom() -> rx.Component:
    return rx.fragment(
        _field(t("Title"), "title", CreateState.request.title, placeholder=t("Leave empty to have one suggested")),
        rx.cond(~CreateState.request.instrumental, _lyrics()),
        _text_area(
            t("Style"),
            "style",
            CreateState.request.style,
            limit=MAX_STYLE,
            rows=2,
            placeholder=t("genre, mood, instruments, voice"),
            hint=CreateState.style_note,
        ),
        chips(*[chip(tag, CreateState.add_style(tag)) for tag in ideas.STYLES], label=t("Styles")),
    )


def _lyrics() -> rx.Component:
    return rx.fragment(
        radio_group(
            "lyrics-mode",
            t("Lyrics"),
            (("write", t("Write lyrics")), ("describe", t("Describe lyrics"))),
            rx.cond(CreateState.request.write_lyrics, "write", "describe"),
            CreateState.set_write_lyrics,
        ),
        rx.cond(
            CreateState.request.write_lyrics,
            _text_area(
                t("Lyrics"),
                "lyrics",
                CreateState.request.lyrics,
                limit=MAX_LYRICS,
                rows=8,
                placeholder=t("[Verse 1]\nStreetlights fold into the glass\n\n[Chorus]\nOh, last train, leave me here"),
                hint=t("Section tags such as [Verse 1] and [Chorus] go on lines of their own."),
            ),
            _description(t("What the lyrics are about"), t("A last train, and somebody who did not take it")),
        ),
        rx.cond(CreateState.request.write_lyrics, lyric_help()),
        helpers(rx.cond(CreateState.request.lyrics, t("Write a new draft"), t("Write a draft"))),
    )


def _description(label: str, placeholder: str) -> rx.Component:
    return _text_area(
        label,
        "description",
        CreateState.request.description,
        limit=MAX_DESCRIPTION,
        rows=4,
        placeholder=placeholder,
        hint=CreateState.description_note,
    )


def _text_area(label: str, name: str, value: str, **options: Any) -> rx.Component:
    """One of the request's longer texts."""
    return text_area(
        label,
        name,
        value,
        CreateState.set_text(name),
        filled=CreateState.filled,
        error=CreateState.errors.get(name, ""),
        on_done=press_create(),
        **options,
    )


def _field(label: str, name: str, value: str, **options: Any) -> rx.Component:
    """One of the request's short texts, or a number that is typed; each may be left empty."""
    return text_field(
        label,
        name,
        value,
        CreateState.set_text(name),
        filled=CreateState.filled,
        error=CreateState.errors.get(name, ""),
        **options,
    )


def _options() -> tuple[rx.Component, ...]:
    return (
        switch(t("Instrumental"), CreateState.request.instrumental, CreateState.set_instrumental),
        rx.cond(CreateState.has_voices & ~CreateState.request.instrumental, _voice()),
        slider(
            t("Length"),
            CreateState.length,
            CreateState.set_length,
            low=CreateState.slider_low,
            high=CreateState.slider_high,
            step=SLIDER_STEP,
            written="time",
            lowest=t("Auto"),
        ),
        field_error(CreateState.errors.get("duration", ""), "duration-error"),
        disclosure(t("Tempo, key, seed"), _advanced(), opened=CreateState.advanced),
    )


def _voice() -> rx.Component:
    return rx.el.div(
        rx.el.span(t("Voice"), class_name="field-label"),
        radio_group("voice", t("Voice"), _VOICES, CreateState.request.voice, CreateState.set_voice),
        rx.cond(
            CreateState.request.voice == Voice.NONE,
            rx.el.small(t("Nobody sings; the words are shown as the song plays."), class_name="field-hint"),
        ),
        class_name="field",
    )


def _advanced() -> rx.Component:
    keys = (("", t("Any")), *((key, key_name(key)) for key in ideas.KEYS))
    return rx.el.div(
        _field(
            t("Tempo (BPM)"),
            "bpm",
            CreateState.typed["bpm"],
            placeholder=t("Any, 30 to 300"),
            input_mode="numeric",
        ),
        select(t("Key"), "key", keys, CreateState.request.key, CreateState.set_text("key")),
        field_error(CreateState.errors.get("key", ""), "key-error"),
        _field(
            t("Seed"),
            "seed",
            CreateState.typed["seed"],
            hint=t("The same seed and settings make the same songs."),
            placeholder=t("Random"),
            input_mode="numeric",
        ),
        class_name="stack",
    )


def _feed(actions: Slot) -> tuple[rx.Component, ...]:
    return (
        rx.el.h2(t("Your songs")),
        rx.cond(
            FeedState.loaded,
            rx.cond(count(FeedState.pairs) > 0, _pairs(actions), _first_song()),
            skeleton_rows(4),
        ),
    )


def _pairs(actions: Slot) -> rx.Component:
    return rx.fragment(
        track_list(
            rx.foreach(
                FeedState.pairs,
                lambda pair: pair_card(
                    pair,
                    FeedState.progress[pair.id],
                    FeedState.cancel_request,
                    actions,
                    waits=waiting_request,
                    again=_again,
                ),
            ),
            class_name="pairs",
            more=FeedState.more_tracks,
        ),
        rx.cond(
            FeedState.more,
            rx.el.div(quiet_button(t("Load more"), on_click=FeedState.load_more_pairs), class_name="more"),
        ),
    )


def _again(pair: PairRow) -> rx.Component:
    """What can be done about a pair of which nothing came."""
    try_again = quiet_button(t("Try again"), on_click=FeedState.repeat_request(pair.id), custom_attrs=ASKS)
    return rx.cond(pair.status == "no_credits", without_credits(pair), try_again)


def _first_song() -> rx.Component:
    return empty_state(
        t("Describe your first song"),
        t("One sentence is enough. Or begin with one of these:"),
        *[chip(idea, CreateState.use_idea(idea)) for idea in ideas.EXAMPLES],
    )
