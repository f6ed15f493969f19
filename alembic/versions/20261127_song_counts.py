"""song counts.

How many songs a library holds, counted where songs come and go; and what narrows a library down, with what tells
whether a song is deleted, so that these are counted from an index alone.
"""

import sqlalchemy as sa
from alembic import op

revision = 'c4a91e7d50f3'
down_revision = 'b58f0c2d7e14'
branch_labels = None
depends_on = None

_NEWEST = ['user_id', 'created_at', 'id']
_STATUS = ('ix_songs_user_id_status_created_at_id', ['user_id', 'status', 'created_at', 'id'])
_KINDS = (
    ('ix_songs_published', 'published_at IS NOT NULL'),
    ('ix_songs_remixes', 'source_id IS NOT NULL'),
    ('ix_songs_instrumental', 'instrumental = true'),
)
_ADD = (
    'INSERT INTO song_counts (user_id, kept) SELECT new.user_id, 1 WHERE new.deleted_at IS NULL'
    ' ON CONFLICT (user_id) DO UPDATE SET kept = song_counts.kept + 1;'
)
_TAKE = 'UPDATE song_counts SET kept = kept - 1 WHERE user_id = old.user_id AND old.deleted_at IS NULL;'
_MOVED = (
    'old.user_id {differs} new.user_id OR (old.deleted_at IS NULL) {differs} (new.deleted_at IS NULL)'
)
_SQLITE = (
    f'CREATE TRIGGER songs_count_insert AFTER INSERT ON songs BEGIN {_ADD} END',
    f'CREATE TRIGGER songs_count_delete AFTER DELETE ON songs BEGIN {_TAKE} END',
    'CREATE TRIGGER songs_count_update AFTER UPDATE OF user_id, deleted_at ON songs'
    f' WHEN {_MOVED.format(differs="IS NOT")} BEGIN {_TAKE} {_ADD} END',
)
# At the end of a transaction, when it holds its songs already: two of one user's never wait for each other in a circle.
_DEFERRED = 'DEFERRABLE INITIALLY DEFERRED FOR EACH ROW'
_POSTGRES = (
    'CREATE FUNCTION songs_count() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    f" IF TG_OP <> 'INSERT' THEN {_TAKE} END IF;"
    f" IF TG_OP <> 'DELETE' THEN {_ADD} END IF;"
    ' RETURN NULL; END $$',
    f'CREATE CONSTRAINT TRIGGER songs_count_rows AFTER INSERT OR DELETE ON songs {_DEFERRED}'
    ' EXECUTE FUNCTION songs_count()',
    f'CREATE CONSTRAINT TRIGGER songs_count_update AFTER UPDATE OF user_id, deleted_at ON songs {_DEFERRED}'
    f' WHEN ({_MOVED.format(differs="IS DISTINCT FROM")}) EXECUTE FUNCTION songs_count()',
)


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        'song_counts',
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('kept', sa.Integer(), server_default='0', nullable=False),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_song_counts_user_id_users'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', name=op.f('pk_song_counts')),
    )
    op.execute(
        'INSERT INTO song_counts (user_id, kept)'
        ' SELECT user_id, count(*) FROM songs WHERE deleted_at IS NULL GROUP BY user_id'
    )
    for statement in _SQLITE if _on_sqlite() else _POSTGRES:
        op.execute(statement)
    _write_index(*_STATUS, 'deleted_at IS NULL')
    for name, condition in _KINDS:
        _write_index(name, [*_NEWEST, 'deleted_at'], condition)


def downgrade() -> None:
    """Take the change back."""
    _write_index(*_STATUS, None)
    for name, condition in _KINDS:
        _write_index(name, _NEWEST, condition)
    if _on_sqlite():
        for name in ('insert', 'delete', 'update'):
            op.execute(f'DROP TRIGGER songs_count_{name}')
    else:
        op.execute('DROP TRIGGER songs_count_rows ON songs')
        op.execute('DROP TRIGGER songs_count_update ON songs')
        op.execute('DROP FUNCTION songs_count')
    op.drop_table('song_counts')


def _write_index(name: str, columns: list[str], condition: str | None) -> None:
    if condition and _on_sqlite():
        condition = condition.replace('= true', '= 1')
    where = sa.text(condition) if condition else None
    op.drop_index(name, table_name='songs')
    op.create_index(name, 'songs', columns, sqlite_where=where, postgresql_where=where)


def _on_sqlite() -> bool:
    return op.get_bind().dialect.name == 'sqlite'
