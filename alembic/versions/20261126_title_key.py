"""title key.

What lists of songs are ordered by under "Title": the title as the search folds it, so that Äpfel stands by apples and
a capital letter makes no difference, on every database alike.
"""

import sqlalchemy as sa
from alembic import op

from melodymaker.db.search_text import sort_key

revision = 'c7e40a9d2b18'
down_revision = 'b52d7c9e1f40'
branch_labels = None
depends_on = None

_KEY = sa.String(length=160).with_variant(sa.String(length=160, collation='C'), 'postgresql')
_PIECE = 10_000


def upgrade() -> None:
    """Make the change."""
    op.add_column('songs', sa.Column('title_key', _KEY, server_default='', nullable=False))
    _fill()
    # Not in a batch, which would make the table anew and lose the search's triggers.
    op.drop_index('ix_songs_user_id_title_id', 'songs')
    op.create_index('ix_songs_user_id_title_key_id', 'songs', ['user_id', 'title_key', 'id'])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_songs_user_id_title_key_id', 'songs')
    op.create_index('ix_songs_user_id_title_id', 'songs', ['user_id', 'title', 'id'])
    op.drop_column('songs', 'title_key')


def _fill() -> None:
    bind = op.get_bind()
    songs = sa.table('songs', *map(sa.column, ('id', 'title', 'title_key')))
    update = sa.update(songs).where(songs.c.id == sa.bindparam('key')).values(title_key=sa.bindparam('text'))
    last = ''
    while rows := bind.execute(
        sa.select(songs.c.id, songs.c.title).where(songs.c.id > last).order_by(songs.c.id).limit(_PIECE)
    ).all():
        bind.execute(update, [{'key': row.id, 'text': sort_key(row.title)} for row in rows])
        last = rows[-1].id
