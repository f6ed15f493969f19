"""What each theme has to show: clauses, openings and pictures that lines are made of."""

from melodymaker.sketch.phrases.scenes.daily import DAILY
from melodymaker.sketch.phrases.scenes.doings import DOINGS
from melodymaker.sketch.phrases.scenes.far import FAR
from melodymaker.sketch.phrases.scenes.feeling import FEELING
from melodymaker.sketch.phrases.scenes.near import NEAR
from melodymaker.sketch.phrases.scenes.weather import WEATHER
from melodymaker.sketch.phrases.text import Scene

SCENES: dict[str, Scene] = {**WEATHER, **FEELING, **FAR, **NEAR, **DAILY, **DOINGS}
