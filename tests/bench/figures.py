"""A measured figure, and its line of JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass

MB = 1_000_000


@dataclass(frozen=True)
class Figure:
    """One measured value and the most it may be, where anything says so."""

    name: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the value is within its budget; None where there is none."""
        return None if self.budget is None else self.value <= self.budget

    def line(self) -> str:
        """The figure as a JSON object."""
        message = {
            "name": self.name,
            "value": float(f"{self.value:.4g}"),
            "unit": self.unit,
            "budget": self.budget,
            "holds": self.holds,
        }
        return json.dumps(message, ensure_ascii=False)


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least this part of all values do not exceed (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, math.ceil(part * len(ranked)) - 1)]


def spread(values: Sequence[float]) -> str:
    """How the values lie, for people."""
    parts = (("min", min(values)), ("median", percentile(values, 0.5)), ("max", max(values)))
    return f"{len(values)} values, " + ", ".join(f"{name} {value:.0f}" for name, value in parts)
