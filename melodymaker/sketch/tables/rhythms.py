"""Drums: their notes, and fills, written as in drum_patterns.py."""

from __future__ import annotations

DRUM_NOTES = {
    "kick": 36,
    "snare": 38,
    "rim": 37,
    "clap": 39,
    "hat": 42,
    "pedal": 44,
    "open": 46,
    "ride": 51,
    "bell": 53,
    "crash": 49,
    "splash": 55,
    "low tom": 45,
    "mid tom": 47,
    "high tom": 50,
    "floor tom": 41,
    "tambourine": 54,
    "cowbell": 56,
    "bongo": 60,
    "low bongo": 61,
    "conga": 63,
    "low conga": 64,
    "shaker": 70,
    "clave": 75,
    "timbale": 65,
    "triangle": 81,
    "brush": 38,
}

# What a genre plays in bars that are not of four beats, and what the others play: the second pattern is a soft one.
METRE_DRUMS: dict[str, dict[str, str]] = {
    "3/4": {"jazz": "waltz ride", "rock": "waltz rock"},
    "6/8": {"folk": "jig", "world": "jig", "country": "jig"},
    "5/4": {"jazz": "five ride"},
}
METRE_OTHERS: dict[str, tuple[str, str]] = {
    "3/4": ("waltz", "waltz soft"),
    "6/8": ("six", "six soft"),
    "5/4": ("five", "five soft"),
}

FILLS: tuple[dict[str, str], ...] = (
    {"snare": "............xxXX"},
    {"snare": "........x.x.xxXX"},
    {"high tom": "........xx......", "mid tom": "..........xx....", "floor tom": "............xxXX"},
    {"snare": "........xx......", "mid tom": "..........x.x...", "floor tom": "............X.X."},
    {"snare": ".........x..x.xX"},
)
SOFT_FILLS: tuple[dict[str, str], ...] = (
    {"rim": "............o.x."},
    {"hat": "............xxxx"},
    {"snare": "..............,o"},
    {"mid tom": "............o...", "floor tom": "..............o."},
)
BUILD = {"snare": "o...o...o.o.x.x.x.x.x.x.xxxxXXXX"}
