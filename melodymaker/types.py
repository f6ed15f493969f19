"""Names for the kinds of value that pass between the layers."""

from dataclasses import dataclass, field, fields, replace
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


class Work(StrEnum):
    """What a worker is woken for."""

    SONGS = "songs"
    PAYMENTS = "payments"
    WEBHOOKS = "webhooks"


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


class RemixKind(StrEnum):
    """What becomes of the song that a remix starts from; nothing for a song that starts from none."""

    NONE = ""
    VARY = "vary"
    RESTYLE = "restyle"
    EXTEND = "extend"
    REPLACE = "replace"


class Voice(StrEnum):
    """Who sings, where the engine has singers to choose from: both takes the same one, or (auto) one each."""

    AUTO = "auto"
    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"
    """Nobody: an instrument plays the tune, for others to sing."""


MAX_TITLE = 120
MAX_DESCRIPTION = 1_000
MAX_STYLE = 1_000
MAX_LYRICS = 5_000
MAX_KEY = 16
MAX_COMMENT = 1_000


def _text(limit: int, *, lines: bool = False, column: int | None = None) -> Any:
    """A text field: its limit in characters, whether line ends are kept, and the length of its column if it has one."""
    return field(default="", metadata={"limit": limit, "lines": lines, "column": column})


def _of_remix(default: Any, **metadata: Any) -> Any:
    """A field that only a remix has: nobody types it, and no preset holds it."""
    return field(default=default, metadata={"remix": True, **metadata})


@dataclass(frozen=True)
class SongRequest:
    """Everything a user can ask for in a pair of songs. Numbers that were left open are None.

    Each field is named here and nowhere else: the row, the preset, the job and the composer's state are made from
    these. A new field needs a migration; a text field is one line of any length unless its metadata says otherwise.
    One that is `later` has a default for the rows that were stored before.
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
    voice: Voice = field(default=Voice.AUTO, metadata={"column": 16, "later": True})
    duration: int | None = None
    bpm: int | None = None
    key: str = _text(MAX_KEY, column=MAX_KEY)
    seed: int | None = field(default=None, metadata={"required": True})
    # How closely each take follows the text, where the engine honours it.
    guidance_low: float = 7.5
    guidance_high: float = 15.0
    remix: RemixKind = field(default=RemixKind.NONE, metadata={"remix": True, "column": 16})
    # The song that a remix starts from, and how that was asked for itself (JSON, see ports/source.py).
    source_id: str = _of_remix("", column=32)
    source: str = _of_remix("")
    # How different the remix is to be: 0 to 1.
    difference: float = _of_remix(0.5)
    # Seconds in the source: the part that is replaced; or where an extension goes on, without one at the end.
    remix_from: float | None = _of_remix(None)
    remix_to: float | None = _of_remix(None)

    @property
    def guidance(self) -> tuple[float, float]:
        """The guidance of take A and of take B."""
        return self.guidance_low, self.guidance_high


REMIX_FIELDS = tuple(one.name for one in fields(SongRequest) if one.metadata.get("remix"))


def without_remix(request: SongRequest) -> SongRequest:
    """The request for the same song, made from nothing."""
    return replace(request, **{name: getattr(SongRequest, name) for name in REMIX_FIELDS})


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
    REPORT = "report"
    """What admins see of what was reported."""
    COMMENT = "comment"
    """The comments of the song of this id."""
    NOTIFICATION = "notification"
    CREDITS = "credits"
    """What a user has left of them."""
    WEBHOOK = "webhook"
    """What was sent to an address of a user's."""
    SESSION = "session"
    """Where a person is signed in, or what their account may do."""


class Reported(StrEnum):
    """What can be reported."""

    SONG = "song"
    COMMENT = "comment"
    PERSON = "person"


class Reason(StrEnum):
    """Why something is reported."""

    SPAM = "spam"
    HATE = "hate"
    SEXUAL = "sexual"
    RIGHTS = "rights"
    OTHER = "other"


class Movement(StrEnum):
    """Why credits move."""

    FREE = "free"
    """Given to each new account."""
    HOLD = "hold"
    """Put aside for a request."""
    SETTLE = "settle"
    """The request's songs are finished: what was held is spent."""
    REFUND = "refund"
    """The request came to nothing: what was held comes back."""
    PURCHASE = "purchase"
    PLAN = "plan"
    """A month of a subscription."""
    CLAW_BACK = "claw_back"
    """An order was paid back, and takes its credits along as far as they are left."""


class LinkPurpose(StrEnum):
    """What a link in a mail is good for."""

    VERIFY = "verify"
    """It shows that the account's email is its owner's."""
    RESET = "reset"
    """It sets another password."""
    EMAIL = "email"
    """It makes the address that it was sent to the account's email."""


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


def admin_topic() -> Topic:
    """What concerns every admin."""
    return Topic("admin")


def playlist_topic(playlist_id: str) -> Topic:
    """Changes of one playlist."""
    return Topic(f"playlist:{playlist_id}")


def person_topic(user_id: str) -> Topic:
    """Changes of what everybody sees of a person."""
    return Topic(f"person:{user_id}")
