"""playlist position.

Where a song stands in a playlist is called its position.
"""

from alembic import op

revision = '9b4d6e02c7f1'
down_revision = '5c1e8f20a9d4'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.drop_index('ix_playlist_songs_playlist_id_place', table_name='playlist_songs')
    op.execute('ALTER TABLE playlist_songs RENAME COLUMN place TO position')
    op.create_index('ix_playlist_songs_playlist_id_position', 'playlist_songs', ['playlist_id', 'position'])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index('ix_playlist_songs_playlist_id_position', table_name='playlist_songs')
    op.execute('ALTER TABLE playlist_songs RENAME COLUMN position TO place')
    op.create_index('ix_playlist_songs_playlist_id_place', 'playlist_songs', ['playlist_id', 'place'])
