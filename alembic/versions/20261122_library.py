"""library.

Playlists, likes, favorites, presets; what the library sorts and filters by; jobs at engines outside.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '1b279c8dbabd'
down_revision = '5e1c0f3a9b7d'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('playlists',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('updated_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_playlists_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_playlists'))
    )
    with op.batch_alter_table('playlists', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_playlists_deleted_at'), ['deleted_at'], unique=False)
        batch_op.create_index('ix_playlists_user_id_updated_at_id', ['user_id', 'updated_at', 'id'], unique=False)

    op.create_table('presets',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('settings', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_presets_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_presets')),
    sa.UniqueConstraint('user_id', 'name', name=op.f('uq_presets_user_id_name'))
    )
    op.create_table('favorites',
    sa.Column('song_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_favorites_song_id_songs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_favorites_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'user_id', name=op.f('pk_favorites'))
    )
    with op.batch_alter_table('favorites', schema=None) as batch_op:
        batch_op.create_index('ix_favorites_user_id_at_song_id', ['user_id', 'at', 'song_id'], unique=False)

    op.create_table('likes',
    sa.Column('song_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_likes_song_id_songs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_likes_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'user_id', name=op.f('pk_likes'))
    )
    with op.batch_alter_table('likes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_likes_user_id'), ['user_id'], unique=False)

    op.create_table('playlist_songs',
    sa.Column('playlist_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('song_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['playlist_id'], ['playlists.id'], name=op.f('fk_playlist_songs_playlist_id_playlists'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_playlist_songs_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('playlist_id', 'song_id', name=op.f('pk_playlist_songs'))
    )
    with op.batch_alter_table('playlist_songs', schema=None) as batch_op:
        batch_op.create_index('ix_playlist_songs_playlist_id_place', ['playlist_id', 'place'], unique=False)
        batch_op.create_index(batch_op.f('ix_playlist_songs_song_id'), ['song_id'], unique=False)

    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('engine_job', sqlmodel.sql.sqltypes.AutoString(length=64), server_default='', nullable=False))
        batch_op.add_column(sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), server_default='', nullable=False))
        batch_op.add_column(sa.Column('engine_files', sa.Text(), server_default='', nullable=False))
        batch_op.create_index('ix_generations_engine_job', ['engine_job'], unique=False, sqlite_where=sa.text("engine_job <> ''"), postgresql_where=sa.text("engine_job <> ''"))

    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('published_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('source_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=True))
        batch_op.add_column(sa.Column('loudness', sa.Float(), server_default='-14.0', nullable=False))
        batch_op.add_column(sa.Column('timings', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('likes', sa.Integer(), server_default='0', nullable=False))
        batch_op.add_column(sa.Column('downloads', sa.Integer(), server_default='0', nullable=False))
        batch_op.create_index('ix_songs_instrumental', ['user_id', 'created_at', 'id'], unique=False, sqlite_where=sa.text('instrumental'), postgresql_where=sa.text('instrumental'))
        batch_op.create_index('ix_songs_published', ['user_id', 'created_at', 'id'], unique=False, sqlite_where=sa.text('published_at IS NOT NULL'), postgresql_where=sa.text('published_at IS NOT NULL'))
        batch_op.create_index('ix_songs_remixes', ['user_id', 'created_at', 'id'], unique=False, sqlite_where=sa.text('source_id IS NOT NULL'), postgresql_where=sa.text('source_id IS NOT NULL'))
        batch_op.create_index('ix_songs_user_id_duration_id', ['user_id', 'duration', 'id'], unique=False)
        batch_op.create_index('ix_songs_user_id_listens_id', ['user_id', 'listens', 'id'], unique=False)
        batch_op.create_index('ix_songs_user_id_title_id', ['user_id', 'title', 'id'], unique=False)


def downgrade() -> None:
    """Take the change back."""
    # Not in a batch, which would make the tables anew and lose the search's triggers.
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_index('ix_songs_user_id_title_id')
        batch_op.drop_index('ix_songs_user_id_listens_id')
        batch_op.drop_index('ix_songs_user_id_duration_id')
        batch_op.drop_index('ix_songs_remixes', sqlite_where=sa.text('source_id IS NOT NULL'), postgresql_where=sa.text('source_id IS NOT NULL'))
        batch_op.drop_index('ix_songs_published', sqlite_where=sa.text('published_at IS NOT NULL'), postgresql_where=sa.text('published_at IS NOT NULL'))
        batch_op.drop_index('ix_songs_instrumental', sqlite_where=sa.text('instrumental'), postgresql_where=sa.text('instrumental'))
    op.drop_column('songs', 'downloads')
    op.drop_column('songs', 'likes')
    op.drop_column('songs', 'timings')
    op.drop_column('songs', 'loudness')
    op.drop_column('songs', 'source_id')
    op.drop_column('songs', 'published_at')

    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.drop_index('ix_generations_engine_job', sqlite_where=sa.text("engine_job <> ''"), postgresql_where=sa.text("engine_job <> ''"))
    op.drop_column('generations', 'title')
    op.drop_column('generations', 'engine_files')
    op.drop_column('generations', 'engine_job')

    with op.batch_alter_table('playlist_songs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_playlist_songs_song_id'))
        batch_op.drop_index('ix_playlist_songs_playlist_id_place')

    op.drop_table('playlist_songs')
    with op.batch_alter_table('likes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_likes_user_id'))

    op.drop_table('likes')
    with op.batch_alter_table('favorites', schema=None) as batch_op:
        batch_op.drop_index('ix_favorites_user_id_at_song_id')

    op.drop_table('favorites')
    op.drop_table('presets')
    with op.batch_alter_table('playlists', schema=None) as batch_op:
        batch_op.drop_index('ix_playlists_user_id_updated_at_id')
        batch_op.drop_index(batch_op.f('ix_playlists_deleted_at'))

    op.drop_table('playlists')