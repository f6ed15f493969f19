"""Where a song comes from and what was made of it, as far as one may hear it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from melodymaker import db
from melodymaker.db.models import Generation, Song, User
from melodymaker.songs.permissions import get_playable_song, playable_by
from melodymaker.types import SongId, UserId

_MOST_GENERATIONS = 12
_MOST_SONGS = 200


@dataclass(frozen=True)
class TreeRow:
    """A song of the tree. `kind` is what kind of remix it is, `depth` how far it stands in from the left."""

    id: str
    title: str
    take: str
    artist: str
    kind: str
    depth: int
    current: bool


@dataclass(frozen=True)
class RemixTree:
    """A song among its relatives that the viewer may hear, from the first one down.

    `lost` says that the song was made of one that the viewer may not hear; `remixes` counts what was made of it, of
    which there may be more than rows.
    """

    rows: list[TreeRow]
    lost: bool
    remixes: int
    own: bool
    allowed: bool
    remixable: bool


def remix_tree(viewer: UserId | None, song_id: SongId) -> RemixTree:
    """The tree of a song, for this user or a visitor; raises NotFound unless they may hear it.

    It ends, upwards and downwards, at a song that the viewer may not hear: nothing tells what lies behind.
    """
    with db.read() as session:
        song = get_playable_song(session, viewer, song_id)
        ancestors = _songs(session, _ancestors(viewer, song))
        below = _songs(session, _descendants(viewer, song))
        this = _songs(session, sa.select(sa.literal(song.id)))
    line = _line(song.source_id, {one.id: one for one in ancestors})
    children = defaultdict(list)
    for one in below:
        children[one.source_id].append(one)
    rows = [_row(one, depth, current=False) for depth, one in enumerate(line)]
    rows += _branch(this[0], len(line), children, song.id)
    return RemixTree(
        rows=rows,
        lost=song.source_id is not None and not line,
        remixes=max(song.remixes, len(children[song.id])),
        own=song.user_id == viewer,
        allowed=song.allow_remixes,
        remixable=song.user_id == viewer or song.allow_remixes,
    )


def _ancestors(viewer: UserId | None, song: Song) -> sa.Select:
    found = _step(viewer, col(Song.id) == song.source_id).cte(recursive=True)
    earlier = aliased(Song)
    more = sa.select(col(earlier.id), col(earlier.source_id), found.c.depth + 1).where(
        col(earlier.id) == found.c.source_id, playable_by(viewer, earlier), found.c.depth < _MOST_GENERATIONS
    )
    return sa.select(found.union(more).c.id)


def _descendants(viewer: UserId | None, song: Song) -> sa.Select:
    children = _step(viewer, col(Song.source_id) == song.id).limit(_MOST_SONGS).subquery()
    found = sa.select(children).cte(recursive=True)
    later = aliased(Song)
    more = sa.select(col(later.id), col(later.source_id), found.c.depth + 1).where(
        col(later.source_id) == found.c.id, playable_by(viewer, later), found.c.depth < _MOST_GENERATIONS
    )
    return sa.select(found.union(more).c.id).limit(_MOST_SONGS)


def _step(viewer: UserId | None, which: sa.ColumnElement[bool]) -> sa.Select:
    depth = sa.literal(1).label("depth")
    return sa.select(col(Song.id), col(Song.source_id), depth).where(which, playable_by(viewer))


def _songs(session: Session, ids: sa.Select) -> list[Any]:
    """What is drawn of these songs, the oldest first, and take A before take B."""
    columns = (
        col(Song.id),
        col(Song.title),
        col(Song.take),
        col(Song.source_id),
        col(User.name),
        col(Generation.remix),
    )
    statement = (
        sa.select(*columns)
        .join(User, col(User.id) == Song.user_id)
        .join(Generation, col(Generation.id) == Song.generation_id)
        .where(col(Song.id).in_(ids))
        .order_by(col(Generation.created_at), col(Song.generation_id), col(Song.take))
    )
    return list(session.connection().execute(statement))


def _line(source_id: str | None, ancestors: dict[str, Any]) -> list[Any]:
    """The ancestors, the first one first."""
    line: list[Any] = []
    while source_id in ancestors and ancestors[source_id] not in line:
        line.insert(0, ancestors[source_id])
        source_id = line[0].source_id
    return line


def _branch(song: Any, depth: int, children: dict[str, list[Any]], current: str) -> list[TreeRow]:
    rows = [_row(song, depth, current=song.id == current)]
    for child in children.get(song.id, ()):
        rows += _branch(child, depth + 1, children, current)
    return rows


def _row(song: Any, depth: int, *, current: bool) -> TreeRow:
    return TreeRow(song.id, song.title, song.take, song.name, song.remix, depth, current)
