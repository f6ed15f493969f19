"""Storage in a bucket of an S3 API: Amazon's, Backblaze B2's, or any other."""

import logging
import re
import secrets
import uuid
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from melodymaker.errors import FileUnreadable, NoRoom, NotFound, StorageFailed, is_disk_full
from melodymaker.settings import Settings
from melodymaker.types import FileName, Seconds
from melodymaker.web.media_types import attachment, content_type

# B2 knows only signature version 4 and refuses the checksum headers that boto3 adds by itself.
_CONFIG = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
    connect_timeout=5,
    read_timeout=30,
    retries={"mode": "standard", "max_attempts": 4},
)
_AT_ONCE = 1000
_SAMPLE = 1024
_FOREVER = "public, max-age=31536000, immutable"

_NAME = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{2,4}")
log = logging.getLogger(__name__)


class S3Storage:
    """Files as objects of one bucket, read by presigned addresses."""

    def __init__(self, settings: Settings) -> None:
        self._bucket = settings.s3_bucket
        self._client = boto3.client(
            "s3",
            endpoint_url=settings.s3_endpoint,
            region_name=settings.s3_region,
            aws_access_key_id=settings.s3_key_id,
            aws_secret_access_key=settings.s3_app_key,
            config=_CONFIG,
        )

    def put(self, name: FileName, source: Path) -> None:
        """Upload the file; it is there whole or not at all. Raises StorageFailed."""
        extra = {"ContentType": content_type(name), "CacheControl": _FOREVER}
        try:
            self._client.upload_file(str(source), self._bucket, name, ExtraArgs=extra)
        except (Boto3Error, BotoCoreError, ClientError) as error:
            log.warning("a file could not be stored: %s", error)
            raise StorageFailed from error

    def url(self, name: FileName, lifetime: Seconds, download_as: str = "") -> str:
        """A presigned address, good for `lifetime`; with `download_as` browsers save it under that name."""
        params: dict[str, Any] = {"Bucket": self._bucket, "Key": name}
        if download_as:
            params["ResponseContentDisposition"] = attachment(download_as)
        return self._client.generate_presigned_url("get_object", Params=params, ExpiresIn=int(lifetime))

    def get_url(self, name: FileName, lifetime: Seconds) -> str:
        """The same: a bucket's addresses are whole."""
        return self.url(name, lifetime)

    def put_url(self, name: FileName, lifetime: Seconds) -> str:
        """A presigned address that takes the file by PUT, with the content type of its name and no other."""
        params = {"Bucket": self._bucket, "Key": name, "ContentType": content_type(name)}
        return self._client.generate_presigned_url("put_object", Params=params, ExpiresIn=int(lifetime))

    def fetch(self, name: FileName, target: Path) -> None:
        """Download the object; raises NotFound, FileUnreadable and NoRoom."""
        try:
            self._client.download_file(self._bucket, name, str(target))
        except (Boto3Error, BotoCoreError, ClientError) as error:
            raise (NotFound if _is_missing(error) else FileUnreadable) from error
        except OSError as error:
            raise (NoRoom if is_disk_full(error) else FileUnreadable) from error

    def size(self, name: FileName) -> int:
        """How many bytes the object has; raises NotFound when it is not there."""
        try:
            return self._client.head_object(Bucket=self._bucket, Key=name)["ContentLength"]
        except (BotoCoreError, ClientError) as error:
            raise (NotFound if _is_missing(error) else StorageFailed) from error

    def delete(self, names: Collection[FileName]) -> None:
        """Remove the objects; names that are not there are no error."""
        keys = [{"Key": name} for name in names]
        for start in range(0, len(keys), _AT_ONCE):
            self._client.delete_objects(
                Bucket=self._bucket, Delete={"Objects": keys[start : start + _AT_ONCE], "Quiet": True}
            )

    def signed_file(self, name: str, expires: str, signature: str, download_as: str = "") -> Path:
        """Nothing: the bucket serves its files itself."""
        raise NotFound

    def check_upload(self, name: str, expires: str, signature: str, kind: str) -> FileName:
        """Nothing: the bucket takes uploads itself."""
        raise NotFound

    def free(self) -> int | None:
        """Unknown: a bucket has no limit."""
        return None

    def old_files(self, age: timedelta) -> Iterator[FileName]:
        """The keys of the bucket's objects that were written longer ago and have the form of a file's name."""
        before = datetime.now(UTC) - age
        for page in self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket):
            for entry in page.get("Contents", ()):
                if _NAME.fullmatch(entry["Key"]) and entry["LastModified"] < before:
                    yield FileName(entry["Key"])

    def remove_unfinished(self) -> int:
        """Nothing: the bucket's own rules remove what was never completed."""
        return 0

    def check(self) -> None:
        """Raise unless bytes that are written to the bucket can be read again."""
        sample = secrets.token_bytes(_SAMPLE)
        # Named as files are, so that one which a killed process leaves behind is found and removed as theirs are.
        key = f"{uuid.uuid4().hex}.tmp"
        version = self._client.put_object(Bucket=self._bucket, Key=key, Body=sample).get("VersionId")
        try:
            body = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        finally:
            # By its version, where the bucket keeps versions; else the old ones would pile up.
            self._client.delete_object(Bucket=self._bucket, Key=key, **({"VersionId": version} if version else {}))
        if body != sample:
            msg = f"the bucket {self._bucket} gives back other bytes than were written"
            raise OSError(msg)

    def fault(self) -> str:
        """What is wrong with the settings, in one line; empty when nothing is."""
        try:
            self.check()
        except ClientError as error:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
            if status == 404:
                return f"S3_BUCKET: there is no bucket {self._bucket!r}; make one with `make bucket`"
            return f"S3_KEY_ID, S3_APP_KEY: the store refuses this key (status {status}), or the clock here is wrong"
        except (BotoCoreError, ValueError, OSError) as error:
            return f"S3_ENDPOINT: the store cannot be reached ({error})"
        return ""

    def set_up(self, origin: str) -> None:
        """Make the bucket if it is missing, and set its rules: which pages may read, and which uploads are removed."""
        try:
            self._client.head_bucket(Bucket=self._bucket)
        except ClientError:
            self._client.create_bucket(Bucket=self._bucket)
        rule = {
            "AllowedOrigins": [origin],
            "AllowedMethods": ["GET", "HEAD"],
            "AllowedHeaders": ["Range"],
            "ExposeHeaders": ["Content-Range", "Accept-Ranges", "Content-Length"],
            "MaxAgeSeconds": 3600,
        }
        self._client.put_bucket_cors(Bucket=self._bucket, CORSConfiguration={"CORSRules": [rule]})
        cleanup = {
            "ID": "unfinished uploads",
            "Status": "Enabled",
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 1},
        }
        self._client.put_bucket_lifecycle_configuration(
            Bucket=self._bucket, LifecycleConfiguration={"Rules": [cleanup]}
        )


def _is_missing(error: Exception) -> bool:
    """Whether the store says that there is no such object."""
    return isinstance(error, ClientError) and error.response["ResponseMetadata"].get("HTTPStatusCode") == 404


if __name__ == "__main__":
    from melodymaker.settings import load_settings

    settings = load_settings()
    S3Storage(settings).set_up(settings.url)
