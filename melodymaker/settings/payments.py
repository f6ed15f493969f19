"""Credits, and what is sold for money."""

import re
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG, check_together, web_address

_PACK = re.compile(r"(?P<credits>[1-9]\d{0,6})(?P<monthly>/month)?=(?P<product>[\w-]{1,64})")
_POLAR = ("polar_access_token", "polar_webhook_secret", "polar_packs")


class Payments(BaseSettings):
    """Whether songs cost credits, and Polar, which sells them."""

    model_config = CONFIG

    credits: Literal["on", "off"] = "off"
    free_credits: int = Field(100, ge=0)
    polar_access_token: str = ""
    polar_webhook_secret: str = ""
    polar_environment: Literal["production", "sandbox"] = "production"
    polar_base_url: str = ""
    polar_packs: str = ""

    @field_validator("polar_base_url")
    @classmethod
    def _check_polar_base_url(cls, value: str) -> str:
        return web_address(value, "http://127.0.0.1:8099")

    @field_validator("polar_packs")
    @classmethod
    def _check_polar_packs(cls, value: str) -> str:
        if value and not all(_PACK.fullmatch(pack.strip()) for pack in value.split(",")):
            msg = "must look like 10=PRODUCT,25=PRODUCT,40/month=PRODUCT: credits, and the id of Polar's product"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _check_polar(self) -> Self:
        check_together(self, "the Polar settings", *_POLAR)
        if self.polar_access_token and self.credits == "off":
            msg = "CREDITS: off; with the Polar settings it must be on, or nothing is there to be sold"
            raise ValueError(msg)
        return self

    @property
    def packs(self) -> tuple[tuple[str, int, bool], ...]:
        """What is for sale: the id of Polar's product, the credits that it gives, and whether it does each month."""
        found = (_PACK.fullmatch(pack.strip()) for pack in self.polar_packs.split(","))
        return tuple((pack["product"], int(pack["credits"]), bool(pack["monthly"])) for pack in found if pack)
