"""Free space on the server's disks. Below a minimum no song is begun, so that those in progress can still end."""

import shutil
import tempfile

from melodymaker import db, ports
from melodymaker.errors import NoRoom
from melodymaker.i18n import later

# Enough for several pairs in progress: one takes about 40 MB while it is made and as much again in the storage.
FLOOR = 256 * 1024 * 1024
NO_ROOM = later("There is no room left on the server's disk for new songs. Nothing was lost; please try again later.")
WAITS = later("waits for room on the server's disk")


def check_room() -> None:
    """Raise NoRoom when one of the disks that a song needs has less free than the floor."""
    check_database_room()
    check_files_room()


def has_room() -> bool:
    """Whether there is room for new songs."""
    try:
        check_room()
    except NoRoom:
        return False
    return True


def check_database_room() -> None:
    """Raise NoRoom when the disk of an embedded database has less free than the floor."""
    folder = db.folder()
    _check(None if folder is None else shutil.disk_usage(folder).free)


def check_files_room() -> None:
    """Raise NoRoom when the storage's disk, or the one for temporary files, has less free than the floor."""
    _check(ports.in_use().storage.free())
    try:
        folder = tempfile.gettempdir()
    except FileNotFoundError as error:  # no folder for temporary files takes any
        raise NoRoom(NO_ROOM) from error
    _check(shutil.disk_usage(folder).free)


def _check(free: int | None) -> None:
    if free is not None and free < FLOOR:
        raise NoRoom(NO_ROOM)
