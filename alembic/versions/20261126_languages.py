"""languages.

The languages of the songs that everybody may hear, which the search offers as a filter.
"""

import sqlalchemy as sa
from alembic import op

revision = '7b0e3c52d8f1'
down_revision = '1c7e5a93d0f4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    listed = sa.text('listed_at IS NOT NULL')
    op.create_index(
        'ix_songs_listed_language', 'songs', ['language', 'id'], sqlite_where=listed, postgresql_where=listed
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_songs_listed_language', table_name='songs')
