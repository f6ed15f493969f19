"""What whoever runs the site sees of it."""

import re
from functools import cache
from typing import Literal
from urllib.parse import unquote

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG, web_address

_SHORTEST_TOKEN = 16
_HEADER = re.compile(r"[A-Za-z0-9-]{1,100}=[ -~]{1,4000}")


class Operations(BaseSettings):
    """How log lines look, who may read the metrics, where a worker has them read, and where traces go."""

    model_config = CONFIG

    log_format: Literal["lines", "json"] = "lines"
    metrics_token: str = ""
    metrics_port: int = Field(0, ge=0, le=65535)
    # Named as in the standard of OpenTelemetry.
    otel_exporter_otlp_endpoint: str = ""
    otel_exporter_otlp_headers: str = ""
    otel_service_name: str = "melodymaker"

    @field_validator("metrics_token")
    @classmethod
    def _check_metrics_token(cls, value: str) -> str:
        if value and len(value) < _SHORTEST_TOKEN:
            msg = f"must have at least {_SHORTEST_TOKEN} characters"
            raise ValueError(msg)
        return value

    @field_validator("otel_exporter_otlp_endpoint")
    @classmethod
    def _check_endpoint(cls, value: str) -> str:
        return web_address(value, "http://localhost:4318")

    @field_validator("otel_exporter_otlp_headers")
    @classmethod
    def _check_headers(cls, value: str) -> str:
        if value and not all(_HEADER.fullmatch(header.strip()) for header in value.split(",")):
            msg = "must look like authorization=Basic%20abc,x-team=music"
            raise ValueError(msg)
        return value

    @property
    def traces_url(self) -> str:
        """Where traces are sent: the standard's path below the endpoint."""
        return f"{self.otel_exporter_otlp_endpoint}/v1/traces"

    @property
    def otlp_headers(self) -> dict[str, str]:
        """What goes along with them, such as a key."""
        pairs = (header.strip().partition("=") for header in self.otel_exporter_otlp_headers.split(",") if header)
        return {name.lower(): unquote(value) for name, _, value in pairs}


@cache
def load_operations() -> Operations:
    """These settings alone, for what is set up before anything else is read or made."""
    return Operations()  # pyright: ignore[reportCallIssue]
