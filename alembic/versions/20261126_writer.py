"""writer.

Who wrote a song's lyrics, if it was neither the user nor the engine.
"""

import sqlalchemy as sa
from alembic import op

revision = '6f2c9ab41e07'
down_revision = '4993bf436e2e'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    # Not in a batch, which would make the table anew and lose the search's triggers.
    op.add_column('songs', sa.Column('writer', sa.String(length=80), server_default='', nullable=False))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('songs', 'writer')
