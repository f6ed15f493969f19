"""The database: its engine and transactions, the tables, and what is true of all of them."""

from melodymaker.db.engine import connect, folder, in_thread, read, transaction, use

__all__ = ["connect", "folder", "in_thread", "read", "transaction", "use"]
