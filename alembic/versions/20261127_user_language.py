"""user language.

In which language somebody reads the site, for the mails that are sent when they are not there.
"""

import sqlalchemy as sa
from alembic import op

revision = 'b58f0c2d7e14'
down_revision = 'a94d2e61c7b8'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sa.String(length=12), nullable=False, server_default=''))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('language')
