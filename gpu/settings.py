"""The settings of the service: the only place that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from gpu import catalog, memory


@dataclass(frozen=True)
class Sizes:
    """How much the models are asked for. Pixels, bytes of a text in an answer, seconds."""

    cover: int = 1024
    text: int = 240
    longest: int = 240
    # Whether takes that are noise are made again; what tiny models make is.
    screened: bool = True


REAL = Sizes()
# What follows from the card's memory if nobody says it, and what no variable of the environment sets.
_CHOSEN = ("music_model", "planner", "writer_model", "cover_model", "int8", "resident")
_NOT_READ = ("sizes", "resident", "longest")
TINY = Sizes(cover=64, text=16, longest=12, screened=False)


@dataclass(frozen=True)
class Settings:
    """What the environment says; each field's name in capitals is its variable."""

    music_model: str = "xl-sft"
    planner: str = "none"
    writer_model: str = "qwen3-4b"
    cover_model: str = "flux2-klein"
    int8: bool = False
    # Whether all parts of the models stay on the card, and how many seconds a song may have beside them.
    resident: bool = True
    longest: int = 600
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


def load_settings(
    environment: Mapping[str, str] = os.environ, *, gigabytes: float | None = None, **overrides: Any
) -> Settings:
    """The settings, overrides (unless None) going before the environment; raises ValueError for nonsense.

    What neither names follows from the card's memory, if that is known: by `CARD_GB`, or else as given.
    """
    values: dict[str, Any] = {}
    for known in fields(Settings):
        text = environment.get(known.name.upper(), "")
        if text and known.name not in _NOT_READ:
            values[known.name] = _read(known.name, text)
    values |= {name: value for name, value in overrides.items() if value is not None}
    _check(Settings(**values))
    if values.get("writer_model") == "shared" and values.get("cover_model", "flux2-klein") != "flux2-klein":
        msg = "WRITER_MODEL=shared needs COVER_MODEL=flux2-klein, whose text encoder it is"
        raise ValueError(msg)
    gigabytes = _card(environment) or gigabytes
    if gigabytes:
        values |= memory.choose(gigabytes, {name: values[name] for name in _CHOSEN if name in values})
    return Settings(**values)


def songs_at_once(settings: Settings) -> int:
    """How many songs one process has under way: one composed, one finished, and one written if the parts are there."""
    return 3 if settings.resident else 2


def describe(settings: Settings) -> str:
    """What was chosen, in one line."""
    music = catalog.MUSIC[settings.music_model]
    parts = "all parts stay on the card" if settings.resident else "parts are on the card only while they are used"
    return (
        f"{music.label}, planner {settings.planner}, writer {settings.writer_model}, covers {settings.cover_model},"
        f" {'int8' if settings.int8 else 'bf16'}; {parts}; songs of up to {settings.longest} s"
    )


def _card(environment: Mapping[str, str]) -> float | None:
    text = environment.get("CARD_GB", "")
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        msg = f"CARD_GB must be a number, not {text!r}"
        raise ValueError(msg) from error


def _read(name: str, text: str) -> Any:
    kind = type(getattr(Settings, name))
    if kind is bool:
        return text.lower() in {"1", "true", "yes", "on"}
    if kind is int and not text.isdecimal():
        msg = f"{name.upper()} must be a whole number, not {text!r}"
        raise ValueError(msg)
    return int(text) if kind is int else Path(text) if issubclass(kind, Path) else text


def _check(settings: Settings) -> None:
    for name, known in (
        ("music_model", tuple(catalog.MUSIC)),
        ("planner", ("none", *catalog.PLANNER)),
        ("writer_model", (*catalog.WRITER, "shared")),
        ("cover_model", ("none", *catalog.COVER)),
    ):
        value = getattr(settings, name)
        if value not in known:
            msg = f"{name.upper()} must be one of {', '.join(known)}, not {value!r}"
            raise ValueError(msg)
