"""What programs send to the API. A field that is not known is an error: it may be a misspelt one."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from melodymaker.types import (
    MAX_DESCRIPTION,
    MAX_KEY,
    MAX_LYRICS,
    MAX_STYLE,
    MAX_TITLE,
    Mode,
    RemixKind,
    SongRequest,
    Status,
    Voice,
)

MAX_SONGS_AT_ONCE = 500
ROW_ID = r"^[A-Za-z0-9_-]{1,32}$"
RowId = Annotated[str, StringConstraints(pattern=ROW_ID)]


class Sent(BaseModel):
    """JSON that was sent; types are taken as they are, so that "90" is no number."""

    model_config = ConfigDict(extra="forbid", strict=True)


class DraftBody(Sent):
    """What a song is to be about."""

    description: str = Field("", max_length=MAX_DESCRIPTION, examples=["a waltz about the last train home"])
    style: str = Field("", max_length=MAX_STYLE)
    instrumental: bool = False


class SongBody(Sent):
    """What you want to hear: a `description` alone, or a `style` with `lyrics`, or with a `description` of them.

    What is left out the engine finds.
    """

    description: str = Field("", max_length=MAX_DESCRIPTION, examples=["a waltz about the last train home"])
    title: str = Field("", max_length=MAX_TITLE)
    style: str = Field("", max_length=MAX_STYLE, examples=["folk, warm, guitar"])
    lyrics: str = Field("", max_length=MAX_LYRICS)
    instrumental: bool = False
    voice: Literal["auto", "higher", "lower", "none"] = Field(
        "auto", description="Who sings both takes; `auto` has one singer each, `none` an instrument in their place."
    )
    duration: int | None = Field(None, description="In seconds; what the engine allows is in `GET /me`.")
    bpm: int | None = Field(None, ge=30, le=300)
    key: str = Field("", max_length=MAX_KEY, examples=["D minor"])
    seed: int | None = Field(None, ge=0, lt=2**31)

    def request(self) -> SongRequest:
        """The request that this is."""
        given = {**self.model_dump(), "voice": Voice(self.voice)}
        if not (self.style or self.lyrics or self.title):
            return SongRequest(mode=Mode.SIMPLE, **given)
        return SongRequest(mode=Mode.CUSTOM, write_lyrics=bool(self.lyrics) or not self.description, **given)


class RemixBody(Sent):
    """What is to become of a song. Seconds count from its start."""

    kind: Literal["vary", "restyle", "extend", "replace"]
    style: str = Field("", max_length=MAX_STYLE, description="For `restyle`: the other style.")
    difference: float = Field(0.5, ge=0, le=1, description="How different it is to be.")
    start: float | None = Field(None, ge=0, description="For `extend` and `replace`: where the new part begins.")
    end: float | None = Field(None, ge=0, description="For `replace`: where the new part ends.")
    duration: int | None = Field(None, description="For `extend`: how long it lasts in all, in seconds.")

    @property
    def remix_kind(self) -> RemixKind:
        """The kind."""
        return RemixKind(self.kind)


class SongChanges(Sent):
    """What is to be another one; what is left out stays."""

    title: str | None = Field(None, max_length=MAX_TITLE)
    published: bool | None = Field(None, description="Whether everybody may hear it.")
    favorite: bool | None = None


class PlaylistBody(Sent):
    """A playlist to be made."""

    title: str = Field(max_length=MAX_TITLE)
    description: str = Field("", max_length=MAX_DESCRIPTION)
    public: bool = False


class PlaylistChanges(Sent):
    """What is to be another one; what is left out stays."""

    title: str | None = Field(None, max_length=MAX_TITLE)
    description: str | None = Field(None, max_length=MAX_DESCRIPTION)
    public: bool | None = None


class SongIds(Sent):
    """Songs, in the order in which they are to be added."""

    song_ids: list[RowId] = Field(min_length=1, max_length=MAX_SONGS_AT_ONCE)


class ListQuery(BaseModel):
    """Which of your songs are listed."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(25, ge=1, le=100)
    cursor: str = Field("", max_length=200, description="Where the page before ended.")
    q: str = Field("", max_length=200, description="Words that are in the title, style or lyrics.")
    status: Status | Literal[""] = Field("", description="Only songs of this status.")
    favorite: bool = Field(default=False, description="Your favorites instead of the songs you made.")
