"""request_key.

What tells a request that was sent twice from two requests. Those that were there before have none.
"""

import sqlalchemy as sa
from alembic import op

revision = 'e2f7a41c90b6'
down_revision = '9b4d6e02c7f1'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.add_column('generations', sa.Column('request_key', sa.String(length=64), nullable=True))
    op.create_index('uq_generations_user_id_request_key', 'generations', ['user_id', 'request_key'], unique=True)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('uq_generations_user_id_request_key', table_name='generations')
    op.drop_column('generations', 'request_key')
