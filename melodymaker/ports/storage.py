"""The storage of the songs' files."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from melodymaker.types import FileName, Seconds


class Storage(Protocol):
    """Stores the songs' files under names that are never used twice."""

    def put(self, name: FileName, source: Path) -> None:
        """Store a copy of the file, whole or not at all; its type follows from the name's ending.

        Raises NoRoom when the disk is full, and StorageFailed when it cannot be stored for another reason.
        """
        ...

    def url(self, name: FileName, lifetime: Seconds, download_as: str = "") -> str:
        """An address that anyone may read, in ranges, until it expires; saved under `download_as` if given."""
        ...

    def get_url(self, name: FileName, lifetime: Seconds) -> str:
        """The same as a whole address, for a machine outside to read."""
        ...

    def put_url(self, name: FileName, lifetime: Seconds) -> str:
        """An address that takes the file by PUT, with the content type of its name, until it expires."""
        ...

    def fetch(self, name: FileName, target: Path) -> None:
        """Write the file to this path.

        Raises NotFound when it is not there, FileUnreadable when it cannot be read, and NoRoom when this disk is full.
        """
        ...

    def size(self, name: FileName) -> int:
        """How many bytes the file has; raises NotFound when it is not there, and StorageFailed without an answer."""
        ...

    def delete(self, names: Collection[FileName]) -> None:
        """Delete the files; names that are not there are no error."""
        ...

    def signed_file(self, name: str, expires: str, signature: str, download_as: str = "") -> Path:
        """The file behind an address from `url`.

        Raises NotFound unless the address is signed and in time, and FileUnreadable when it leads to no file with
        anything in it.
        """
        ...

    def check_upload(self, name: str, expires: str, signature: str, kind: str) -> FileName:
        """The name that an address from `put_url` takes a file of this type for, before any of it is read.

        Raises NotFound unless the address is signed and in time.
        """
        ...

    def free(self) -> int | None:
        """How many bytes there is room for; None where nobody knows, as in a bucket."""
        ...

    def old_files(self, age: timedelta) -> Iterator[FileName]:
        """The names of all files that were written longer ago than this, in any order."""
        ...

    def remove_unfinished(self) -> int:
        """Remove what is left of files that were never completed, once it is an hour old; returns how many."""
        ...

    def check(self) -> None:
        """Raise unless what is written can be read again."""
        ...
