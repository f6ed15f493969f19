"""Lines to sing, by theme: each family holds whole clauses that rhyme with one another."""

from melodymaker.sketch.phrases.choruses import CHORUSES
from melodymaker.sketch.phrases.far import FAR
from melodymaker.sketch.phrases.feeling import FEELING
from melodymaker.sketch.phrases.near import NEAR
from melodymaker.sketch.phrases.scenes import SCENES
from melodymaker.sketch.phrases.weather import WEATHER

VERSES: dict[str, tuple[tuple[str, ...], ...]] = {**WEATHER, **FEELING, **FAR, **NEAR}

__all__ = ["CHORUSES", "SCENES", "VERSES"]
