"""How files are labelled on their way to a browser, the same for every storage."""

import mimetypes
from pathlib import Path
from urllib.parse import quote


def content_type(name: str) -> str:
    """The content type that a file's ending stands for."""
    known = {".mp3": "audio/mpeg", ".flac": "audio/flac", ".wav": "audio/wav", ".webp": "image/webp"}
    return known.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def attachment(file_name: str) -> str:
    """The Content-Disposition under which browsers save a file, in any script (RFC 6266)."""
    plain = "".join(letter if letter.isascii() and letter.isprintable() else "_" for letter in file_name)
    safe = plain.replace("\\", "_").replace('"', "_")
    return f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(file_name, safe='')}"
