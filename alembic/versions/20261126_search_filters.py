"""search filters.

The languages of the songs that everybody may hear, which the search offers; and what it filters by, beside the order in
which it shows the songs.
"""

import sqlalchemy as sa
from alembic import op

revision = '7b0e3c52d8f1'
down_revision = '1c7e5a93d0f4'
branch_labels = None
depends_on = None


_LISTED = sa.text('listed_at IS NOT NULL')
_FILTERS = ('user_id', 'bpm', 'key', 'duration', 'instrumental', 'language')


def _create(name: str, *columns: str) -> None:
    op.create_index(name, 'songs', list(columns), sqlite_where=_LISTED, postgresql_where=_LISTED)


def upgrade() -> None:
    """Make the change."""
    _create('ix_songs_listed_language', 'language', 'id')
    op.drop_index('ix_songs_listed_trending', table_name='songs')
    _create('ix_songs_listed_trending', 'trend', 'id', *_FILTERS)


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_songs_listed_trending', table_name='songs')
    _create('ix_songs_listed_trending', 'trend', 'id')
    op.drop_index('ix_songs_listed_language', table_name='songs')
