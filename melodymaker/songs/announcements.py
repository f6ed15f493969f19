"""Telling open tabs that a song is another one now."""

from melodymaker import ports
from melodymaker.db.models import Song
from melodymaker.types import Change, Kind, SongId, UserId, person_topic, song_topic, user_topic

PLAYS_RATE = "1/3seconds"
"""How often the plays of one song are announced: everybody on its page reads it again each time."""


def announce_song(song: Song, *people: UserId) -> None:
    """Tell the owner's tabs, whoever looks at the song, its source or the owner's page, and these people's tabs."""
    publish = ports.in_use().live.publish
    topics = {user_topic(person) for person in (song.user_id, *people)}
    publish(Change(Kind.SONG, song.id), *sorted(topics), song_topic(song.id), person_topic(song.user_id))
    if song.source_id and song.source_user_id:
        publish(Change(Kind.SONG, song.source_id), user_topic(song.source_user_id), song_topic(song.source_id))


def announce_removal(song: Song) -> None:
    """Tell open tabs that a song has gone or is back: its request's songs are other ones."""
    announce_song(song)
    ports.in_use().live.publish(Change(Kind.GENERATION, song.generation_id), user_topic(song.user_id))


def announce_play(song: Song) -> None:
    """Tell of a play, but not of each where there are many: song pages look by themselves every few seconds too."""
    if ports.in_use().limits.allow(PLAYS_RATE, "announced-play", song.id):
        announce_song(song)


def announce_mark(actor: UserId, song_id: SongId) -> None:
    """Tell the actor's own tabs that they have marked a song, which nobody else sees."""
    ports.in_use().live.publish(Change(Kind.SONG, song_id), user_topic(actor))
