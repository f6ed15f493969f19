"""The queue of record: generations claimed, kept alive, settled or given back by workers."""
