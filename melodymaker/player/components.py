"""The player bar, and what songs on a page carry so that they can be played."""

from typing import Any

import reflex as rx

from melodymaker.player.track import Track

# The modules import each other by name, so all of them have to stand in one folder.
_BUTTONS = rx.asset("buttons.jsx", shared=True).importable_path
_PLAYER = rx.asset("player.jsx", shared=True).importable_path
for _name in (
    *("bar.jsx", "bars.jsx", "glyphs.jsx", "help.jsx", "lyrics-panel.jsx", "panel.jsx", "queue-panel.jsx"),
    *("round.jsx", "seek.jsx", "volume.jsx"),
    *("choices.js", "commands.js", "decks.js", "drag.js", "engine.js", "keys.js", "likes.js", "listens.js"),
    *("media.js", "memory.js", "panels.js", "queue.js", "store.js", "trouble.js"),
):
    rx.asset(_name, shared=True)


def _id_and_flag(song_id: rx.Var[str], flag: rx.Var[bool]) -> tuple[rx.Var[str], rx.Var[bool]]:
    """What `passthrough_event_spec(str, bool)` makes: its types know one argument only."""
    return song_id, flag


class Player(rx.Component):
    """The bar at the bottom and the sound itself; pages are its children."""

    library = _PLAYER
    tag = "Player"

    owner: rx.Var[str]
    known: rx.Var[bool]
    on_listen: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_like: rx.EventHandler[_id_and_flag]


class PlayButton(rx.Component):
    """A button that plays its track, and the list it stands in after it."""

    library = _BUTTONS
    tag = "PlayButton"

    track: rx.Var[Track]
    variant: rx.Var[str]
    label: rx.Var[str]


class Waveform(rx.Component):
    """The levels of a track; the played part is bright, a click seeks."""

    library = _BUTTONS
    tag = "Waveform"

    track: rx.Var[Track]
    size: rx.Var[str]


def player_bar(
    on_listen: Any = None, on_like: Any = None, *, owner: rx.Var[str] | str = "", known: rx.Var[bool] | bool = False
) -> rx.Component:
    """Return the player, to be mounted once around all pages.

    `on_listen` is an event handler that receives the song's id, once per play, after 10 s or half the
    song were really played; `on_like` one that receives the id, and whether it is liked from now on.
    What played is remembered for the `owner`, the signed-in user's id, as soon as it is `known` who that is.
    """
    handlers = {name: act for name, act in (("on_listen", on_listen), ("on_like", on_like)) if act}
    return Player.create(owner=owner, known=known, **handlers)


def play_button(track: rx.Var[Track] | Track, variant: str, label: str = "") -> rx.Component:
    """Return a button named `Play <title>` or `Pause <title>`.

    Variants: `large` (the gradient, with `label` as its text), `cover` (the thumbnail with the
    glyph over it, for rows) and `cover-large` (the full cover, as wide as its container). The list that
    Next and Previous walk is the nearest ancestor with `data-tracklist`.
    """
    return PlayButton.create(track=track, variant=variant, label=label)


def waveform(track: rx.Var[Track] | Track, size: str = "row") -> rx.Component:
    """Return the waveform of a track, `row` or `large`; hidden from screen readers."""
    return Waveform.create(track=track, size=size)
