"""Storage in a folder, with signed, expiring addresses like an object store's."""

import hashlib
import hmac
import logging
import os
import re
import secrets
import shutil
import tempfile
import time
import uuid
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

from melodymaker import routes
from melodymaker.errors import FileUnreadable, NoRoom, NotFound, StorageFailed, is_disk_full
from melodymaker.types import FileName, Seconds
from melodymaker.web.media_types import content_type

_NAME = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{2,4}")
# Seconds since 1970, until the year 33658.
_TIME = re.compile(r"[0-9]{1,12}")
# An address stays the same for this long, so that browsers can cache what is behind it.
_ROUND = 900
_HOUR = 3600
_UNFINISHED = ".part"
_SAMPLE = 64 * 1024

log = logging.getLogger(__name__)


class LocalStorage:
    """Files below a folder, read through the app itself at `/media/files/`."""

    def __init__(self, folder: Path, secret: bytes, site: str = "") -> None:
        self._folder = folder
        self._site = site  # where others reach this app; uploads come from outside
        self._key = hashlib.sha256(b"media addresses " + secret).digest()
        folder.mkdir(parents=True, exist_ok=True)

    def put(self, name: FileName, source: Path) -> None:
        """Copy the file in; it is there whole or not at all. Raises NoRoom and StorageFailed."""
        target = self._path(name)
        # A name of its own: the same file may be on its way twice, when an upload is tried again.
        part = target.with_name(f"{target.name}.{uuid.uuid4().hex}{_UNFINISHED}")
        try:
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, part)
            part.replace(target)
        except OSError as error:
            if not source.is_file():
                raise
            log.warning("a file could not be stored: %s", error)
            raise (NoRoom if is_disk_full(error) else StorageFailed) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)  # it takes up the last bytes of a full disk

    def url(self, name: FileName, lifetime: Seconds, download_as: str = "") -> str:
        """An address on this site that can be read for at least `lifetime`, and at most 15 minutes more."""
        expires = str((int(time.time() + lifetime) // _ROUND + 1) * _ROUND)
        query = {"expires": expires, "signature": self._sign("GET", name, expires, download_as)}
        if download_as:
            query["download"] = download_as
        return f"{routes.MEDIA_FILE.format(name=name)}?{urlencode(query)}"

    def get_url(self, name: FileName, lifetime: Seconds) -> str:
        """The same as a whole address, for a machine outside to read."""
        return f"{self._site}{self.url(name, lifetime)}"

    def put_url(self, name: FileName, lifetime: Seconds) -> str:
        """An address on this site that takes the file by PUT, with the content type of its name."""
        expires = str(int(time.time() + lifetime))
        query = {"expires": expires, "signature": self._sign("PUT", name, expires, content_type(name))}
        return f"{self._site}{routes.MEDIA_FILE.format(name=name)}?{urlencode(query)}"

    def fetch(self, name: FileName, target: Path) -> None:
        """Copy the file out; raises NotFound, FileUnreadable and NoRoom."""
        try:
            shutil.copyfile(self._path(name), target)
        except FileNotFoundError as error:
            raise NotFound from error
        except OSError as error:
            raise (NoRoom if is_disk_full(error) else FileUnreadable) from error

    def size(self, name: FileName) -> int:
        """How many bytes the file has; raises NotFound when it is not there."""
        path = self._path(name)
        if not path.is_file():
            raise NotFound
        return path.stat().st_size

    def delete(self, names: Collection[FileName]) -> None:
        """Remove the files; names that are not there are no error."""
        for name in names:
            self._path(name).unlink(missing_ok=True)

    def signed_file(self, name: str, expires: str, signature: str, download_as: str = "") -> Path:
        """The file behind an address from `url`; raises NotFound and FileUnreadable."""
        path = self._signed_path("GET", name, expires, download_as, signature)
        try:
            with path.open("rb") as file:
                if not file.read(1):
                    raise FileUnreadable
        except OSError as error:
            raise FileUnreadable from error
        return path

    def check_upload(self, name: str, expires: str, signature: str, kind: str) -> FileName:
        """The name that an address from `put_url` takes a file for; raises NotFound unless it is signed and in time."""
        self._signed_path("PUT", name, expires, kind, signature)
        return FileName(name)

    def free(self) -> int | None:
        """How many bytes are free on the folder's disk; None when the folder is gone."""
        try:
            return shutil.disk_usage(self._folder).free
        except OSError:
            return None

    def old_files(self, age: timedelta) -> Iterator[FileName]:
        """The names of the files below the folder whose time is longer ago."""
        for path in self._folder.glob("??/*"):
            if _NAME.fullmatch(path.name) and _age(path) > age.total_seconds():
                yield FileName(path.name)

    def remove_unfinished(self) -> int:
        """Remove the copies that a killed process left behind, once they are an hour old; returns how many."""
        # A time further ahead was written before the clock was set back.
        old = [path for path in self._folder.glob(f"*/*{_UNFINISHED}") if abs(_age(path)) > _HOUR]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def check(self) -> None:
        """Raise unless bytes that are written to the folder can be read again."""
        sample = secrets.token_bytes(_SAMPLE)
        with tempfile.TemporaryFile(dir=self._folder) as file:
            file.write(sample)
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            if file.read() != sample:
                msg = f"{self._folder} gives back other bytes than were written"
                raise OSError(msg)

    def _path(self, name: FileName) -> Path:
        if not _NAME.fullmatch(name):
            raise NotFound
        return self._folder / name[:2] / name

    def _signed_path(self, method: str, name: str, expires: str, extra: str, signature: str) -> Path:
        expected = self._sign(method, name, expires, extra)
        if not hmac.compare_digest(signature.encode(errors="replace"), expected.encode()):
            raise NotFound
        if not _TIME.fullmatch(expires) or int(expires) < time.time():
            raise NotFound
        return self._path(FileName(name))

    def _sign(self, method: str, name: str, expires: str, extra: str) -> str:
        text = f"{method}\n{name}\n{expires}\n{extra}"
        # Visitors may send characters that UTF-8 has no bytes for.
        return hmac.new(self._key, text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def _age(path: Path) -> float:
    """How many seconds ago the file was written; 0 when it is gone meanwhile."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0
