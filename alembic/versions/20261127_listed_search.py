"""an index of the published songs' words.

PostgreSQL reads all that its index has of a word, so those who search what everybody may hear have one without all else.
"""

from alembic import op

revision = 'e91c37a5f2d8'
down_revision = 'c4a91e7d50f3'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name != 'sqlite':
        op.execute('CREATE INDEX ix_songs_listed_search ON songs USING gin (search) WHERE listed_at IS NOT NULL')


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name != 'sqlite':
        op.drop_index('ix_songs_listed_search', table_name='songs')
