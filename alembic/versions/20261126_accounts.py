"""accounts.

Emails that are confirmed, guests, accounts on their way out, where a session was opened, links sent by e-mail, and
other ways to sign in. Whoever has an account already counts as confirmed.
"""

import sqlalchemy as sa
from alembic import op

revision = '4e9a6b1d70c3'
down_revision = '7b0e3c52d8f1'
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def _key(name: str, table: str) -> sa.Column:
    return sa.Column(
        name,
        sa.String(length=32),
        sa.ForeignKey('users.id', name=op.f(f'fk_{table}_{name}_users'), ondelete='CASCADE'),
        nullable=False,
    )


def upgrade() -> None:
    """Make the change."""
    op.add_column('users', sa.Column('verified_at', _TIME, nullable=True))
    op.add_column('users', sa.Column('delete_at', _TIME, nullable=True))
    op.add_column('users', sa.Column('guest', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index('ix_users_delete_at', 'users', ['delete_at'])
    op.execute('UPDATE users SET verified_at = created_at')
    op.add_column('user_sessions', sa.Column('network', sa.String(length=64), server_default='', nullable=False))
    op.create_table(
        'account_links',
        sa.Column('token_hash', sa.String(length=64), nullable=False),
        _key('user_id', 'account_links'),
        sa.Column('purpose', sa.String(length=16), nullable=False),
        sa.Column('email', sa.String(length=254), nullable=False),
        sa.Column('expires_at', _TIME, nullable=False),
        sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_account_links')),
    )
    op.create_index('ix_account_links_user_id', 'account_links', ['user_id'])
    op.create_index('ix_account_links_expires_at', 'account_links', ['expires_at'])
    op.create_table(
        'identities',
        sa.Column('provider', sa.String(length=16), nullable=False),
        sa.Column('subject', sa.String(length=255), nullable=False),
        _key('user_id', 'identities'),
        sa.Column('created_at', _TIME, nullable=False),
        sa.PrimaryKeyConstraint('provider', 'subject', name=op.f('pk_identities')),
    )
    op.create_index('ix_identities_user_id', 'identities', ['user_id'])
    op.create_table(
        'passkeys',
        sa.Column('id', sa.String(length=32), nullable=False),
        _key('user_id', 'passkeys'),
        sa.Column('name', sa.String(length=60), nullable=False),
        sa.Column('credential_id', sa.String(length=1400), nullable=False),
        sa.Column('public_key', sa.Text(), nullable=False),
        sa.Column('sign_count', sa.BigInteger(), nullable=False),
        sa.Column('created_at', _TIME, nullable=False),
        sa.Column('used_at', _TIME, nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_passkeys')),
        sa.UniqueConstraint('credential_id', name=op.f('uq_passkeys_credential_id')),
    )
    op.create_index('ix_passkeys_user_id', 'passkeys', ['user_id'])


def downgrade() -> None:
    """Take the change back."""
    for table in ('passkeys', 'identities', 'account_links'):
        op.drop_table(table)
    op.drop_column('user_sessions', 'network')
    op.drop_index('ix_users_delete_at', table_name='users')
    for column in ('guest', 'delete_at', 'verified_at'):
        op.drop_column('users', column)
