"""first tables."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = 'd7661d19d7e0'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the change."""
    op.create_table('categories',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_categories')),
    sa.UniqueConstraint('name', name=op.f('uq_categories_name'))
    )
    op.create_table('users',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users')),
    sa.UniqueConstraint('email', name=op.f('uq_users_email'))
    )
    op.create_table('generations',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mode', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('style', sa.Text(), nullable=False),
    sa.Column('lyrics', sa.Text(), nullable=False),
    sa.Column('instrumental', sa.Boolean(), nullable=False),
    sa.Column('duration', sa.Integer(), nullable=True),
    sa.Column('bpm', sa.Integer(), nullable=True),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('guidance_low', sa.Float(), nullable=False),
    sa.Column('guidance_high', sa.Float(), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('progress', sa.Float(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('fence', sa.Integer(), nullable=False),
    sa.Column('worker', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lease_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_generations_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_generations'))
    )
    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_generations_lease_until'), ['lease_until'], unique=False)
        batch_op.create_index(batch_op.f('ix_generations_started_at'), ['started_at'], unique=False)
        batch_op.create_index('ix_generations_status_turn_created_at', ['status', 'turn', 'created_at'], unique=False)
        batch_op.create_index('ix_generations_user_id_created_at_id', ['user_id', 'created_at', 'id'], unique=False)
        batch_op.create_index('uq_generations_one_running_per_user', ['user_id'], unique=True, sqlite_where=sa.text("status = 'processing'"), postgresql_where=sa.text("status = 'processing'"))

    op.create_table('user_sessions',
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('renewed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('user_agent', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_user_sessions_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_user_sessions'))
    )
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_user_sessions_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_user_sessions_user_id'), ['user_id'], unique=False)

    op.create_table('songs',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('generation_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('take', sqlmodel.sql.sqltypes.AutoString(length=1), nullable=False),
    sa.Column('status', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('style', sa.Text(), nullable=False),
    sa.Column('lyrics', sa.Text(), nullable=False),
    sa.Column('instrumental', sa.Boolean(), nullable=False),
    sa.Column('duration', sa.Float(), nullable=False),
    sa.Column('bpm', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('guidance', sa.Float(), nullable=False),
    sa.Column('engine', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('score_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('peaks', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('master', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('stream', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('cover', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('thumb', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('listens', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['generation_id'], ['generations.id'], name=op.f('fk_songs_generation_id_generations'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_songs_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_songs')),
    sa.UniqueConstraint('generation_id', 'take', name=op.f('uq_songs_generation_id_take'))
    )
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.create_index('ix_songs_deleted_at', ['deleted_at'], unique=False, sqlite_where=sa.text('deleted_at IS NOT NULL'), postgresql_where=sa.text('deleted_at IS NOT NULL'))
        batch_op.create_index('ix_songs_user_id_created_at_id', ['user_id', 'created_at', 'id'], unique=False)
        batch_op.create_index('ix_songs_user_id_status_created_at_id', ['user_id', 'status', 'created_at', 'id'], unique=False)

    op.create_table('listens',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('song_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('user_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_listens_song_id_songs'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_listens_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_listens'))
    )
    with op.batch_alter_table('listens', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_listens_song_id'), ['song_id'], unique=False)
        batch_op.create_index('ix_listens_user_id_song_id_at', ['user_id', 'song_id', 'at'], unique=False)

    op.create_table('song_categories',
    sa.Column('song_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('category_id', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.ForeignKeyConstraint(['category_id'], ['categories.id'], name=op.f('fk_song_categories_category_id_categories'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['song_id'], ['songs.id'], name=op.f('fk_song_categories_song_id_songs'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('song_id', 'category_id', name=op.f('pk_song_categories'))
    )
    with op.batch_alter_table('song_categories', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_song_categories_category_id'), ['category_id'], unique=False)



def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table('song_categories', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_song_categories_category_id'))

    op.drop_table('song_categories')
    with op.batch_alter_table('listens', schema=None) as batch_op:
        batch_op.drop_index('ix_listens_user_id_song_id_at')
        batch_op.drop_index(batch_op.f('ix_listens_song_id'))

    op.drop_table('listens')
    with op.batch_alter_table('songs', schema=None) as batch_op:
        batch_op.drop_index('ix_songs_user_id_status_created_at_id')
        batch_op.drop_index('ix_songs_user_id_created_at_id')
        batch_op.drop_index('ix_songs_deleted_at', sqlite_where=sa.text('deleted_at IS NOT NULL'), postgresql_where=sa.text('deleted_at IS NOT NULL'))

    op.drop_table('songs')
    with op.batch_alter_table('user_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_user_sessions_user_id'))
        batch_op.drop_index(batch_op.f('ix_user_sessions_expires_at'))

    op.drop_table('user_sessions')
    with op.batch_alter_table('generations', schema=None) as batch_op:
        batch_op.drop_index('uq_generations_one_running_per_user', sqlite_where=sa.text("status = 'processing'"), postgresql_where=sa.text("status = 'processing'"))
        batch_op.drop_index('ix_generations_user_id_created_at_id')
        batch_op.drop_index('ix_generations_status_turn_created_at')
        batch_op.drop_index(batch_op.f('ix_generations_started_at'))
        batch_op.drop_index(batch_op.f('ix_generations_lease_until'))

    op.drop_table('generations')
    op.drop_table('users')
    op.drop_table('categories')
