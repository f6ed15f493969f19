"""What every Storage promises."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from melodymaker.adapters import local_storage
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.errors import NotFound
from melodymaker.ports import Storage
from melodymaker.types import FileName, Seconds

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")
HOUR = Seconds(3600)
Read = Callable[[str], bytes]


def _local(folder: Path) -> tuple[Storage, Read]:
    storage = LocalStorage(folder / "media", b"one secret")

    def read(address: str) -> bytes:
        parts = urlsplit(address)
        query = parse_qs(parts.query)
        name = parts.path.rpartition("/")[2]
        return storage.signed_file(name, query["expires"][0], query["signature"][0]).read_bytes()

    return storage, read


@pytest.fixture(params=[_local], ids=["local"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Storage, Read]:
    return request.param(tmp_path)


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song"
    path.write_bytes(b"sound")
    return path


def test_what_is_put_can_be_read(kept: tuple[Storage, Read], song: Path) -> None:
    storage, read = kept
    storage.put(NAME, song)
    assert read(storage.url(NAME, HOUR)) == b"sound"
    assert song.exists()


def test_what_is_deleted_is_gone(kept: tuple[Storage, Read], song: Path) -> None:
    storage, read = kept
    storage.put(NAME, song)
    address = storage.url(NAME, HOUR)
    storage.delete([NAME, FileName("f" * 32 + ".mp3")])
    with pytest.raises(NotFound):
        read(address)


def test_an_address_expires(kept: tuple[Storage, Read], song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, read = kept
    storage.put(NAME, song)
    moment = 1_800_000_123.0
    monkeypatch.setattr(local_storage.time, "time", lambda: moment)
    address = storage.url(NAME, HOUR)
    for later, readable in ((3_599, True), (3_600 + 901, False)):
        monkeypatch.setattr(local_storage.time, "time", lambda later=later: moment + later)
        if readable:
            assert read(address) == b"sound"
        else:
            with pytest.raises(NotFound):
                read(address)


@pytest.mark.parametrize(
    "change", [lambda a: a.replace("0123", "1123", 1), lambda a: a[:-1] + ("0" if a[-1] != "0" else "1")]
)
def test_a_changed_address_is_refused(kept: tuple[Storage, Read], song: Path, change: Callable[[str], str]) -> None:
    storage, read = kept
    storage.put(NAME, song)
    with pytest.raises(NotFound):
        read(change(storage.url(NAME, HOUR)))


def test_another_secret_signs_otherwise(tmp_path: Path, song: Path) -> None:
    one, two = LocalStorage(tmp_path / "a", b"one"), LocalStorage(tmp_path / "a", b"two")
    one.put(NAME, song)
    query = parse_qs(urlsplit(one.url(NAME, HOUR)).query)
    with pytest.raises(NotFound):
        two.signed_file(NAME, query["expires"][0], query["signature"][0])


@pytest.mark.parametrize(
    "name", ["../secret.key", "..%2fsecret.key", "a.mp3", "", "/etc/passwd", "0" * 32, "0" * 32 + ".mp3/../x"]
)
def test_only_names_of_files_are_names(tmp_path: Path, name: str) -> None:
    storage = LocalStorage(tmp_path, b"one secret")
    address = storage.url(FileName(name), HOUR)
    query = parse_qs(urlsplit(address).query)
    with pytest.raises(NotFound):
        storage.signed_file(name, query["expires"][0], query["signature"][0])


def test_it_says_whether_it_works(kept: tuple[Storage, Read], tmp_path: Path) -> None:
    storage, _ = kept
    storage.check()
    (tmp_path / "media").rmdir()
    with pytest.raises(OSError, match="media"):
        storage.check()
