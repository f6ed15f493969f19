"""Mail, and the ways in."""

from email.utils import parseaddr
from typing import Self
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG, check_together


class People(BaseSettings):
    """How people are written to, and how they may sign in."""

    model_config = CONFIG

    smtp_url: str = ""
    mail_from: str = ""
    banned_words: str = ""
    guests: bool = True
    github_client_id: str = ""
    github_client_secret: str = ""
    google_client_id: str = ""
    google_client_secret: str = ""

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

    @model_validator(mode="after")
    def _check_mail(self) -> Self:
        check_together(self, "the mail server and the sender's address", "smtp_url", "mail_from")
        return self

    @model_validator(mode="after")
    def _check_providers(self) -> Self:
        for name in self.providers:
            check_together(self, "the id and the secret", f"{name}_client_id", f"{name}_client_secret")
        return self

    @property
    def words_banned(self) -> tuple[str, ...]:
        """The words that nobody may write, which the setting has with commas between."""
        return tuple(filter(None, (word.strip() for word in self.banned_words.split(","))))

    @property
    def providers(self) -> dict[str, tuple[str, str]]:
        """The ids and secrets of this site at those who say who somebody is, by name; empty where there are none."""
        return {
            "github": (self.github_client_id, self.github_client_secret),
            "google": (self.google_client_id, self.google_client_secret),
        }
