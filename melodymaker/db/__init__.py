"""The database: its engine and transactions, the tables, and what is true of all of them."""

from melodymaker.db.engine import after_commit, connect, folder, in_thread, insert_new, read, transaction, use

__all__ = ["after_commit", "connect", "folder", "in_thread", "insert_new", "read", "transaction", "use"]
