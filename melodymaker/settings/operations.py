"""What whoever runs the site sees of it."""

from functools import cache
from typing import Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG

_SHORTEST_TOKEN = 16


class Operations(BaseSettings):
    """How log lines look, who may read the metrics, and where a worker has them read."""

    model_config = CONFIG

    log_format: Literal["lines", "json"] = "lines"
    metrics_token: str = ""
    metrics_port: int = Field(0, ge=0, le=65535)

    @field_validator("metrics_token")
    @classmethod
    def _check_metrics_token(cls, value: str) -> str:
        if value and len(value) < _SHORTEST_TOKEN:
            msg = f"must have at least {_SHORTEST_TOKEN} characters"
            raise ValueError(msg)
        return value


@cache
def load_operations() -> Operations:
    """These settings alone, for what is set up before anything else is read or made."""
    return Operations()  # pyright: ignore[reportCallIssue]
