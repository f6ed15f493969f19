"""The key that signs media addresses, where none is set: made at the first start, kept in the data folder."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

MIN_LENGTH = 32


def read_or_make(file: Path) -> str:
    """The key in the file, which is made if it is missing, or empty because the disk was full.

    Raises ValueError for a file that holds something else.
    """
    text = _read(file)
    if not text:
        _write_whole(file, secrets.token_urlsafe(48))
        text = _read(file)
    if len(text) < MIN_LENGTH:
        msg = (
            f"DATA_DIR: {file} should hold a key of at least {MIN_LENGTH} characters; delete it to have a new one made"
        )
        raise ValueError(msg)
    return text


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace").strip()
    except FileNotFoundError:
        return ""


def _write_whole(file: Path, text: str) -> None:
    """Write a file that is either whole or not there; where several processes make one, the first one's stays."""
    descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        with suppress(FileNotFoundError):
            if not file.stat().st_size:
                file.unlink()
        with suppress(FileExistsError):
            file.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
