"""The settings: the only place that reads the environment (and the file `.env`)."""

import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Self

from pydantic import ByteSize, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from melodymaker.settings.addresses import Addresses, check_together
from melodymaker.settings.engines import Engines
from melodymaker.settings.operations import Operations, load_operations
from melodymaker.settings.payments import Payments
from melodymaker.settings.people import People
from melodymaker.settings.renamed import read_former_names
from melodymaker.settings.secret_key import MIN_LENGTH, read_or_make

__all__ = [
    "Addresses",
    "Operations",
    "Settings",
    "load_addresses",
    "load_operations",
    "load_settings",
    "read_former_names",
    "serve_pages",
]

_SONGS_A_REQUEST = 2
_S3 = ("s3_endpoint", "s3_region", "s3_bucket", "s3_key_id", "s3_app_key")


class Settings(People, Payments, Operations, Engines, Addresses):
    """Every setting of the running app."""

    data_dir: Path = Path("data")
    demo_data: Path | None = None
    database_url: str = ""
    s3_region: str = ""
    s3_bucket: str = ""
    s3_key_id: str = ""
    s3_app_key: str = ""
    secret_key: str = ""
    songs_per_day: int = Field(500, ge=0)
    bytes_per_user: ByteSize = Field(ByteSize(20_000_000_000), ge=0)

    @field_validator("database_url")
    @classmethod
    def _check_database_url(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql://")):
            msg = "must start with postgresql:// or sqlite:///"
            raise ValueError(msg)
        return value

    @field_validator("secret_key")
    @classmethod
    def _check_secret_key(cls, value: str) -> str:
        if value and len(value) < MIN_LENGTH:
            msg = f"must have at least {MIN_LENGTH} characters"
            raise ValueError(msg)
        return value

    @field_validator("songs_per_day")
    @classmethod
    def _check_songs_per_day(cls, value: int) -> int:
        if 0 < value < _SONGS_A_REQUEST:
            msg = f"should be at least {_SONGS_A_REQUEST}, which is one request; 0 is no limit"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _check_s3(self) -> Self:
        check_together(self, "the S3 settings", *_S3)
        return self

    @model_validator(mode="after")
    def _check_secret_is_shared(self) -> Self:
        if self.redis_url and not self.secret_key:
            msg = "SECRET_KEY: missing; with REDIS_URL several processes have to share one"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _make_data_dir(self) -> Self:
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.data_dir):
                pass
        except OSError as error:
            msg = f"DATA_DIR: {self.data_dir} is no folder that can be written ({error.strerror})"
            raise ValueError(msg) from error
        return self

    @model_validator(mode="after")
    def _check_secret_file(self) -> Self:
        if not self.secret_key:
            read_or_make(self._secret_file)
        return self

    @property
    def database(self) -> str:
        """The database's URL: the one given, or a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'melodymaker.sqlite'}"

    @property
    def in_bucket(self) -> bool:
        """Whether files go to a bucket; to the data folder otherwise."""
        return bool(self.s3_bucket)

    @property
    def secret(self) -> bytes:
        """The key that signs media addresses: the one given, or one made at the first start."""
        if self.secret_key:
            return self.secret_key.encode()
        return read_or_make(self._secret_file).encode()

    @property
    def _secret_file(self) -> Path:
        return self.data_dir / "secret.key"


@cache
def load_addresses() -> Addresses:
    """The addresses alone, which the pages are built with; nothing is read or made for them but the environment."""
    read_former_names()
    return Addresses()  # pyright: ignore[reportCallIssue]


def serve_pages() -> None:
    """Have the command that this process becomes serve the pages, which are built."""
    os.environ["SERVE_PAGES"] = "on"


@cache
def load_settings() -> Settings:
    """The settings of this process; ends it with one message that lists every wrong value."""
    read_former_names()
    try:
        return Settings()  # pyright: ignore[reportCallIssue]
    except ValidationError as error:
        lines = [_line(problem) for problem in error.errors()]
        sys.exit(
            "\n".join(["MelodyMaker cannot start. Correct these settings, in the environment or in .env:", *lines])
        )


_TEXTS = {
    "int_parsing": "should be a whole number",
    "bool_parsing": "should be on or off",
    "byte_size": "should be a number of bytes, such as 20GB",
    "byte_size_unit": "should be a number of bytes, such as 20GB",
    "literal_error": "should be {expected}",
    "greater_than_equal": "should be at least {ge}",
    "less_than_equal": "should be at most {le}",
}


def _line(problem: ErrorDetails) -> str:
    message = problem["msg"].removeprefix("Value error, ")
    text = _TEXTS.get(problem["type"], message).format(**problem.get("ctx", {}))
    return "  " + (f"{str(problem['loc'][0]).upper()}: {text}" if problem["loc"] else text)
