"""The settings of the service: the only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from gpu import catalog


@dataclass(frozen=True)
class Sizes:
    """How much the models are asked for. Pixels, bytes of a text in an answer, seconds."""

    cover: int = 1024
    text: int = 240
    longest: int = 240


REAL = Sizes()
TINY = Sizes(cover=64, text=16, longest=12)


@dataclass(frozen=True)
class Settings:
    """What the environment says; each field's name in capitals is its variable."""

    music_model: str = "xl-sft"
    writer_model: str = "qwen3-4b"
    cover_model: str = "flux2-klein"
    model_dir: Path = Path("models")
    device: str = "cuda"
    modal_key: str = field(default="", repr=False)
    modal_secret: str = field(default="", repr=False)
    # Of `modal deploy` alone: which card, how long an idle container stays, how many there may be at once.
    modal_gpu: str = "L40S"
    modal_gpu_snapshot: bool = False
    modal_scaledown: int = 120
    modal_min_containers: int = 0
    modal_max_containers: int = 2
    modal_hf_secret: str = ""
    sizes: Sizes = REAL


def load_settings(environment: Mapping[str, str] = os.environ, **overrides: Any) -> Settings:
    """The settings, overrides (unless None) going before the environment; raises ValueError for nonsense."""
    values: dict[str, Any] = {}
    for known in fields(Settings):
        text = environment.get(known.name.upper(), "")
        if text and known.name != "sizes":
            values[known.name] = _read(known.name, text)
    values |= {name: value for name, value in overrides.items() if value is not None}
    settings = Settings(**values)
    _check(settings)
    return settings


def _read(name: str, text: str) -> Any:
    kind = type(getattr(Settings, name))
    if kind is bool:
        return text.lower() in {"1", "true", "yes", "on"}
    if kind is int and not text.isdecimal():
        msg = f"{name.upper()} must be a whole number, not {text!r}"
        raise ValueError(msg)
    return int(text) if kind is int else Path(text) if issubclass(kind, Path) else text


def _check(settings: Settings) -> None:
    for name, table in (("music", catalog.MUSIC), ("writer", catalog.WRITER), ("cover", catalog.COVER)):
        value = getattr(settings, f"{name}_model")
        if value not in table:
            msg = f"{name.upper()}_MODEL must be one of {', '.join(table)}, not {value!r}"
            raise ValueError(msg)
