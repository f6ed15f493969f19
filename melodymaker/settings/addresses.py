"""Where things are."""

from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from melodymaker.i18n import Language, offered

CONFIG = SettingsConfigDict(frozen=True, env_file=".env", env_ignore_empty=True, extra="ignore")


def web_address(value: str, example: str) -> str:
    """The address without a slash at its end. Raises ValueError, with the example, for anything else."""
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.netloc):
        msg = f"must look like {example}"
        raise ValueError(msg)
    return value.rstrip("/")


def check_together(settings: BaseSettings, what: str, *names: str) -> None:
    """Raises ValueError where some of these settings are given and others are not; `what` says what they are."""
    missing = [name.upper() for name in names if not getattr(settings, name)]
    if 0 < len(missing) < len(names):
        msg = f"{', '.join(missing)}: missing; {what} go together"
        raise ValueError(msg)


class Addresses(BaseSettings):
    """Where things are: where the app listens, where people reach it, where tabs' states and songs' files are kept."""

    model_config = CONFIG

    host: str = "127.0.0.1"
    port: int = Field(3000, ge=1, le=65535)
    public_url: str = ""
    # Whether each web process serves the pages as well, which else a proxy does, or `make run`.
    serve_pages: Literal["off", "on"] = "off"
    # Codes with commas; each language that has a catalogue, where there are none.
    languages: str = ""
    redis_url: str = ""
    s3_endpoint: str = ""

    @field_validator("redis_url")
    @classmethod
    def _check_redis_url(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            msg = "must start with redis://, rediss:// or unix://"
            raise ValueError(msg)
        return value

    @field_validator("languages")
    @classmethod
    def _check_languages(cls, value: str) -> str:
        try:
            offered(value)
        except ValueError as error:
            msg = f"{error} has no catalogue; there are {', '.join(language.code for language in offered())}"
            raise ValueError(msg) from None
        return value

    @field_validator("public_url")
    @classmethod
    def _check_public_url(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.path.strip("/") or parts.query or parts.fragment:
            msg = "must end with the host name; MelodyMaker cannot live in a folder of a site"
            raise ValueError(msg)
        return web_address(value, "https://music.example.org")

    @property
    def url(self) -> str:
        """The address that people type, without a slash at its end."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def offered_languages(self) -> tuple[Language, ...]:
        """The languages that people can read the site in, English first."""
        return offered(self.languages)

    @property
    def encodings(self) -> list[str]:
        """How built pages are compressed. Browsers ask for Brotli, which is a seventh smaller, over https alone."""
        return ["brotli", "gzip"] if self.url.startswith("https:") else ["gzip"]

    @property
    def origins(self) -> list[str]:
        """The addresses whose pages may send events, the one that people type first."""
        # With an address of its own, the site takes them from pages of that address alone.
        return [self.public_url] if self.public_url else [self.url, f"http://127.0.0.1:{self.port}"]
