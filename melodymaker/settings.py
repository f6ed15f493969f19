"""The settings: the only place that reads the environment (and the file `.env`)."""

import re
import secrets
import sys
import tempfile
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import ByteSize, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

_CONFIG = SettingsConfigDict(frozen=True, env_file=".env", env_ignore_empty=True, extra="ignore")
_MIN_SECRET = 32
_SONGS_A_REQUEST = 2
_PACK = re.compile(r"(?P<credits>[1-9]\d{0,6})(?P<monthly>/month)?=(?P<product>[\w-]{1,64})")
_POLAR = ("polar_access_token", "polar_webhook_secret", "polar_packs")
_S3 = ("s3_endpoint", "s3_region", "s3_bucket", "s3_key_id", "s3_app_key")


def _web_address(value: str, example: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        msg = f"must look like {example}"
        raise ValueError(msg)
    return value.rstrip("/")


class Addresses(BaseSettings):
    """Where things are: where the app listens, where people reach it, where tabs' states and songs' files are kept."""

    model_config = _CONFIG

    host: str = "127.0.0.1"
    port: int = Field(3000, ge=1, le=65535)
    public_url: str = ""
    redis_url: str = ""
    s3_endpoint: str = ""

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            msg = "must start with redis://, rediss:// or unix://"
            raise ValueError(msg)
        return value

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str) -> str:
        return _web_address(value, "https://music.example.org")

    @property
    def url(self) -> str:
        """The address that people type, without a slash at its end."""
        return self.public_url or f"http://localhost:{self.port}"


class Settings(Addresses):
    """Every setting of the running app."""

    data_dir: Path = Path("data")
    database_url: str = ""
    s3_region: str = ""
    s3_bucket: str = ""
    s3_key_id: str = ""
    s3_app_key: str = ""
    secret_key: str = ""
    engine: Literal["sketch", "gpu"] | None = None
    gpu_url: str = ""
    modal_key: str = ""
    modal_secret: str = ""
    sound_font: Path | None = None
    smtp_url: str = ""
    mail_from: str = ""
    songs_per_day: int = Field(500, ge=0)
    bytes_per_user: ByteSize = Field(ByteSize(20_000_000_000), ge=0)
    banned_words: str = ""
    credits: Literal["on", "off"] = "off"
    free_credits: int = Field(100, ge=0)
    polar_access_token: str = ""
    polar_webhook_secret: str = ""
    polar_environment: Literal["production", "sandbox"] = "production"
    polar_base_url: str = ""
    polar_packs: str = ""
    guests: bool = True
    github_client_id: str = ""
    github_client_secret: str = ""
    google_client_id: str = ""
    google_client_secret: str = ""

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
        if value and len(value) < _MIN_SECRET:
            msg = f"must have at least {_MIN_SECRET} characters"
            raise ValueError(msg)
        return value

    @field_validator("gpu_url")
    @classmethod
    def _check_gpu_url(cls, value: str) -> str:
        return _web_address(value, "https://me--melodymaker-gpu.modal.run")

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp_url(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            works = parts.scheme in {"smtp", "smtps"} and bool(parts.hostname) and parts.port != 0
        except ValueError:  # the port is no number
            works = False
        if value and not works:
            msg = "must look like smtps://user:password@smtp.example.org or smtp://smtp.example.org:587"
            raise ValueError(msg)
        return value

    @field_validator("mail_from")
    @classmethod
    def _check_mail_from(cls, value: str) -> str:
        try:
            if value:
                validate_email(parseaddr(value)[1], check_deliverability=False, test_environment=True)
        except EmailNotValidError as error:
            msg = "must look like MelodyMaker <music@example.org>"
            raise ValueError(msg) from error
        return value

    @field_validator("polar_base_url")
    @classmethod
    def _check_polar_base_url(cls, value: str) -> str:
        return _web_address(value, "http://127.0.0.1:8099")

    @field_validator("polar_packs")
    @classmethod
    def _check_polar_packs(cls, value: str) -> str:
        if value and not all(_PACK.fullmatch(pack.strip()) for pack in value.split(",")):
            msg = "must look like 10=PRODUCT,25=PRODUCT,40/month=PRODUCT: credits, and the id of Polar's product"
            raise ValueError(msg)
        return value

    @field_validator("sound_font")
    @classmethod
    def _check_sound_font(cls, value: Path | None) -> Path | None:
        if value and not value.is_file():
            msg = f"no file at {value}"
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
        missing = [name.upper() for name in _S3 if not getattr(self, name)]
        if 0 < len(missing) < len(_S3):
            msg = f"{', '.join(missing)}: missing; the S3 settings go together"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _check_gpu(self) -> Self:
        if self.engine == "gpu" and not self.gpu_url:
            msg = "GPU_URL: missing; ENGINE=gpu needs the address of a GPU service"
            raise ValueError(msg)
        if bool(self.modal_key) != bool(self.modal_secret):
            msg = f"{'MODAL_SECRET' if self.modal_key else 'MODAL_KEY'}: missing; the key and its secret go together"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _check_mail(self) -> Self:
        if bool(self.smtp_url) != bool(self.mail_from):
            name = "MAIL_FROM" if self.smtp_url else "SMTP_URL"
            msg = f"{name}: missing; the mail server and the sender's address go together"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _check_polar(self) -> Self:
        missing = [name.upper() for name in _POLAR if not getattr(self, name)]
        if 0 < len(missing) < len(_POLAR):
            msg = f"{', '.join(missing)}: missing; the Polar settings go together"
            raise ValueError(msg)
        if self.polar_access_token and self.credits == "off":
            msg = "CREDITS: off; with the Polar settings it must be on, or nothing is there to be sold"
            raise ValueError(msg)
        return self

    @model_validator(mode="after")
    def _check_providers(self) -> Self:
        for name, (client_id, client_secret) in self.providers.items():
            if bool(client_id) != bool(client_secret):
                missing = f"{name}_client_{'secret' if client_id else 'id'}".upper()
                msg = f"{missing}: missing; the id and the secret go together"
                raise ValueError(msg)
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

    @property
    def database(self) -> str:
        """The database's URL: the one given, or a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'melodymaker.sqlite'}"

    @property
    def words_banned(self) -> tuple[str, ...]:
        """The words that nobody may write, which the setting has with commas between."""
        return tuple(filter(None, (word.strip() for word in self.banned_words.split(","))))

    @property
    def packs(self) -> tuple[tuple[str, int, bool], ...]:
        """What is for sale: the id of Polar's product, the credits that it gives, and whether it does each month."""
        found = (_PACK.fullmatch(pack.strip()) for pack in self.polar_packs.split(","))
        return tuple((pack["product"], int(pack["credits"]), bool(pack["monthly"])) for pack in found if pack)

    @property
    def providers(self) -> dict[str, tuple[str, str]]:
        """The ids and secrets of this site at those who say who somebody is, by name; empty where there are none."""
        return {
            "github": (self.github_client_id, self.github_client_secret),
            "google": (self.google_client_id, self.google_client_secret),
        }

    @property
    def on_gpu(self) -> bool:
        """Whether a GPU service makes the songs; the sketch engine otherwise."""
        return self.engine == "gpu" or (not self.engine and bool(self.gpu_url))

    @property
    def in_bucket(self) -> bool:
        """Whether files go to a bucket; to the data folder otherwise."""
        return bool(self.s3_bucket)

    @property
    def secret(self) -> bytes:
        """The key that signs media addresses: the one given, or one made at the first start."""
        if self.secret_key:
            return self.secret_key.encode()
        file = self.data_dir / "secret.key"
        try:
            with file.open("x") as new:
                file.chmod(0o600)
                new.write(secrets.token_urlsafe(48))
        except FileExistsError:
            pass
        return file.read_text().encode()


@cache
def load_addresses() -> Addresses:
    """The addresses alone, which the pages are built with; nothing is read or made for them but the environment."""
    return Addresses()  # pyright: ignore[reportCallIssue]


@cache
def load_settings() -> Settings:
    """The settings of this process; ends it with one message that lists every wrong value."""
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


if __name__ == "__main__":
    load_settings()
