"""trace parent.

The place in a trace of the web request or event that asked for the songs, where the worker's part goes on.
"""

import sqlalchemy as sa
from alembic import op

revision = 'd5b2f7e8103c'
down_revision = 'a94d2e61c7b8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('generations', sa.Column('trace_parent', sa.String(length=55), server_default='', nullable=False))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('generations', 'trace_parent')
