"""What the player tells the server: only that something was listened to."""

from collections.abc import Sequence
from dataclasses import asdict

import reflex as rx

from melodymaker.accounts.state import current_user
from melodymaker.db import in_thread
from melodymaker.player import service
from melodymaker.player.queries import Track
from melodymaker.types import SongId
from melodymaker.ui.commands import command
from melodymaker.web import arguments


class PlayerState(rx.State):
    """The player's one message."""

    @rx.event
    async def count_listen(self, song_id: str) -> None:
        """Count a play that has lasted long enough."""
        if user := await current_user(self):
            await in_thread(service.count_listen, user.id, SongId(arguments.row_id(song_id)))


def forget_track(song_id: str) -> rx.event.EventSpec:
    """The event that takes a song out of the player's list, and stops it if it plays."""
    return command("remove", id=song_id)


def play_tracks(tracks: Sequence[Track], *, shuffle: bool = False) -> rx.event.EventSpec:
    """The event that plays these tracks from the first one, or in any order."""
    return command("play", tracks=[asdict(track) for track in tracks], shuffle=shuffle)


def switch_track(tracks: Sequence[Track], song_id: str) -> rx.event.EventSpec:
    """The event that plays one of these tracks from where another of them is, for comparing takes."""
    return command("switch", tracks=[asdict(track) for track in tracks], id=song_id)


def enqueue_track(track: rx.Var[Track] | Track, *, soon: bool) -> rx.event.EventSpec:
    """The event that puts a track of the page into the queue, right after the current one or at the end."""
    name = "melody:next" if soon else "melody:queue"
    return rx.run_script(f"dispatchEvent(new CustomEvent('{name}', {{detail: {{track: {track}}}}}))")
