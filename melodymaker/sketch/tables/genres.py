"""Every genre by name."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import Genre
from melodymaker.sketch.tables.genres_acoustic import ACOUSTIC
from melodymaker.sketch.tables.genres_band import BAND
from melodymaker.sketch.tables.genres_electronic import ELECTRONIC

GENRES: dict[str, Genre] = {genre.name: genre for genre in (*ELECTRONIC, *BAND, *ACOUSTIC)}
