"""metric counters.

What every process counts for /metrics, in one place, so that it is right whichever process is asked.
"""

import sqlalchemy as sa
from alembic import op

revision = 'a94d2e61c7b8'
down_revision = 'e17c5b90a2f3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        'metric_counters',
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('label', sa.String(length=60), nullable=False),
        sa.Column('part', sa.String(length=16), nullable=False),
        sa.Column('value', sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint('name', 'label', 'part', name=op.f('pk_metric_counters')),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table('metric_counters')
