"""faster lists.

A category's songs know whose they are and since when, so that a library is read by it; people are found in the order of
their followers; the newest songs say whose they are; how requests ended, and how many songs a library holds, is read
from an index. And SQLite uses the indexes for flags, which its queries compare with a number, and not those for dates
that most rows do not have.
"""

import sqlalchemy as sa
from alembic import op

revision = 'd3b7f0e61a58'
down_revision = 'd5b2f7e8103c'
branch_labels = None
depends_on = None

_FLAGGED = (
    ('ix_songs_instrumental', 'songs', ('user_id', 'created_at', 'id'), 'instrumental'),
    ('ix_playlists_listed', 'playlists', ('updated_at', 'id'), 'public'),
    ('ix_notification_choices_by_mail', 'notification_choices', ('user_id',), 'by_mail'),
)
_DATES = (('playlists', 'deleted_at'), ('users', 'delete_at'))
_MORE = {'ix_playlists_listed': ' AND deleted_at IS NULL'}
_CATEGORY_COLUMNS = ('user_id', 'category_id', 'created_at', 'song_id')


def upgrade() -> None:
    """Make the change."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    op.add_column('song_categories', sa.Column('user_id', sa.String(length=32), nullable=True))
    op.add_column('song_categories', sa.Column('created_at', sa.DateTime(timezone=True), nullable=True))
    if sqlite:
        _write_flag_indexes(' = 1')
    for statement in _SQLITE if sqlite else _POSTGRES:
        op.execute(statement)
    op.execute(
        'UPDATE song_categories SET user_id = (SELECT user_id FROM songs WHERE songs.id = song_categories.song_id),'
        ' created_at = (SELECT created_at FROM songs WHERE songs.id = song_categories.song_id)'
    )
    op.create_index('ix_song_categories_user_id', 'song_categories', list(_CATEGORY_COLUMNS))
    op.create_index('ix_users_followers_id', 'users', ['followers', 'id'])
    kept = sa.text('deleted_at IS NULL')
    columns = ['user_id', 'created_at', 'id']
    op.create_index('ix_songs_kept', 'songs', columns, sqlite_where=kept, postgresql_where=kept)
    _write_index('ix_songs_listed_new', 'songs', ('listed_at', 'id', 'user_id'), 'listed_at IS NOT NULL')
    for table, column in _DATES:
        _write_index(f'ix_{table}_{column}', table, (column,), f'{column} IS NOT NULL')
    op.create_index(
        'ix_generations_user_id_created_at_id_status', 'generations', ['user_id', 'created_at', 'id', 'status']
    )
    op.drop_index('ix_generations_user_id_created_at_id', table_name='generations')
    op.create_index(
        'ix_generations_status_turn_created_at_id', 'generations', ['status', 'turn', 'created_at', 'id']
    )
    op.drop_index('ix_generations_status_turn_created_at', table_name='generations')


def _write_flag_indexes(is_set: str) -> None:
    for name, table, columns, flag in _FLAGGED:
        _write_index(name, table, columns, flag + is_set + _MORE.get(name, ''))


def _write_index(name: str, table: str, columns: tuple[str, ...], condition: str | None) -> None:
    op.drop_index(name, table_name=table)
    where = sa.text(condition) if condition else None
    op.create_index(name, table, list(columns), sqlite_where=where, postgresql_where=where)


_SQLITE = (
    'DROP TRIGGER song_categories_listed',
    'CREATE TRIGGER song_categories_listed AFTER INSERT ON song_categories BEGIN'
    ' UPDATE song_categories SET (listed_at, user_id, created_at) ='
    ' (SELECT listed_at, user_id, created_at FROM songs WHERE id = new.song_id)'
    ' WHERE song_id = new.song_id AND category_id = new.category_id; END',
    'CREATE TRIGGER songs_owned AFTER UPDATE OF user_id, created_at ON songs BEGIN'
    ' UPDATE song_categories SET user_id = new.user_id, created_at = new.created_at WHERE song_id = new.id; END',
)
_SQLITE_BEFORE = (
    'DROP TRIGGER songs_owned',
    'DROP TRIGGER song_categories_listed',
    'CREATE TRIGGER song_categories_listed AFTER INSERT ON song_categories BEGIN'
    ' UPDATE song_categories SET listed_at = (SELECT listed_at FROM songs WHERE id = new.song_id)'
    ' WHERE song_id = new.song_id AND category_id = new.category_id; END',
)
_POSTGRES = (
    'CREATE OR REPLACE FUNCTION song_categories_listed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    ' SELECT listed_at, user_id, created_at INTO new.listed_at, new.user_id, new.created_at'
    ' FROM songs WHERE id = new.song_id; RETURN new; END $$',
    'CREATE FUNCTION songs_owned() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    ' UPDATE song_categories SET user_id = new.user_id, created_at = new.created_at WHERE song_id = new.id;'
    ' RETURN NULL; END $$',
    'CREATE TRIGGER songs_owned AFTER UPDATE OF user_id, created_at ON songs FOR EACH ROW'
    ' EXECUTE FUNCTION songs_owned()',
)
_POSTGRES_BEFORE = (
    'DROP TRIGGER songs_owned ON songs',
    'DROP FUNCTION songs_owned',
    'CREATE OR REPLACE FUNCTION song_categories_listed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    ' new.listed_at = (SELECT listed_at FROM songs WHERE id = new.song_id); RETURN new; END $$',
)


def downgrade() -> None:
    """Take the change back."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    op.create_index('ix_generations_status_turn_created_at', 'generations', ['status', 'turn', 'created_at'])
    op.drop_index('ix_generations_status_turn_created_at_id', table_name='generations')
    op.create_index('ix_generations_user_id_created_at_id', 'generations', ['user_id', 'created_at', 'id'])
    op.drop_index('ix_generations_user_id_created_at_id_status', table_name='generations')
    op.drop_index('ix_songs_kept', table_name='songs')
    for table, column in _DATES:
        _write_index(f'ix_{table}_{column}', table, (column,), None)
    _write_index('ix_songs_listed_new', 'songs', ('listed_at', 'id'), 'listed_at IS NOT NULL')
    op.drop_index('ix_users_followers_id', table_name='users')
    op.drop_index('ix_song_categories_user_id', table_name='song_categories')
    for statement in _SQLITE_BEFORE if sqlite else _POSTGRES_BEFORE:
        op.execute(statement)
    op.drop_column('song_categories', 'created_at')
    op.drop_column('song_categories', 'user_id')
    if sqlite:
        _write_flag_indexes('')
