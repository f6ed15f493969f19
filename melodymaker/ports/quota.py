"""How much one user may have made and stored."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """How much one user may have: songs made in 24 hours, and bytes of stored files. 0 is no limit."""

    songs_per_day: int = 0
    bytes_per_user: int = 0


NO_QUOTA = Quota()
"""No limit."""
