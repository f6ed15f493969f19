"""song days.

What happened to each song on each day. The days before are counted from the listens, likes and comments that are
there; of downloads only sums were kept.
"""

import sqlalchemy as sa
from alembic import op

revision = '1c7e5a93d0f4'
down_revision = '8d2f6c19e4a7'
branch_labels = None
depends_on = None

_TABLES = (
    ('plays', 'listens', 'at', ''),
    ('likes', 'likes', 'at', ''),
    ('comments', 'comments', 'created_at', ' WHERE acts.deleted_at IS NULL'),
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        'song_days',
        sa.Column('song_id', sa.String(length=32), nullable=False),
        sa.Column('day', sa.Date(), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        *(
            sa.Column(name, sa.Integer(), server_default='0', nullable=False)
            for name in ('plays', 'likes', 'comments', 'downloads')
        ),
        sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_days_song_id_songs'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_song_days_user_id_users'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('song_id', 'day', name=op.f('pk_song_days')),
    )
    op.create_index('ix_song_days_user_id_day', 'song_days', ['user_id', 'day'])
    for count, table, at, where in _TABLES:
        op.execute(
            f'INSERT INTO song_days (song_id, day, user_id, {count})'  # noqa: S608 - names of this file's own
            f' SELECT acts.song_id, date(acts.{at}), songs.user_id, count(*) FROM {table} AS acts'
            f' JOIN songs ON songs.id = acts.song_id{where or " WHERE true"}'
            f' GROUP BY acts.song_id, date(acts.{at}), songs.user_id'
            f' ON CONFLICT (song_id, day) DO UPDATE SET {count} = excluded.{count}'
        )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table('song_days')
