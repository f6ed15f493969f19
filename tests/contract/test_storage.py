"""What every Storage promises, over HTTP, as a browser or an engine meets it."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import boto3
import httpx2
import pytest
from starlette.testclient import TestClient

from melodymaker import ports
from melodymaker.adapters import local_storage
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.s3_storage import S3Storage
from melodymaker.api import http_routes
from melodymaker.errors import FileUnreadable, NotFound, StorageFailed
from melodymaker.ports import Storage
from melodymaker.types import FileName, Seconds
from tests.factories import s3_settings
from tests.waiting import until

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")
HOUR = Seconds(3600)
SITE = "http://localhost:3000"


class Kept:
    """A storage, and a client that reaches its addresses."""

    def __init__(self, storage: Storage, client: httpx2.Client) -> None:
        self.storage = storage
        self._client = client

    def get(self, address: str, **headers: str) -> httpx2.Response:
        """Read an address."""
        return self._client.get(address, headers=headers)

    def put(self, address: str, content: bytes, kind: str) -> int:
        """Upload to an address; the answer's status."""
        return self._client.put(address, content=content, headers={"content-type": kind}).status_code


@pytest.fixture(params=["local", "moto", "rclone"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "local":
        storage = LocalStorage(tmp_path / "media", b"one secret", SITE)
        request.getfixturevalue("monkeypatch").setattr(ports, "in_use", lambda: SimpleNamespace(storage=storage))
        with TestClient(http_routes(), base_url=SITE) as client:
            yield Kept(storage, client)
    else:
        storage = S3Storage(s3_settings(request.getfixturevalue(f"{request.param}_server"), tmp_path))
        if storage.fault():
            storage._client.create_bucket(Bucket="songs")
        with httpx2.Client() as client:
            yield Kept(storage, client)
        storage.delete([NAME])


def test_a_stored_file_can_be_read(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    answer = kept.get(kept.storage.url(NAME, HOUR))
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, b"sound", "audio/mpeg")
    assert song.exists()


def test_files_are_listed_by_their_age(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    kept.storage.check()  # which leaves nothing that is listed
    assert list(kept.storage.old_files(timedelta(seconds=-5))) == [NAME]
    assert list(kept.storage.old_files(timedelta(hours=1))) == []


def test_a_machine_outside_reads_a_file_at_a_whole_address(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    address = kept.storage.get_url(NAME, HOUR)
    assert urlsplit(address).scheme in {"http", "https"}
    assert kept.get(address).content == b"sound"
    assert kept.get(kept.storage.get_url(FileName("f" * 32 + ".mp3"), HOUR)).status_code == 404


def test_a_stored_file_can_be_fetched(kept: Kept, song: Path, tmp_path: Path) -> None:
    kept.storage.put(NAME, song)
    kept.storage.fetch(NAME, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == b"sound"
    with pytest.raises(NotFound):
        kept.storage.fetch(FileName("f" * 32 + ".mp3"), tmp_path / "nothing")


def test_a_stored_file_has_a_size(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    assert kept.storage.size(NAME) == 5
    with pytest.raises(NotFound):
        kept.storage.size(FileName("f" * 32 + ".mp3"))


def test_an_unreadable_file_is_not_reported_missing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = kept.storage
    if isinstance(storage, LocalStorage):
        storage._path(NAME).mkdir(parents=True)
    else:
        nowhere = boto3.client(
            "s3", endpoint_url="http://127.0.0.1:9", aws_access_key_id="x", aws_secret_access_key="x", region_name="eu"
        )
        monkeypatch.setattr(storage, "_client", nowhere)
        with pytest.raises(StorageFailed):
            storage.size(NAME)
    with pytest.raises(FileUnreadable):
        storage.fetch(NAME, tmp_path / "back")


def test_a_stored_file_can_be_read_in_ranges(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    answer = kept.get(kept.storage.url(NAME, HOUR), range="bytes=1-3")
    assert (answer.content, answer.headers["content-range"]) == (b"oun", "bytes 1-3/5")


def test_a_download_address_names_the_file(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    answer = kept.get(kept.storage.url(NAME, HOUR, download_as='Regen "im" Mai 🌧.mp3'))
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="Regen _im_ Mai _.mp3"')
    assert "filename*=UTF-8''Regen%20%22im%22%20Mai%20%F0%9F%8C%A7.mp3" in disposition


def test_a_deleted_file_is_gone(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    address = kept.storage.url(NAME, HOUR)
    kept.storage.delete([NAME, FileName("f" * 32 + ".mp3")])
    assert kept.get(address).status_code in {403, 404}


def test_an_address_expires(kept: Kept, song: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.storage.put(NAME, song)
    if isinstance(kept.storage, LocalStorage):
        real = time.time
        monkeypatch.setattr(local_storage.time, "time", lambda: real() - 3600 - 901)
        address = kept.storage.url(NAME, HOUR)
        monkeypatch.undo()
        monkeypatch.setattr(ports, "in_use", lambda: SimpleNamespace(storage=kept.storage))
    else:
        address = kept.storage.url(NAME, Seconds(1))
        until(lambda: kept.get(address).status_code != 200, seconds=10)
    assert kept.get(address).status_code in {400, 403}


@pytest.mark.parametrize(
    "change", [lambda a: a.replace("0123", "1123", 1), lambda a: a[:-1] + ("0" if a[-1] != "0" else "1")]
)
def test_a_changed_address_is_refused(kept: Kept, song: Path, change: Callable[[str], str]) -> None:
    kept.storage.put(NAME, song)
    assert kept.get(change(kept.storage.url(NAME, HOUR))).status_code == 403


def test_an_upload_is_stored_under_its_signed_name(kept: Kept) -> None:
    assert kept.put(kept.storage.put_url(NAME, HOUR), b"from outside", "audio/mpeg") == 200
    assert kept.get(kept.storage.url(NAME, HOUR)).content == b"from outside"


def test_an_upload_of_another_type_or_to_a_reading_address_is_refused(kept: Kept) -> None:
    assert kept.put(kept.storage.put_url(NAME, HOUR), b"<script>", "text/html") == 403
    assert kept.put(kept.storage.url(NAME, HOUR), b"from outside", "audio/mpeg") == 403
    assert kept.get(kept.storage.put_url(NAME, HOUR)).status_code == 403


def test_only_local_storage_accepts_uploads_itself(kept: Kept) -> None:
    good = dict(parse_qsl(urlsplit(kept.storage.put_url(NAME, HOUR)).query))
    late = str(int(time.time()) - 1)
    wrong = [
        (NAME, good.get("expires", ""), "0" * 64, "audio/mpeg"),
        (NAME, good.get("expires", ""), good.get("signature", ""), "text/html"),
        (NAME, late, good.get("signature", ""), "audio/mpeg"),
        ("../secret.key", good.get("expires", ""), good.get("signature", ""), "audio/mpeg"),
        ("", "", "", ""),
    ]
    for arguments in wrong:
        with pytest.raises(NotFound):
            kept.storage.check_upload(*arguments)
    if isinstance(kept.storage, LocalStorage):
        assert kept.storage.check_upload(NAME, good["expires"], good["signature"], "audio/mpeg") == NAME


def test_check_leaves_no_file(kept: Kept) -> None:
    before = set(kept.storage.old_files(timedelta(days=-1)))
    kept.storage.check()
    assert set(kept.storage.old_files(timedelta(days=-1))) == before


def test_what_a_check_leaves_that_is_cut_off_is_found_as_files_are(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    if not isinstance(kept.storage, S3Storage):
        pytest.skip("a folder is checked with a file that has no name")

    def cut_off(**_: object) -> None:
        raise ConnectionError

    before = set(kept.storage.old_files(timedelta(days=-1)))
    monkeypatch.setattr(kept.storage._client, "delete_object", cut_off)
    with pytest.raises(ConnectionError):
        kept.storage.check()
    left = set(kept.storage.old_files(timedelta(days=-1))) - before
    assert len(left) == 1
    kept.storage.delete(left)


def test_remove_unfinished_keeps_complete_files(kept: Kept, song: Path) -> None:
    kept.storage.put(NAME, song)
    assert kept.storage.remove_unfinished() == 0
    assert kept.storage.size(NAME) == 5


def test_free_is_the_disks_space_or_none_if_unlimited(kept: Kept) -> None:
    free = kept.storage.free()
    assert (free is None) == isinstance(kept.storage, S3Storage)
    assert free is None or free > 0
