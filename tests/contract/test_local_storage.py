"""What only the folder storage does: it signs its addresses itself."""

from pathlib import Path

import pytest

from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.errors import NotFound
from melodymaker.types import FileName, Seconds

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")
HOUR = Seconds(3600)


def test_different_secrets_sign_different_addresses(tmp_path: Path) -> None:
    one = LocalStorage(tmp_path, b"one")
    two = LocalStorage(tmp_path, b"two")
    assert one.url(NAME, HOUR) != two.url(NAME, HOUR)


@pytest.mark.parametrize("name", ["../secret.key", "..%2fsecret.key", "a.mp3", "", "0" * 32, "0" * 32 + ".mp3/../x"])
def test_names_that_leave_the_folder_are_refused(tmp_path: Path, name: str) -> None:
    storage = LocalStorage(tmp_path, b"one secret")
    signature = storage._sign("GET", name, "9999999999", "")
    with pytest.raises(NotFound):
        storage.signed_file(name, "9999999999", signature)


HOSTILE = ["", "soon", "-1", "1e9", "²", "٣", "9" * 5_000, "9" * 13, "99\n", " 99", "\ud800", "\x00"]


@pytest.mark.parametrize("expires", HOSTILE)
def test_a_signed_address_with_a_malformed_time_is_refused(tmp_path: Path, expires: str) -> None:
    storage = LocalStorage(tmp_path, b"one secret")
    for signature in (storage._sign("PUT", NAME, expires, "audio/mpeg"), "\ud800", ""):
        with pytest.raises(NotFound):
            storage.check_upload(NAME, expires, signature, "audio/mpeg")
    for signature in (storage._sign("GET", NAME, expires, ""), "\ud800", ""):
        with pytest.raises(NotFound):
            storage.signed_file(NAME, expires, signature)


def test_a_name_with_a_line_break_is_refused(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path, b"one secret")
    with pytest.raises(NotFound):
        storage.check_upload(f"{NAME}\n", "9999999999", storage._sign("PUT", f"{NAME}\n", "9999999999", ""), "")


def test_check_reports_a_missing_folder(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path / "media", b"one secret")
    (tmp_path / "media").rmdir()
    with pytest.raises(OSError, match="media"):
        storage.check()
