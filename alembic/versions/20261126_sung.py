"""sung.

Whether the engine that made a song sings its lyrics. Until now that followed from the engine's name.
"""

import sqlalchemy as sa
from alembic import op

revision = '5c1e8f20a9d4'
down_revision = '7a3d9c51e2b8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    # Not in a batch, which would make the table anew and lose the search's triggers.
    op.add_column('songs', sa.Column('sung', sa.Boolean(), server_default=sa.false(), nullable=False))
    songs = sa.table('songs', sa.column('sung', sa.Boolean), sa.column('engine', sa.String))
    op.execute(sa.update(songs).where(songs.c.engine.not_in(('', 'sketch'))).values(sung=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('songs', 'sung')
