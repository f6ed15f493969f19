"""public songs.

What the pages that everybody sees are read by: when a song is listed, how it trends, what finds it; and people's
handles and profiles. The search's text of the rows that are there is written by the app's own function: it has to be
what the app searches for.
"""

import re
import secrets
import unicodedata

import sqlalchemy as sa
from alembic import op

from melodymaker.db.models import song_search_text
from melodymaker.db.search_text import searchable

revision = '3f8a1d5b7c20'
down_revision = 'e2f7a41c90b6'
branch_labels = None
depends_on = None

_LISTED_AT = (
    "CASE WHEN status = 'ready' AND deleted_at IS NULL AND hidden_at IS NULL AND NOT owner_suspended"
    ' THEN published_at END'
)
_SEARCHED = ('songs', 'users', 'playlists')
_TIME = sa.DateTime(timezone=True)
_INDEXES = (
    ('ix_songs_listed_new', 'songs', ('listed_at', 'id'), 'listed_at IS NOT NULL'),
    ('ix_songs_listed_trending', 'songs', ('trend', 'id'), 'listed_at IS NOT NULL'),
    ('ix_songs_listed_of_user', 'songs', ('user_id', 'listed_at', 'id', 'listens'), 'listed_at IS NOT NULL'),
    ('ix_songs_featured', 'songs', ('featured_at', 'id'), 'featured_at IS NOT NULL'),
    ('ix_song_categories_listed', 'song_categories', ('category_id', 'listed_at', 'song_id'), 'listed_at IS NOT NULL'),
    ('ix_playlists_listed', 'playlists', ('updated_at', 'id'), 'public AND deleted_at IS NULL'),
)


def upgrade() -> None:
    """Make the change."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    _add_columns(sqlite)
    _add_handles()
    for name, table, columns, where in _INDEXES:
        condition = sa.text(where)
        op.create_index(name, table, list(columns), sqlite_where=condition, postgresql_where=condition)
    _drop_old_search(sqlite)
    _write_search_texts()
    for table in _SEARCHED:
        for statement in _sqlite_search(table) if sqlite else _postgres_search(table):
            op.execute(statement)
    op.execute(
        'UPDATE song_categories SET listed_at = (SELECT listed_at FROM songs WHERE songs.id = song_categories.song_id)'
    )
    for statement in _SQLITE_LISTED if sqlite else _POSTGRES_LISTED:
        op.execute(statement)


def _add_columns(sqlite: bool) -> None:
    for name in ('hidden_at', 'featured_at'):
        op.add_column('songs', sa.Column(name, _TIME, nullable=True))
    op.add_column('songs', sa.Column('owner_suspended', sa.Boolean(), server_default=sa.false(), nullable=False))
    # SQLite adds only columns that it computes when they are read, PostgreSQL only those that it stores.
    kind = 'VIRTUAL' if sqlite else 'STORED'
    of_type = 'DATETIME' if sqlite else 'TIMESTAMP WITH TIME ZONE'
    op.execute(f'ALTER TABLE songs ADD COLUMN listed_at {of_type} GENERATED ALWAYS AS ({_LISTED_AT}) {kind}')
    op.add_column('songs', sa.Column('trend', sa.Float(), server_default='0', nullable=False))
    op.add_column('songs', sa.Column('category_names', sa.String(length=200), server_default='', nullable=False))
    op.add_column('songs', sa.Column('language', sa.String(length=8), server_default='', nullable=False))
    op.add_column('song_categories', sa.Column('listed_at', _TIME, nullable=True))
    for table in _SEARCHED:
        op.add_column(table, sa.Column('search_text', sa.Text(), server_default='', nullable=False))
    op.add_column('users', sa.Column('bio', sa.Text(), server_default='', nullable=False))
    op.add_column('users', sa.Column('links', sa.Text(), server_default='', nullable=False))
    op.add_column('users', sa.Column('avatar', sa.String(length=80), server_default='', nullable=False))
    op.add_column('users', sa.Column('admin', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('users', sa.Column('suspended_at', _TIME, nullable=True))
    names = (
        "SELECT aggregate FROM (SELECT song_id, group_concat(name, ',') AS aggregate FROM song_categories"
        ' JOIN categories ON categories.id = category_id GROUP BY song_id) AS named WHERE song_id = songs.id'
    )
    if not sqlite:
        names = names.replace('group_concat', 'string_agg')
    op.execute(f"UPDATE songs SET category_names = coalesce(({names}), '')")


def _add_handles() -> None:
    """Everybody gets a handle made of their name; the first account becomes the admin."""
    bind = op.get_bind()
    op.add_column('users', sa.Column('handle', sa.String(length=30), server_default='', nullable=False))
    people = bind.execute(sa.text('SELECT id, name FROM users ORDER BY created_at, id')).all()
    taken: set[str] = set()
    for person in people:
        handle = _handle(person.name)
        if handle in taken:
            handle = f'{handle[:23]}_{secrets.token_hex(3)}'
        taken.add(handle)
        bind.execute(
            sa.text('UPDATE users SET handle = :handle WHERE id = :id'), {'handle': handle, 'id': person.id}
        )
    if people:
        bind.execute(sa.text('UPDATE users SET admin = :yes WHERE id = :id'), {'yes': True, 'id': people[0].id})
    op.create_index('uq_users_handle', 'users', ['handle'], unique=True)
    op.create_table(
        'former_handles',
        sa.Column('handle', sa.String(length=30), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('until', _TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ['user_id'], ['users.id'], name=op.f('fk_former_handles_user_id_users'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('handle', name=op.f('pk_former_handles')),
    )
    op.create_index(op.f('ix_former_handles_until'), 'former_handles', ['until'])
    op.create_index(op.f('ix_former_handles_user_id'), 'former_handles', ['user_id'])


def _handle(name: str) -> str:
    plain = unicodedata.normalize('NFKD', name.casefold()).encode('ascii', 'ignore').decode()
    handle = re.sub(r'[^a-z0-9]+', '_', plain).strip('_')[:30].strip('_')
    return handle if len(handle) >= 3 else f'listener_{secrets.token_hex(6)}'


def _write_search_texts() -> None:
    bind = op.get_bind()
    songs = sa.table('songs', *map(sa.column, ('id', 'title', 'style', 'category_names', 'lyrics', 'search_text')))
    users = sa.table('users', *map(sa.column, ('id', 'name', 'handle', 'search_text')))
    playlists = sa.table('playlists', *map(sa.column, ('id', 'title', 'description', 'search_text')))
    for table, write in ((songs, song_search_text), (users, searchable), (playlists, searchable)):
        texts = [table.c[name] for name in table.c.keys() if name not in {'id', 'search_text'}]
        rows = bind.execute(sa.select(table.c.id, *texts)).all()
        update = sa.update(table).where(table.c.id == sa.bindparam('key')).values(search_text=sa.bindparam('text'))
        if rows:
            bind.execute(update, [{'key': row[0], 'text': write(*row[1:])} for row in rows])


def _drop_old_search(sqlite: bool) -> None:
    if sqlite:
        for trigger in ('insert', 'delete', 'update'):
            op.execute(f'DROP TRIGGER songs_fts_{trigger}')
        op.execute('DROP TABLE songs_fts')
    else:
        op.execute('ALTER TABLE songs DROP COLUMN search')


def _sqlite_search(table: str) -> tuple[str, ...]:
    index = f'{table}_fts'
    return (
        f'CREATE VIRTUAL TABLE {index} USING fts5'
        "(row_id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
        f'INSERT INTO {index} (rowid, row_id, text) SELECT rowid, id, search_text FROM {table}',
        f'CREATE TRIGGER {index}_insert AFTER INSERT ON {table} BEGIN'
        f' INSERT INTO {index} (rowid, row_id, text) VALUES (new.rowid, new.id, new.search_text); END',
        f'CREATE TRIGGER {index}_delete AFTER DELETE ON {table} BEGIN'
        f' DELETE FROM {index} WHERE rowid = old.rowid; END',
        f'CREATE TRIGGER {index}_update AFTER UPDATE OF search_text ON {table} BEGIN'
        f' UPDATE {index} SET text = new.search_text WHERE rowid = old.rowid; END',
    )


def _postgres_search(table: str) -> tuple[str, ...]:
    return (
        f'ALTER TABLE {table} ADD COLUMN search tsvector'
        " GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED",
        f'CREATE INDEX ix_{table}_search ON {table} USING gin (search)',
    )


_SQLITE_LISTED = (
    'CREATE TRIGGER songs_listed AFTER UPDATE ON songs WHEN new.listed_at IS NOT old.listed_at BEGIN'
    ' UPDATE song_categories SET listed_at = new.listed_at WHERE song_id = new.id; END',
    'CREATE TRIGGER song_categories_listed AFTER INSERT ON song_categories BEGIN'
    ' UPDATE song_categories SET listed_at = (SELECT listed_at FROM songs WHERE id = new.song_id)'
    ' WHERE song_id = new.song_id AND category_id = new.category_id; END',
)
_POSTGRES_LISTED = (
    'CREATE FUNCTION songs_listed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    ' UPDATE song_categories SET listed_at = new.listed_at WHERE song_id = new.id; RETURN NULL; END $$',
    'CREATE TRIGGER songs_listed AFTER UPDATE ON songs FOR EACH ROW'
    ' WHEN (new.listed_at IS DISTINCT FROM old.listed_at) EXECUTE FUNCTION songs_listed()',
    'CREATE FUNCTION song_categories_listed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN'
    ' new.listed_at = (SELECT listed_at FROM songs WHERE id = new.song_id); RETURN new; END $$',
    'CREATE TRIGGER song_categories_listed BEFORE INSERT ON song_categories FOR EACH ROW'
    ' EXECUTE FUNCTION song_categories_listed()',
)


def downgrade() -> None:
    """Take the change back; the old search finds by the words of title, style and lyrics."""
    sqlite = op.get_bind().dialect.name == 'sqlite'
    _drop_triggers(sqlite)
    for name, table, *_ in _INDEXES:
        op.drop_index(name, table_name=table)
    op.drop_table('former_handles')
    op.drop_index('uq_users_handle', table_name='users')
    columns = {
        'songs': ('listed_at', 'hidden_at', 'featured_at', 'owner_suspended', 'trend', 'category_names', 'language'),
        'users': ('handle', 'bio', 'links', 'avatar', 'admin', 'suspended_at'),
        'song_categories': ('listed_at',),
        'playlists': (),
    }
    for table, names in columns.items():
        for name in names:
            op.drop_column(table, name)
    for table in _SEARCHED:
        op.drop_column(table, 'search_text')
    if sqlite:
        for statement in _OLD_SQLITE:
            op.execute(statement)
    else:
        op.execute(
            'ALTER TABLE songs ADD COLUMN search tsvector'
            " GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || style || ' ' || lyrics)) STORED"
        )
        op.execute('CREATE INDEX ix_songs_search ON songs USING gin (search)')


def _drop_triggers(sqlite: bool) -> None:
    if sqlite:
        for trigger in ('songs_listed', 'song_categories_listed'):
            op.execute(f'DROP TRIGGER {trigger}')
        for table in _SEARCHED:
            for trigger in ('insert', 'delete', 'update'):
                op.execute(f'DROP TRIGGER {table}_fts_{trigger}')
            op.execute(f'DROP TABLE {table}_fts')
        return
    for trigger, table in (('songs_listed', 'songs'), ('song_categories_listed', 'song_categories')):
        op.execute(f'DROP TRIGGER {trigger} ON {table}')
        op.execute(f'DROP FUNCTION {trigger}')
    for table in _SEARCHED:
        op.execute(f'ALTER TABLE {table} DROP COLUMN search')


_OLD_SQLITE = (
    'CREATE VIRTUAL TABLE songs_fts USING fts5'
    "(song_id UNINDEXED, title, style, lyrics, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    'INSERT INTO songs_fts (song_id, title, style, lyrics) SELECT id, title, style, lyrics FROM songs',
    'CREATE TRIGGER songs_fts_insert AFTER INSERT ON songs BEGIN'
    ' INSERT INTO songs_fts (rowid, song_id, title, style, lyrics)'
    ' VALUES (new.rowid, new.id, new.title, new.style, new.lyrics); END',
    'CREATE TRIGGER songs_fts_delete AFTER DELETE ON songs BEGIN DELETE FROM songs_fts WHERE rowid = old.rowid; END',
    'CREATE TRIGGER songs_fts_update AFTER UPDATE OF title, style, lyrics ON songs BEGIN'
    ' UPDATE songs_fts SET title = new.title, style = new.style, lyrics = new.lyrics WHERE rowid = old.rowid; END',
)
