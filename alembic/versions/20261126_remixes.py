"""remixes.

What a request for a remix says, whose song a remix was made of, how many a song has, and where its sections begin.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'c4d8017be35a'
down_revision = '63c43098260e'
branch_labels = None
depends_on = None

_MADE = sa.text('source_id IS NOT NULL')


def _request_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column('remix', sqlmodel.sql.sqltypes.AutoString(length=16), server_default='', nullable=False),
        sa.Column('source_id', sqlmodel.sql.sqltypes.AutoString(length=32), server_default='', nullable=False),
        sa.Column('source', sa.Text(), server_default='', nullable=False),
        sa.Column('difference', sa.Float(), server_default='0.5', nullable=False),
        sa.Column('remix_from', sa.Float(), nullable=True),
        sa.Column('remix_to', sa.Float(), nullable=True),
    )


def _song_columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column('source_user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True),
        sa.Column('allow_remixes', sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column('remixes', sa.Integer(), server_default='0', nullable=False),
        sa.Column('sections', sa.Text(), server_default='', nullable=False),
        sa.Column('bar', sa.Float(), server_default='0', nullable=False),
    )


def upgrade() -> None:
    """Make the change."""
    # Not in a batch, which would make the table of songs anew and lose the search's triggers.
    for table, columns in (('generations', _request_columns()), ('songs', _song_columns())):
        for column in columns:
            op.add_column(table, column)
    op.create_index('ix_songs_source_id', 'songs', ['source_id'], sqlite_where=_MADE, postgresql_where=_MADE)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_songs_source_id', 'songs', sqlite_where=_MADE, postgresql_where=_MADE)
    for table, columns in (('songs', _song_columns()), ('generations', _request_columns())):
        for column in reversed(columns):
            op.drop_column(table, column.name)
