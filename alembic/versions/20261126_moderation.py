"""moderation.

What people report, and what admins did about it.
"""

import sqlalchemy as sa
from alembic import op

revision = '8d2f6c19e4a7'
down_revision = 'c4d8017be35a'
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        'reports',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('reporter_id', sa.String(length=32), nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('target_id', sa.String(length=32), nullable=False),
        sa.Column('reason', sa.String(length=16), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('at', _TIME, nullable=False),
        sa.Column('closed_at', _TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ['reporter_id'], ['users.id'], name=op.f('fk_reports_reporter_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_reports')),
    )
    open_ones = sa.text('closed_at IS NULL')
    op.create_index('ix_reports_open', 'reports', ['at', 'id'], sqlite_where=open_ones, postgresql_where=open_ones)
    op.create_index(
        'uq_reports_open',
        'reports',
        ['reporter_id', 'kind', 'target_id'],
        unique=True,
        sqlite_where=open_ones,
        postgresql_where=open_ones,
    )
    op.create_index('ix_reports_kind_target_id', 'reports', ['kind', 'target_id'])
    op.create_table(
        'admin_actions',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('admin_id', sa.String(length=32), nullable=True),
        sa.Column('action', sa.String(length=24), nullable=False),
        sa.Column('target_id', sa.String(length=32), nullable=False),
        sa.Column('about', sa.Text(), nullable=False),
        sa.Column('at', _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ['admin_id'], ['users.id'], name=op.f('fk_admin_actions_admin_id_users'), ondelete='SET NULL'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_admin_actions')),
    )
    op.create_index('ix_admin_actions_at_id', 'admin_actions', ['at', 'id'])
    failed = sa.text("status = 'failed'")
    op.create_index(
        'ix_generations_failed', 'generations', ['finished_at', 'id'], sqlite_where=failed, postgresql_where=failed
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_generations_failed', table_name='generations')
    op.drop_table('admin_actions')
    op.drop_table('reports')
