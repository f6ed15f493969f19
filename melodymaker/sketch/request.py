"""What a caller asks of the sketch engine and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from melodymaker.sketch.theory import parse_key
from melodymaker.sketch.voices import AUTO, VOICES

DURATION_SECONDS = (20.0, 180.0)
BPM_RANGE = (30, 300)
SEED_MAX = 2**31 - 1
DESCRIPTION_MAX = 20_000
STYLE_MAX = 5_000
LYRICS_MAX = 20_000
GUIDANCE_RANGE = (0.0, 100.0)
REMIXES = ("vary", "restyle", "extend", "replace")
# A remix of a remix of a remix …: each needs all before it.
MOST_REMIXES = 12
SHORTEST_PART = 1.0


@dataclass(frozen=True)
class SketchRequest:
    """A request for two songs; `guidance` 15 follows the text closely, 7.5 freely.

    `voice` is one of `VOICES`: both takes are sung by the higher or the lower singer, by one each (auto), or by none,
    with an instrument that plays the tune for others to sing.

    A remix names its kind and its source. `difference` goes from 0, near the source, to 1. `remix_from` and
    `remix_to` are seconds in the source: the part to be replaced, or with the first alone where an extension goes
    on from. `style` is that of a restyled song, and `duration` how long an extended one lasts in all.
    """

    description: str = ""
    style: str = ""
    lyrics: str | None = None
    instrumental: bool = False
    duration: float | None = None
    bpm: int | None = None
    key: str | None = None
    seed: int = 0
    guidance: tuple[float, float] = (7.5, 15.0)
    voice: str = AUTO
    remix: str = ""
    difference: float = 0.5
    remix_from: float | None = None
    remix_to: float | None = None
    source: SketchSource | None = None


@dataclass(frozen=True)
class SketchSource:
    """The song that a remix starts from: how it was asked for, which take it is (0 or 1), and its score's hash."""

    request: SketchRequest
    take: int
    score_hash: str = ""


@dataclass(frozen=True)
class SketchTake:
    """One finished song: what was made and the names of its files in the folder.

    `timings` holds each line's start and text, and where it is sung the start of each of its words (as spaces part
    them) and the end of the last one.
    """

    style: str
    bpm: int
    key: str
    duration: float
    seed: int
    guidance: float
    categories: tuple[str, ...]
    score_hash: str
    sung: bool
    peaks: tuple[float, ...]
    loudness: float
    timings: tuple[tuple[float, str, tuple[float, ...]], ...]
    sections: tuple[tuple[float, str], ...]
    bar: float
    master: str
    stream: str
    cover: str
    thumb: str


@dataclass(frozen=True)
class SketchParts:
    """A take in its parts: the hash of its score, and the names of the files in the folder."""

    score_hash: str
    files: tuple[str, ...]


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
    if request.voice not in VOICES:
        message = f"voice must be one of {', '.join(VOICES)}"
        raise ValueError(message)
    _check_remix(request)


def _check_remix(request: SketchRequest) -> None:
    if not request.remix:
        return
    if request.remix not in REMIXES:
        message = f"remix must be one of {', '.join(REMIXES)}"
        raise ValueError(message)
    _check_number("difference", request.difference, (0.0, 1.0), "")
    for name in ("remix_from", "remix_to"):
        _check_number(name, getattr(request, name), (0.0, DURATION_SECONDS[1]), "seconds")
    _check_source(request.source)
    start = request.remix_from
    end = request.remix_to
    if request.remix == "replace" and (start is None or end is None or end - start < SHORTEST_PART):
        message = f"the part to be replaced has to last {SHORTEST_PART:g} second or more"
        raise ValueError(message)


def _check_source(source: SketchSource | None) -> None:
    depth = 0
    while source is not None:
        depth += 1
        check_request(replace(source.request, remix="", source=None))
        source = source.request.source
    if not depth:
        message = "a remix needs a source"
        raise ValueError(message)
    if depth > MOST_REMIXES:
        message = f"a song can be remixed {MOST_REMIXES} times over; remix an earlier one"
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
