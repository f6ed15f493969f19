"""request id.

The id of the web request or event that asked for the songs, which the lines of the log carry in the worker, too.
"""

import sqlalchemy as sa
from alembic import op

revision = 'e17c5b90a2f3'
down_revision = 'c81f4a6d2e90'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('generations', sa.Column('request_id', sa.String(length=64), server_default='', nullable=False))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('generations', 'request_id')
