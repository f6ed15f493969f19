"""Storage in a folder, with signed, expiring addresses like an object store's."""

import hashlib
import hmac
import re
import shutil
import tempfile
import time
from collections.abc import Collection
from pathlib import Path
from urllib.parse import urlencode

from melodymaker import routes
from melodymaker.errors import NotFound
from melodymaker.types import FileName, Seconds

_NAME = re.compile(r"^[0-9a-f]{32}\.[a-z0-9]{2,4}$")
# An address stays the same for this long, so that browsers can cache what is behind it.
_ROUND = 900


class LocalStorage:
    """Files below a folder, read through the app itself at `/media/files/`."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder = folder
        self._key = hashlib.sha256(b"media addresses " + secret).digest()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: FileName, source: Path) -> None:
        """Copy the file in; it is there whole or not at all."""
        target = self._path(name)
        target.parent.mkdir(exist_ok=True)
        part = target.with_suffix(".part")
        shutil.copyfile(source, part)
        part.replace(target)

    def url(self, name: FileName, lifetime: Seconds) -> str:
        """An address on this site that can be read for at least `lifetime`, and at most 15 minutes more."""
        expires = str((int(time.time() + lifetime) // _ROUND + 1) * _ROUND)
        query = urlencode({"expires": expires, "signature": self._sign(name, expires)})
        return f"{routes.MEDIA_FILE.format(name=name)}?{query}"

    def delete(self, names: Collection[FileName]) -> None:
        """Remove the files; names that are not there are no error."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def signed_file(self, name: str, expires: str, signature: str) -> Path:
        """The file behind an address from `url`; raises NotFound unless it is signed, in time and there."""
        if not hmac.compare_digest(signature.encode(), self._sign(name, expires).encode()):
            raise NotFound
        path = self._path(FileName(name))
        if int(expires) < time.time() or not path.is_file():
            raise NotFound
        return path

    def check(self) -> None:
        """Raise unless the folder can be written."""
        with tempfile.TemporaryFile(dir=self._folder):
            pass

    def _path(self, name: FileName) -> Path:
        if not _NAME.match(name):
            raise NotFound
        return self._folder / name[:2] / name

    def _sign(self, name: str, expires: str) -> str:
        return hmac.new(self._key, f"GET\n{name}\n{expires}".encode(), hashlib.sha256).hexdigest()
