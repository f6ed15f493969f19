"""Every genre by name."""

from __future__ import annotations

from melodymaker.sketch.tables.genre import Genre
from melodymaker.sketch.tables.genres_acoustic import ACOUSTIC
from melodymaker.sketch.tables.genres_band import BAND
from melodymaker.sketch.tables.genres_beats import BEATS
from melodymaker.sketch.tables.genres_electronic import ELECTRONIC
from melodymaker.sketch.tables.genres_roots import ROOTS

GENRES: dict[str, Genre] = {genre.name: genre for genre in (*BEATS, *ELECTRONIC, *BAND, *ROOTS, *ACOUSTIC)}
