"""voice.

Who is to sing a pair of songs. What was asked for earlier left that to the engine.
"""

import sqlalchemy as sa
from alembic import op

revision = 'b52d7c9e1f40'
down_revision = '6f2c9ab41e07'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('generations', sa.Column('voice', sa.String(length=16), server_default='auto', nullable=False))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('generations', 'voice')
