"""Pictures that people upload of themselves, cropped to a square and written anew without what else they carried."""

import io
import tempfile
import uuid
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from melodymaker import db, ports
from melodymaker.db.models import User
from melodymaker.errors import InvalidInput
from melodymaker.i18n import later
from melodymaker.types import Change, FileName, Kind, UserId, person_topic, user_topic

MAX_BYTES = 5 * 1024 * 1024
_SIDE = 400
# A small file may unpack to a picture that fills the memory.
_MOST_PIXELS = 50_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_UNREADABLE = later("This file cannot be read as a picture. Use a JPEG, PNG, WebP or GIF.")
TOO_LARGE = later("A picture has at most 5 MB. Choose a smaller one.")
_TOO_WIDE = later("This picture has more than 50 million pixels. Choose a smaller one.")


def set_picture(actor: UserId, picture: bytes) -> None:
    """Show this picture of the actor from now on.

    Raises InvalidInput for the field picture, NoRoom and StorageFailed.
    """
    if len(picture) > MAX_BYTES:
        raise InvalidInput({"picture": TOO_LARGE})
    name = FileName(f"{uuid.uuid4().hex}.webp")
    with tempfile.NamedTemporaryFile(suffix=".webp") as file:
        file.write(_squared(picture))
        file.flush()
        ports.in_use().storage.put(name, Path(file.name))
    _replace(actor, name)


def remove_picture(actor: UserId) -> None:
    """Show the generated picture of the actor again."""
    _replace(actor, FileName(""))


def _replace(actor: UserId, name: FileName) -> None:
    with db.transaction() as session:
        user = session.get_one(User, actor, with_for_update=True)
        former = user.avatar
        user.avatar = name
    if former:
        ports.in_use().storage.delete([FileName(former)])
    ports.in_use().live.publish(Change(Kind.PERSON, actor), user_topic(actor), person_topic(actor))


def _check_size(image: Image.Image) -> None:
    if image.width * image.height > _MOST_PIXELS:
        raise InvalidInput({"picture": _TOO_WIDE})


def _squared(picture: bytes) -> bytes:
    """The middle of the picture as a square WebP; its content, not its name, says of which format it is."""
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as image:
            _check_size(image)
            # The way it was held is in the metadata, which is left behind.
            upright = ImageOps.exif_transpose(image).convert("RGBA")
            square = ImageOps.fit(upright, (_SIDE, _SIDE), Image.Resampling.LANCZOS)
            flat = Image.new("RGB", square.size, "white")
            flat.paste(square, mask=square.getchannel("A"))
            written = io.BytesIO()
            flat.save(written, "WEBP", quality=86)
            return written.getvalue()
    except InvalidInput:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidInput({"picture": _UNREADABLE}) from error
