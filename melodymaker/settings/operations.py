"""What whoever runs the site sees of it."""

from functools import cache
from typing import Literal

from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG


class Operations(BaseSettings):
    """How log lines look."""

    model_config = CONFIG

    log_format: Literal["lines", "json"] = "lines"


@cache
def load_operations() -> Operations:
    """These settings alone, for what is set up before anything else is read or made."""
    return Operations()
