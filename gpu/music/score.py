"""What the music model is asked for."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

Array = np.ndarray
Task = Literal["cover", "repaint", "extend"]


@dataclass(frozen=True)
class Source:
    """What a remix starts from: `sound` (2, samples) at the model's rate, and what becomes of it.

    `strength` says how far a cover goes away from the source, 0 to 1. Otherwise what lies outside `start` to `end`
    (seconds) stays as it is, sample for sample.
    """

    sound: Array
    task: Task
    strength: float = 0.5
    start: float = 0.0
    end: float = 0.0


@dataclass(frozen=True)
class Score:
    """What both takes share. Duration in seconds; no lyrics makes an instrumental.

    `codes` are a planner's, one row for each take, five a second.
    """

    caption: str
    lyrics: str
    language: str
    duration: float
    bpm: int
    key: str
    time_signature: int | None = None
    source: Source | None = None
    codes: tuple[tuple[int, ...], ...] = ()
