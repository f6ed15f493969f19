"""What is playing, and what can be done about it: the player of the tab, as values and actions for components.

The values are read from the browser's store, and the actions run there within the click or key itself: neither needs
the server. A value is a Var and may stand wherever one may; those that are objects have the type of their class here,
so that a misspelt field is found. An action is an event trigger, as in `on_click=player.toggle()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import ArrayVar, BooleanVar, FunctionVar, NumberVar, StringVar

from melodymaker.player.track import LyricLine, Track
from melodymaker.player.web import module
from melodymaker.ui.browser import action, action_on_event, callback, hook_value

_HOOKS = module("hooks")


@dataclass(frozen=True)
class Drag:
    """A row of the queue that is being dragged: from which index to which, how far, and how high the row is, in px."""

    start: int
    end: int
    offset: float
    height: float


@dataclass(frozen=True)
class Lyrics:
    """The lyrics of the current song, or why they are not there."""

    id: str
    sung: bool
    timed: bool
    lines: list[LyricLine]
    failed: bool


def _value(name: str, kind: Any) -> Any:
    """A field of the store; a component that reads it is drawn again when it changes."""
    return hook_value(_HOOKS, "usePlayer", rx.Var(f"(state) => state.{name}"), name=f"player_{name}", kind=kind)


class Player:
    """The one player of the tab."""

    track: Track = _value("track", Track)
    """The current song; nothing when the player is empty."""
    empty: BooleanVar = hook_value(
        _HOOKS, "usePlayer", rx.Var("(state) => !state.track"), name="player_empty", kind=bool
    )
    """Whether there is no current song."""
    queue: ArrayVar[list[Track]] = _value("queue", list[Track])
    """All songs of the queue, in the order of the list they came from."""
    upcoming: ArrayVar[list[Track]] = _value("upcoming", list[Track])
    """The songs after the current one, in the order they will be played."""
    has_next: BooleanVar = _value("hasNext", bool)
    playing: BooleanVar = _value("playing", bool)
    """Whether it plays, or will as soon as the sound arrives."""
    waiting: BooleanVar = _value("waiting", bool)
    """Whether sound was requested and has not begun."""
    failed: StringVar = _value("failed", str)
    """Why nothing plays: `missing` (the file), `unplayable` (here), `offline`, or empty."""
    skips: BooleanVar = _value("skips", bool)
    """After a failure: whether the next song will be tried by itself."""
    seconds: NumberVar[float] = _value("seconds", float)
    """How long the current song is."""
    position: NumberVar[int] = hook_value(_HOOKS, "useClock", rx.Var("Math.floor"), name="player_position", kind=int)
    """How many whole seconds of it have played."""
    aim: NumberVar[float] = _value("aim", float)
    """Where the held thumb of the seek bar is, in seconds; nothing while it is not held."""
    volume: NumberVar[float] = _value("volume", float)
    """From 0 to 1, as somebody chose it."""
    muted: BooleanVar = _value("muted", bool)
    shuffle: BooleanVar = _value("shuffle", bool)
    repeat: StringVar = _value("repeat", str)
    """`off`, `all` or `one`."""
    crossfade: NumberVar[float] = _value("crossfade", float)
    """For how many seconds two songs sound at once."""
    panel: StringVar = _value("panel", str)
    """The name of the panel that is open beside the bar, or empty."""
    help: BooleanVar = _value("help", bool)
    """Whether the list of keys is open."""
    full: BooleanVar = _value("full", bool)
    """Whether the player fills the screen of a phone."""
    drag: Drag = _value("drag", Drag)
    """The row of the queue that is being dragged; nothing while none is."""
    announcement: StringVar = _value("announcement", str)
    """What screen readers are told."""
    lyrics: Lyrics = _value("lyrics", Lyrics)
    """The lyrics of the current song, for as long as something reads `line`."""

    # What somebody hears.

    def toggle(self) -> FunctionVar:
        """Play, or pause."""
        return _action("playback", "toggle")

    def next(self) -> FunctionVar:
        """Play the next song of the queue, or of the list that it came from."""
        return _action("playback", "next")

    def previous(self) -> FunctionVar:
        """Begin the song again, or within its first 3 s play the one before."""
        return _action("playback", "previous")

    def replay(self) -> FunctionVar:
        """Play the current song from its start."""
        return _action("playback", "replay")

    def seek(self, seconds: rx.Var[float] | float) -> FunctionVar:
        """Go on at this position of the current song."""
        return _action("playback", "seek", seconds)

    def seek_by(self, seconds: float) -> FunctionVar:
        """Go back or forward."""
        return _action("playback", "seekBy", seconds)

    def retry(self) -> FunctionVar:
        """Try the current song again after a failure."""
        return _action("playback", "retry")

    def press(self, track: Track) -> FunctionVar:
        """For the click of a button: play the track and the list around the button, or pause and go on."""
        return _action_on_event("tracks", "pressTrack", track)

    def press_waveform(self, track: Track) -> FunctionVar:
        """For the click of a waveform: play the track from there."""
        return _action_on_event("tracks", "pressWaveform", track)

    def play_from(self, track: Track, seconds: float) -> FunctionVar:
        """For a click: play the track from this position, or go there if it is the current one."""
        return _action_on_event("tracks", "playFromSecond", track, seconds)

    # How somebody likes to listen.

    def set_volume(self, volume: rx.Var[float] | float) -> FunctionVar:
        """Set the volume, 0 to 1."""
        return _action("choices", "setVolume", volume)

    def change_volume(self, by: float) -> FunctionVar:
        """Make it louder or softer."""
        return _action("choices", "changeVolume", by)

    def toggle_mute(self) -> FunctionVar:
        """Mute, or no longer."""
        return _action("choices", "toggleMute")

    def toggle_shuffle(self) -> FunctionVar:
        """Shuffle what follows, or give it its order back."""
        return _action("choices", "toggleShuffle")

    def cycle_repeat(self) -> FunctionVar:
        """Repeat nothing, then all, then the current song."""
        return _action("choices", "cycleRepeat")

    def set_crossfade(self, seconds: rx.Var[float] | float) -> FunctionVar:
        """Set for how many seconds two songs sound at once, 0 to 12."""
        return _action("choices", "setCrossfade", seconds)

    def toggle_like(self) -> FunctionVar:
        """Like the current song, or no longer; the server is told."""
        return _action("likes", "toggleLike")

    # The queue. Indexes are those of `upcoming`.

    def enqueue(self, track: Track, *, soon: bool) -> FunctionVar:
        """Put a track into the queue, right after the current one or at the end."""
        return _action("playback", "addToQueue", track, soon)

    def play_upcoming(self, index: rx.Var | int) -> FunctionVar:
        """Play this song of the queue."""
        return _action("playback", "playUpcoming", index)

    def move(self, index: rx.Var | int, to: rx.Var | int, focus: str = ".queue-play") -> FunctionVar:
        """Move a song of the queue; `focus` selects what of its row has the focus afterwards."""
        return _action("reorder", "moveUpcoming", index, to, focus)

    def move_by_key(self, index: rx.Var | int) -> FunctionVar:
        """For a key pressed on a row of the queue: move it by Alt and an arrow."""
        return _action_on_event("reorder", "moveByKey", index)

    def start_drag(self, index: rx.Var | int) -> FunctionVar:
        """For a pointer pressed on the handle of a row of the queue: drag the row."""
        return _action_on_event("reorder", "startDrag", index)

    def remove(self, index: rx.Var | int) -> FunctionVar:
        """Take a song out of the queue."""
        return _action("reorder", "removeUpcomingAt", index)

    def clear(self) -> FunctionVar:
        """Take all songs but the current one out of the queue."""
        return _action("reorder", "clearUpcoming")

    # The thumb of the seek bar.

    def hold_thumb(self) -> FunctionVar:
        """From now on moving the thumb only aims."""
        return _action("aim", "holdThumb")

    def move_thumb(self, seconds: rx.Var[float]) -> FunctionVar:
        """Aim at this position, or without holding the thumb, go there."""
        return _action("aim", "moveThumb", seconds)

    def release_thumb(self) -> FunctionVar:
        """Go where the thumb is."""
        return _action("aim", "releaseThumb")

    def cancel_thumb(self) -> FunctionVar:
        """Let the thumb go without going anywhere."""
        return _action("aim", "cancelThumb")

    def seek_by_key(self) -> FunctionVar:
        """For a key pressed on the seek bar: go back or forward 5 s, 15 s, or to an end."""
        return _action_on_event("aim", "seekByKey")

    # What opens around the bar.

    def toggle_panel(self, name: str) -> FunctionVar:
        """Open the panel of this name beside the bar, or close it."""
        return _action("panels", "togglePanel", name)

    def close_panel(self) -> FunctionVar:
        """Close the panel; the focus goes back to where it came from."""
        return _action("panels", "closePanel")

    def set_help(self, opened: rx.Var[bool] | bool) -> FunctionVar:
        """Show or hide the list of keys."""
        return _action("panels", "setHelp", opened)

    def open_full(self) -> FunctionVar:
        """Fill the screen of a phone with the player."""
        return _action("panels", "openFull")

    def close_full(self) -> FunctionVar:
        """Make it a bar again."""
        return _action("panels", "closeFull")

    def leave_full(self) -> FunctionVar:
        """For a link of the player: make it a bar, if it fills the screen."""
        return _action("panels", "leaveFull")

    def focus_search(self, address: str) -> FunctionVar:
        """Focus the page's search field; where there is none, follow the page's link to this address."""
        return _action("keys", "focusSearch", address)

    def start(self, keys: Iterable[tuple[str, Any, bool]], on_listen: Any, on_like: Any) -> FunctionVar:
        """Start the sound, once for the life of the page.

        `keys` are (key in lower case, action or event handler, whether it works without a song). `on_listen` is an
        event handler that receives the song's id once per play, after 10 s or half the song were really played;
        `on_like` one that receives the id, and whether it is liked from now on.
        """
        table = [[key, act if isinstance(act, FunctionVar) else callback(act), always] for key, act, always in keys]
        listens = callback(on_listen, str) if on_listen else rx.Var("() => {}")
        likes = callback(on_like, str, bool) if on_like else rx.Var("() => {}")
        return _action("start", "start", rx.Var.create(table), listens, likes)

    # What belongs to one song of a page. These are for the inside of an `rx.memo` whose prop the song is, so that a
    # change draws that song again and not the list.

    def state_of(self, track: Track) -> StringVar:
        """Whether a track is `playing`, `paused`, or `idle`, as all but the current one are."""
        return hook_value(_HOOKS, "useTrackState", track.id, name="track_state", kind=str)

    def is_current(self, track: Track) -> BooleanVar:
        """Whether a track is the current one."""
        return hook_value(_HOOKS, "useIsCurrent", track.id, name="track_is_current", kind=bool)

    def registered(self, track: Track) -> StringVar:
        """The track's id, for the attribute `data-plays` of its button, by which its list is found."""
        return hook_value(_HOOKS, "useTrack", track, name="track_registered", kind=str)

    def line_of(self, song_id: str) -> NumberVar[int]:
        """The index of the line of this song's lyrics that is sung; -1 for none, and for all but the current song."""
        return hook_value(_HOOKS, "useLine", song_id, name="track_line", kind=int)

    def word_of(self, song_id: str) -> NumberVar[int]:
        """The index of the word of the current line that is sung; -1 before the first, and where none has a time."""
        return hook_value(_HOOKS, "useWord", song_id, name="track_word", kind=int)

    def owner(self, user_id: rx.Var[str] | str, known: rx.Var[bool] | bool) -> StringVar:
        """Have the queue stored for this user as soon as it is known who that is; for an attribute of the bar."""
        return hook_value(_HOOKS, "useOwner", user_id, known, name="player_owner", kind=str)


def _action(name: str, function: str, *arguments: Any) -> FunctionVar:
    return action(module(name), function, *arguments)


def _action_on_event(name: str, function: str, *arguments: Any) -> FunctionVar:
    return action_on_event(module(name), function, *arguments)


player = Player()
