"""What changes with a comment: the counts, what people are notified of, and the open pages."""

from sqlmodel import Session

from melodymaker import ports
from melodymaker.db.models import Comment, Song
from melodymaker.notifications.service import notify, retract
from melodymaker.songs import trending
from melodymaker.songs.announcements import announce_song
from melodymaker.songs.days import count_on_day
from melodymaker.types import Change, Kind, Notice, SongId, UserId, song_topic


def count_comment(session: Session, song: Song, comment: Comment, parent: Comment | None) -> None:
    """Count a comment that is there from now on; the song's and the parent's rows are locked by the caller."""
    song.comments += 1
    count_on_day(session, song, comment.created_at, comments=1)
    if parent is not None:
        parent.replies += 1
    if comment.user_id != song.user_id:
        trending.count_act(song, trending.COMMENT, comment.created_at)


def uncount_comment(session: Session, song: Song, comment: Comment, parent: Comment | None) -> None:
    """Take a comment out of the counts."""
    song.comments -= 1
    count_on_day(session, song, comment.created_at, comments=-1)
    if parent is not None:
        parent.replies -= 1
    if comment.user_id != song.user_id:
        trending.take_back_act(song, trending.COMMENT, comment.created_at)


def tell(session: Session, song: Song, comment: Comment, parent: Comment | None) -> None:
    """Notify the song's owner, and whoever is replied to; one who is both is told once."""
    told = {"actor": UserId(comment.user_id), "song_id": SongId(song.id), "source": comment.id}
    if parent is not None:
        notify(session, UserId(parent.user_id), Notice.REPLY, thread=parent.id, **told)
    if parent is None or parent.user_id != song.user_id:
        notify(session, UserId(song.user_id), Notice.COMMENT, **told)


def untell(session: Session, song: Song, comment: Comment, parent: Comment | None) -> None:
    """Take back what was told of a comment."""
    told = {"actor": UserId(comment.user_id), "song_id": SongId(song.id), "source": comment.id}
    if parent is not None:
        retract(session, UserId(parent.user_id), Notice.REPLY, thread=parent.id, **told)
    retract(session, UserId(song.user_id), Notice.COMMENT, **told)


def announce_comments(song: Song) -> None:
    """Tell whoever looks at the song that its comments are other ones, and all who count them."""
    ports.in_use().live.publish(Change(Kind.COMMENT, song.id), song_topic(song.id))
    announce_song(song)
