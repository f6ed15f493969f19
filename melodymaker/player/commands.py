"""What the server asks of the player in the browser."""

from collections.abc import Sequence
from dataclasses import asdict

import reflex as rx

from melodymaker.player.track import Track
from melodymaker.ui.commands import command


def forget_track(song_id: str) -> rx.event.EventSpec:
    """The event that takes a song out of the player's list, and stops it if it plays."""
    return command("remove", id=song_id)


def play_tracks(tracks: Sequence[Track], *, shuffle: bool = False) -> rx.event.EventSpec:
    """The event that plays these tracks from the first one, or in any order."""
    return command("play", tracks=[asdict(track) for track in tracks], shuffle=shuffle)


def keep_tracks(list_id: str, title: str, tracks: Sequence[Track]) -> rx.event.EventSpec:
    """The event that keeps a playlist on the device, to be played without a connection."""
    return command("keep", id=list_id, title=title, tracks=[asdict(track) for track in tracks])


def switch_track(tracks: Sequence[Track], song_id: str) -> rx.event.EventSpec:
    """The event that plays one of these tracks from where another of them is, for comparing takes."""
    return command("switch", tracks=[asdict(track) for track in tracks], id=song_id)
