"""What makes the songs, and who writes their words."""

from pathlib import Path
from typing import Literal, Self

from pydantic import field_validator, model_validator
from pydantic_settings import BaseSettings

from melodymaker.settings.addresses import CONFIG, check_together, web_address


class Engines(BaseSettings):
    """The engine, the GPU service, and the writer from outside."""

    model_config = CONFIG

    engine: Literal["sketch", "gpu"] | None = None
    gpu_url: str = ""
    modal_key: str = ""
    modal_secret: str = ""
    sound_font: Path | None = None
    writer_url: str = ""
    writer_model: str = ""
    writer_key: str = ""

    @field_validator("gpu_url")
    @classmethod
    def _check_gpu_url(cls, value: str) -> str:
        return web_address(value, "https://me--melodymaker-gpu.modal.run")

    @field_validator("sound_font")
    @classmethod
    def _check_sound_font(cls, value: Path | None) -> Path | None:
        if value and not value.is_file():
            msg = f"no file at {value}"
            raise ValueError(msg)
        return value

    @model_validator(mode="after")
    def _check_gpu(self) -> Self:
        if self.engine == "gpu" and not self.gpu_url:
            msg = "GPU_URL: missing; ENGINE=gpu needs the address of a GPU service"
            raise ValueError(msg)
        check_together(self, "the key and its secret", "modal_key", "modal_secret")
        return self

    @field_validator("writer_url")
    @classmethod
    def _check_writer_url(cls, value: str) -> str:
        return web_address(value, "http://localhost:11434/v1")

    @model_validator(mode="after")
    def _check_writer(self) -> Self:
        check_together(self, "the writer's address and the name of its model", "writer_url", "writer_model")
        if self.writer_key and not self.writer_url:
            msg = "WRITER_URL: missing; WRITER_KEY is for a writer from outside"
            raise ValueError(msg)
        return self

    @property
    def on_gpu(self) -> bool:
        """Whether a GPU service makes the songs; the sketch engine otherwise."""
        return self.engine == "gpu" or (not self.engine and bool(self.gpu_url))
