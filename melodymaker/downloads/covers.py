"""Covers for the files that people download."""

import io
import logging

from PIL import Image

from song_files.tags import cover_jpeg

_MOST_PIXELS = 50_000_000

log = logging.getLogger(__name__)


def read_cover(picture: bytes) -> bytes:
    """A cover of any format as a JPEG of 600 pixels; nothing for what is no picture, or too large a one."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            return cover_jpeg(image) if image.width * image.height <= _MOST_PIXELS else b""
    except Exception as error:  # noqa: BLE001 - each format's reader fails in ways of its own
        log.warning("a cover cannot be read: %s", error)
        return b""
