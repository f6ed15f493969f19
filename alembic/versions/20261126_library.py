"""library.

Covers at the size of a grid's tile. Finished songs without lyrics are instrumentals, also where only the words of the
request asked for one.
"""

import sqlalchemy as sa
from alembic import op

revision = 'c81f4a6d2e90'
down_revision = 'c7e40a9d2b18'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('songs', sa.Column('tile', sa.String(length=80), server_default='', nullable=False))
    songs = sa.table('songs', *(sa.column(name) for name in ('status', 'lyrics', 'instrumental')))
    wordless = (songs.c.status == 'ready', songs.c.lyrics == '', songs.c.instrumental == sa.false())
    op.execute(sa.update(songs).where(*wordless).values(instrumental=sa.true()))


def downgrade() -> None:
    """Take the change back; which songs were instrumentals before is not known any more."""
    op.drop_column('songs', 'tile')
