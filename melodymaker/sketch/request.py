"""What a caller asks of the sketch engine and what comes back."""

from __future__ import annotations

from dataclasses import dataclass

from melodymaker.sketch.theory import parse_key

DURATION_SECONDS = (20.0, 180.0)
BPM_RANGE = (30, 300)
SEED_MAX = 2**31 - 1
DESCRIPTION_MAX = 20_000
STYLE_MAX = 5_000
LYRICS_MAX = 20_000
GUIDANCE_RANGE = (0.0, 100.0)


@dataclass(frozen=True)
class SketchRequest:
    """A request for two songs; `guidance` 15 follows the text closely, 7.5 freely."""

    description: str = ""
    style: str = ""
    lyrics: str | None = None
    instrumental: bool = False
    duration: float | None = None
    bpm: int | None = None
    key: str | None = None
    seed: int = 0
    guidance: tuple[float, float] = (7.5, 15.0)


@dataclass(frozen=True)
class SketchTake:
    """One finished song: what was made and the names of its files in the folder."""

    style: str
    bpm: int
    key: str
    duration: float
    seed: int
    guidance: float
    categories: tuple[str, ...]
    score_hash: str
    peaks: tuple[float, ...]
    loudness: float
    timings: tuple[tuple[float, str], ...]
    master: str
    stream: str
    cover: str
    thumb: str


@dataclass(frozen=True)
class SketchPair:
    """Two takes of one song; `lyrics` is empty when instrumental."""

    title: str
    lyrics: str
    takes: tuple[SketchTake, SketchTake]


def check_request(request: SketchRequest) -> None:
    """Return if the request can be made; raise ValueError saying what is wrong otherwise."""
    _check_texts(request)
    _check_number("duration", request.duration, DURATION_SECONDS, "seconds")
    _check_number("bpm", request.bpm, BPM_RANGE, "beats per minute", whole=True)
    _check_number("seed", request.seed, (0, SEED_MAX), "", whole=True)
    if request.seed is None:
        message = "seed must be a number"
        raise ValueError(message)
    if request.key is not None:
        if not isinstance(request.key, str):
            message = "key must be text"
            raise ValueError(message)
        parse_key(request.key)
    if not isinstance(request.guidance, (tuple, list)) or len(request.guidance) != 2:
        message = "guidance must be two numbers, one for each take"
        raise ValueError(message)
    for value in request.guidance:
        _check_number("guidance", value, GUIDANCE_RANGE, "")
        if value is None:
            message = "guidance must be two numbers, one for each take"
            raise ValueError(message)


def _check_texts(request: SketchRequest) -> None:
    limits = (("description", DESCRIPTION_MAX), ("style", STYLE_MAX), ("lyrics", LYRICS_MAX))
    for name, limit in limits:
        text = getattr(request, name)
        if text is None and name == "lyrics":
            continue
        if not isinstance(text, str):
            message = f"{name} must be text"
            raise ValueError(message)
        if len(text) > limit:
            message = f"{name} may have at most {limit} characters"
            raise ValueError(message)
    if not isinstance(request.instrumental, bool):
        message = "instrumental must be true or false"
        raise ValueError(message)


def _check_number(name: str, value: object, bounds: tuple[float, float], unit: str, *, whole: bool = False) -> None:
    if value is None:
        return
    kinds: tuple[type, ...] = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds):
        message = f"{name} must be a {'whole ' if whole else ''}number"
        raise ValueError(message)
    low, high = bounds
    # Written so that not-a-number fails too.
    if not low <= value <= high:
        message = f"{name} must be between {low:g} and {high:g} {unit}".rstrip()
        raise ValueError(message)
