"""Names for the kinds of value that pass between the layers."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType

UserId = NewType("UserId", str)
SongId = NewType("SongId", str)
GenerationId = NewType("GenerationId", str)
PlaylistId = NewType("PlaylistId", str)
CommentId = NewType("CommentId", str)
NotificationId = NewType("NotificationId", str)
FileName = NewType("FileName", str)
Seconds = NewType("Seconds", float)

AT_ONCE = Seconds(0)


class Status(StrEnum):
    """Where a generation, and each of its songs, stands."""

    QUEUED = "queued"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"
    NO_CREDITS = "no_credits"
    CANCELLED = "cancelled"


PENDING = (Status.QUEUED, Status.PROCESSING)


class Mode(StrEnum):
    """What the user gave: one sentence, or lyrics and a style."""

    SIMPLE = "simple"
    CUSTOM = "custom"


class Stage(StrEnum):
    """The stages of making a pair, in their order."""

    WRITING = "writing"
    COMPOSING = "composing"
    COVER = "cover"
    FINISHING = "finishing"


MAX_TITLE = 120
MAX_DESCRIPTION = 1_000
MAX_STYLE = 1_000
MAX_LYRICS = 5_000
MAX_KEY = 16
MAX_COMMENT = 1_000


def _text(limit: int, *, lines: bool = False, column: int | None = None) -> Any:
    """A text field: its limit in characters, whether line ends are kept, and the length of its column if it has one."""
    return field(default="", metadata={"limit": limit, "lines": lines, "column": column})


@dataclass(frozen=True)
class SongRequest:
    """Everything a user can ask for in a pair of songs. Numbers that were left open are None.

    Each field is named here and nowhere else: the row, the preset, the job and the composer's state are made from
    these. A new field needs a migration; a text field is one line of any length unless its metadata says otherwise.
    """

    mode: Mode = field(default=Mode.SIMPLE, metadata={"column": 16})
    # Without one the engine finds a title.
    title: str = _text(MAX_TITLE, column=MAX_TITLE)
    description: str = _text(MAX_DESCRIPTION, lines=True)
    style: str = _text(MAX_STYLE)
    # Without them the engine writes lyrics, unless the song is instrumental.
    lyrics: str = _text(MAX_LYRICS, lines=True)
    # Whether the composer shows the field for lyrics; what is stored follows from the texts.
    write_lyrics: bool = field(default=True, metadata={"stored": False})
    instrumental: bool = False
    duration: int | None = None
    bpm: int | None = None
    key: str = _text(MAX_KEY, column=MAX_KEY)
    seed: int | None = field(default=None, metadata={"required": True})
    # How closely each take follows the text, where the engine honours it.
    guidance_low: float = 7.5
    guidance_high: float = 15.0

    @property
    def guidance(self) -> tuple[float, float]:
        """The guidance of take A and of take B."""
        return self.guidance_low, self.guidance_high


class Kind(StrEnum):
    """What a change is about."""

    GENERATION = "generation"
    """A request is there, has begun, has ended, or its songs are other ones."""
    PROGRESS = "progress"
    """A request that is being made has come further."""
    SONG = "song"
    PERSON = "person"
    """What a profile shows of a person, or of whom they follow."""
    PLAYLIST = "playlist"
    COMMENT = "comment"
    """The comments of the song of this id."""
    NOTIFICATION = "notification"


class Notice(StrEnum):
    """What somebody is notified of."""

    READY = "ready"
    """A request's songs are finished."""
    FOLLOW = "follow"
    LIKE = "like"
    COMMENT = "comment"
    REPLY = "reply"
    REMIX = "remix"


@dataclass(frozen=True)
class Change:
    """That a row of this kind and id is another now, for open tabs to read it again."""

    kind: Kind
    id: str


Topic = NewType("Topic", str)
"""What a tab listens to: all that is a user's, or one thing."""


def user_topic(user_id: str) -> Topic:
    """Changes of what a user owns, or has marked."""
    return Topic(f"user:{user_id}")


def song_topic(song_id: str) -> Topic:
    """Changes of one song, whoever makes them."""
    return Topic(f"song:{song_id}")


def playlist_topic(playlist_id: str) -> Topic:
    """Changes of one playlist."""
    return Topic(f"playlist:{playlist_id}")


def person_topic(user_id: str) -> Topic:
    """Changes of what everybody sees of a person."""
    return Topic(f"person:{user_id}")
