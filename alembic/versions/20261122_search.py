"""search.

Songs by their words: an FTS5 table kept by triggers on SQLite, a stored tsvector with
a GIN index on PostgreSQL. The triggers go by rowid,
which VACUUM may renumber: empty and fill the table again after one. A batch migration of songs, which makes its
table anew, has to make them again.
"""

from alembic import op

revision = "5e1c0f3a9b7d"
down_revision = "d7661d19d7e0"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE VIRTUAL TABLE songs_fts USING fts5"
    "(song_id UNINDEXED, title, style, lyrics, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
    "INSERT INTO songs_fts (song_id, title, style, lyrics) SELECT id, title, style, lyrics FROM songs",
    "CREATE TRIGGER songs_fts_insert AFTER INSERT ON songs BEGIN"
    " INSERT INTO songs_fts (rowid, song_id, title, style, lyrics)"
    " VALUES (new.rowid, new.id, new.title, new.style, new.lyrics); END",
    "CREATE TRIGGER songs_fts_delete AFTER DELETE ON songs BEGIN DELETE FROM songs_fts WHERE rowid = old.rowid; END",
    "CREATE TRIGGER songs_fts_update AFTER UPDATE OF title, style, lyrics ON songs BEGIN"
    " UPDATE songs_fts SET title = new.title, style = new.style, lyrics = new.lyrics WHERE rowid = old.rowid; END",
)
_POSTGRES = (
    "ALTER TABLE songs ADD COLUMN search tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || style || ' ' || lyrics)) STORED",
    "CREATE INDEX ix_songs_search ON songs USING gin (search)",
)


def upgrade() -> None:
    """Make the change."""
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER songs_fts_{trigger}")
        op.execute("DROP TABLE songs_fts")
    else:
        op.execute("ALTER TABLE songs DROP COLUMN search")
