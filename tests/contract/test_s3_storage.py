"""What only the S3 storage does: its errors, its own check, and the bucket's rules."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import botocore.auth
import pytest

from deploy.local.servers import S3
from melodymaker.adapters.s3_storage import S3Storage
from melodymaker.errors import StorageFailed
from melodymaker.types import FileName
from tests.factories import s3_settings

NAME = FileName("0123456789abcdef0123456789abcdef.mp3")
SITE = "http://localhost:3000"


@pytest.mark.parametrize(
    "changes", [{"s3_bucket": "elsewhere"}, {"s3_app_key": "wrong"}, {"s3_endpoint": "http://[::1]:9"}]
)
def test_a_bucket_that_refuses_files_raises_a_storage_error(
    moto_server: S3, tmp_path: Path, song: Path, changes: dict[str, str]
) -> None:
    with pytest.raises(StorageFailed):
        S3Storage(s3_settings(moto_server, tmp_path, **changes)).put(NAME, song)


def test_check_leaves_no_version_in_a_versioned_bucket(moto_server: S3, tmp_path: Path) -> None:
    storage = S3Storage(s3_settings(moto_server, tmp_path, s3_bucket="versions"))
    storage.set_up(SITE)
    storage._client.put_bucket_versioning(Bucket="versions", VersioningConfiguration={"Status": "Enabled"})
    storage.check()
    listed = storage._client.list_object_versions(Bucket="versions")
    assert not listed.get("Versions")
    assert not listed.get("DeleteMarkers")


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"s3_bucket": "elsewhere"}, "S3_BUCKET"),
        ({"s3_app_key": "wrong"}, "S3_KEY_ID, S3_APP_KEY"),
        ({"s3_key_id": "wrong"}, "S3_KEY_ID, S3_APP_KEY"),
        ({"s3_endpoint": "http://127.0.0.1:9"}, "S3_ENDPOINT"),
    ],
)
def test_fault_names_the_wrong_setting(moto_server: S3, tmp_path: Path, changes: dict[str, str], setting: str) -> None:
    S3Storage(s3_settings(moto_server, tmp_path)).set_up(SITE)
    assert S3Storage(s3_settings(moto_server, tmp_path)).fault() == ""
    assert S3Storage(s3_settings(moto_server, tmp_path, **changes)).fault().startswith(f"{setting}: ")


@pytest.mark.parametrize("hours", [-1, 1])
def test_fault_mentions_a_wrong_clock(
    moto_server: S3, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    storage = S3Storage(s3_settings(moto_server, tmp_path))
    storage.set_up(SITE)
    moment = datetime.now(UTC) + timedelta(hours=hours)
    monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: moment.replace(tzinfo=None))
    assert "the clock here is wrong" in storage.fault()


def test_the_command_sets_the_buckets_rules(moto_server: S3, tmp_path: Path) -> None:
    storage = S3Storage(s3_settings(moto_server, tmp_path, s3_bucket="new"))
    for _ in range(2):
        storage.set_up(SITE)
    cors = storage._client.get_bucket_cors(Bucket="new")["CORSRules"]
    assert [(rule["AllowedOrigins"], rule["AllowedMethods"]) for rule in cors] == [([SITE], ["GET", "HEAD"])]
    rules = storage._client.get_bucket_lifecycle_configuration(Bucket="new")["Rules"]
    assert [rule["AbortIncompleteMultipartUpload"] for rule in rules] == [{"DaysAfterInitiation": 1}]
