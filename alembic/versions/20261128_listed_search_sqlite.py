"""the published songs' words on SQLite, too.

As PostgreSQL has it: those who search what everybody may hear do not have all else listed. The first trigger fires
with each change of what `listed_at` is made of. As for the other search tables: empty and fill it again after a
VACUUM, which may renumber the rows.
"""

from alembic import op

revision = '2b7d94c0e6a1'
down_revision = 'e91c37a5f2d8'
branch_labels = None
depends_on = None

_ADD = 'INSERT INTO listed_songs_fts (rowid, row_id, text) VALUES (new.rowid, new.id, new.search_text);'
_REMOVE = 'DELETE FROM listed_songs_fts WHERE rowid = old.rowid;'
_PARTS = 'status, deleted_at, hidden_at, owner_suspended, published_at'
_TRIGGERS = {
    'insert': f'AFTER INSERT ON songs WHEN new.listed_at IS NOT NULL BEGIN {_ADD} END',
    'delete': f'AFTER DELETE ON songs WHEN old.listed_at IS NOT NULL BEGIN {_REMOVE} END',
    'begin': f'AFTER UPDATE OF {_PARTS} ON songs'
    f' WHEN old.listed_at IS NULL AND new.listed_at IS NOT NULL BEGIN {_ADD} END',
    'end': f'AFTER UPDATE OF {_PARTS} ON songs'
    f' WHEN old.listed_at IS NOT NULL AND new.listed_at IS NULL BEGIN {_REMOVE} END',
    'update': 'AFTER UPDATE OF search_text ON songs WHEN old.listed_at IS NOT NULL AND new.listed_at IS NOT NULL'
    ' BEGIN UPDATE listed_songs_fts SET text = new.search_text WHERE rowid = old.rowid; END',
}


def upgrade() -> None:
    """Make the change."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    op.execute(
        'CREATE VIRTUAL TABLE listed_songs_fts USING fts5'
        "(row_id UNINDEXED, text, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')"
    )
    op.execute(
        'INSERT INTO listed_songs_fts (rowid, row_id, text)'
        ' SELECT rowid, id, search_text FROM songs WHERE listed_at IS NOT NULL'
    )
    for name, trigger in _TRIGGERS.items():
        op.execute(f'CREATE TRIGGER listed_songs_fts_{name} {trigger}')


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name != 'sqlite':
        return
    for name in _TRIGGERS:
        op.execute(f'DROP TRIGGER listed_songs_fts_{name}')
    op.execute('DROP TABLE listed_songs_fts')
