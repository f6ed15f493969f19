"""quotas.

What the files of a song, and of all songs of a user, take up. Songs that were there before count as nothing.
"""

import sqlalchemy as sa
from alembic import op

revision = '7a3d9c51e2b8'
down_revision = '1b279c8dbabd'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    # Not in a batch, which would make the tables anew and lose the search's triggers.
    op.add_column('songs', sa.Column('bytes', sa.BigInteger(), server_default='0', nullable=False))
    op.add_column('users', sa.Column('stored_bytes', sa.BigInteger(), server_default='0', nullable=False))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('users', 'stored_bytes')
    op.drop_column('songs', 'bytes')
