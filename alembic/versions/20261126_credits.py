"""credits.

The ledger, what the payment service tells, and what each user has left.
"""

import sqlalchemy as sa
from alembic import op

revision = '5a90d3e7c146'
down_revision = '4e9a6b1d70c3'
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_WAITING = sa.text('processed_at IS NULL')
_NO_CUSTOMER = sa.text("customer_id = ''")
_REFUSE_SQLITE = """
CREATE TRIGGER credit_entries_are_only_added BEFORE UPDATE ON credit_entries
BEGIN SELECT RAISE(ABORT, 'credit entries are only added'); END
"""
_REFUSE_POSTGRES = (
    """
    CREATE FUNCTION refuse_credit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'credit entries are only added'; END $$
    """,
    """
    CREATE TRIGGER credit_entries_are_only_added BEFORE UPDATE ON credit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_credit_change()
    """,
)


def upgrade() -> None:
    """Make the change."""
    # SQLite adds a check only together with its column, and Alembic knows no way to say so.
    op.execute(
        'ALTER TABLE users ADD COLUMN credits INTEGER DEFAULT 0 NOT NULL'
        ' CONSTRAINT ck_users_credits_not_negative CHECK (credits >= 0)'
    )
    op.add_column('users', sa.Column('customer_id', sa.String(length=64), server_default='', nullable=False))
    op.create_index(
        'ix_users_no_customer', 'users', ['created_at'], sqlite_where=_NO_CUSTOMER, postgresql_where=_NO_CUSTOMER
    )
    op.create_table(
        'credit_entries',
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=120), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('at', _TIME, nullable=False),
        sa.Column('kind', sa.String(length=16), nullable=False),
        sa.Column('amount', sa.Integer(), nullable=False),
        sa.Column('balance', sa.Integer(), nullable=False),
        sa.Column('generation_id', sa.String(length=32), nullable=False),
        sa.Column('order_id', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ['user_id'], ['users.id'], name=op.f('fk_credit_entries_user_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('number', name=op.f('pk_credit_entries')),
        sa.UniqueConstraint('key', name=op.f('uq_credit_entries_key')),
    )
    op.create_index('ix_credit_entries_user_id_number', 'credit_entries', ['user_id', 'number'])
    op.create_index(op.f('ix_credit_entries_generation_id'), 'credit_entries', ['generation_id'])
    op.create_index(op.f('ix_credit_entries_order_id'), 'credit_entries', ['order_id'])
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    for statement in (_REFUSE_SQLITE,) if on_sqlite else _REFUSE_POSTGRES:
        op.execute(statement)
    op.create_table(
        'payment_events',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('delivery', sa.String(length=200), nullable=False),
        sa.Column('type', sa.String(length=100), nullable=False),
        sa.Column('body', sa.Text(), nullable=False),
        sa.Column('received_at', _TIME, nullable=False),
        sa.Column('processed_at', _TIME, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_events')),
        sa.UniqueConstraint('delivery', name=op.f('uq_payment_events_delivery')),
    )
    op.create_index(
        'ix_payment_events_waiting',
        'payment_events',
        ['received_at'],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table('payment_events')
    op.drop_table('credit_entries')
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('DROP FUNCTION refuse_credit_change()')
    op.drop_index('ix_users_no_customer', table_name='users')
    op.drop_column('users', 'customer_id')
    op.drop_column('users', 'credits')
