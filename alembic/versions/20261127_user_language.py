"""user language.

In which language somebody reads the site, for the mails that are sent when they are not there.
"""

import sqlalchemy as sa
from alembic import op

revision = 'b58f0c2d7e14'
down_revision = 'd3b7f0e61a58'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('users', sa.Column('language', sa.String(length=12), nullable=False, server_default=''))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column('users', 'language')
