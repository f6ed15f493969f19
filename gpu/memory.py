"""What fits on a card: which models, whether all of their parts at once, and how long a song may be.

Gigabytes (10⁹ bytes) from counts of parameters, two bytes each; what is needed to work in is an estimate from the
widths of the layers. `python -m gpu.bench --real` measures both.
"""

from dataclasses import dataclass
from typing import Any

# The transformer, and all other parts of the music model together.
TRANSFORMER = {"xl-sft": 8.3, "xl-turbo": 8.3, "2b": 3.2}
_OTHER_MUSIC = 3.2
LANGUAGE = {"none": 0.0, "0.6b": 1.3, "1.7b": 3.7, "4b": 8.5, "qwen3-4b": 8.1, "shared": 0.0}
# What they remember of what they read and wrote: a planner of four texts, for a song of ten minutes.
_CACHE = {"none": 0.0, "0.6b": 1.9, "1.7b": 1.9, "4b": 2.4, "qwen3-4b": 0.5, "shared": 0.5}
# The largest part, and all of them.
COVER = {"none": (0.0, 0.0), "flux2-klein": (8.1, 16.0), "sdxl-turbo": (5.2, 7.0)}
# A second of one take: 12.5 places, each through the widest layer; with guidance twice.
_SECOND = {"xl-sft": 0.0038, "xl-turbo": 0.0019, "2b": 0.0012}
# The driver's own, what is lost between the blocks, and a tile of the sound decoder's.
_ALWAYS = 1.5
_USABLE = 0.94
_INT8 = 0.55
_LONGEST = 600
_SHORTEST = 60

# Of cards that Modal lends.
MODAL_CARDS = {
    "T4": 16,
    "L4": 24,
    "A10": 24,
    "A10G": 24,
    "A100": 40,
    "A100-40GB": 40,
    "L40S": 48,
    "A100-80GB": 80,
    "RTX-PRO-6000": 96,
    "H100": 80,
    "H200": 141,
    "B200": 180,
}


@dataclass(frozen=True)
class Tier:
    """The models for a card of at least so many gigabytes, as the settings name them."""

    gigabytes: float
    music_model: str
    planner: str
    writer_model: str
    cover_model: str
    int8: bool = False


TIERS = (
    Tier(78, "xl-sft", "4b", "qwen3-4b", "flux2-klein"),
    Tier(44, "xl-sft", "4b", "shared", "flux2-klein"),
    Tier(15, "xl-sft", "1.7b", "shared", "flux2-klein"),
    Tier(11, "2b", "1.7b", "shared", "flux2-klein"),
    Tier(0, "2b", "0.6b", "qwen3-4b", "none", int8=True),
)


def choose(gigabytes: float, given: dict[str, Any]) -> dict[str, Any]:
    """The settings for a card, those that are given kept; raises ValueError when a song would not fit."""
    tier = next(tier for tier in TIERS if gigabytes >= tier.gigabytes)
    values = {name: value for name, value in vars(tier).items() if name != "gigabytes"} | given
    if values["writer_model"] == "shared" and values["cover_model"] != "flux2-klein":
        values["writer_model"] = "qwen3-4b"
    parts = _parts(values)
    free = gigabytes * _USABLE - _ALWAYS
    # Room for a pair of three minutes beside everything.
    resident = given.get("resident", sum(parts) + 2 * 180 * _SECOND[values["music_model"]] <= free)
    left = free - (sum(parts) if resident else max(parts))
    longest = min(_LONGEST, int((left / _SECOND[values["music_model"]]) // 30 * 30))
    if longest < _SHORTEST:
        msg = (
            f"a card of {gigabytes:.0f} GB has no room for MUSIC_MODEL={values['music_model']} with"
            f" WRITER_MODEL={values['writer_model']}, PLANNER={values['planner']} and"
            f" COVER_MODEL={values['cover_model']}: choose smaller ones, or INT8=1"
        )
        raise ValueError(msg)
    return values | {"resident": resident, "longest": longest}


def all_gigabytes(settings: Any) -> float:
    """What all models together take of main memory."""
    return sum(_parts(vars(settings)))


def _parts(values: dict[str, Any]) -> list[float]:
    """The gigabytes of what is on the card while it is used, of each part that can be there alone."""
    size = _INT8 if values["int8"] else 1.0
    largest, cover = COVER[values["cover_model"]]
    models = [values["planner"], values["writer_model"]]
    language = [size * LANGUAGE[model] + _CACHE[model] for model in models]
    pictures = [size * largest, size * (cover - largest)]
    return [size * TRANSFORMER[values["music_model"]], _OTHER_MUSIC, *language, *pictures]
