"""Words for drums, voices, metre, tempo, mode, length and loudness, beside those for genres and instruments."""

from __future__ import annotations

FEATURES = {
    # What is struck is played by the kit.
    "drums": (
        *("drums", "drum", "percussion", "drum kit", "drumming", "beat", "drum machine", "cowbell", "triangle", "gong"),
        *("bongos", "congas", "castanets", "tambourine", "maracas", "shekere", "guiro", "cabasa", "vibraslap"),
        *("cymbals", "hi hat", "hi hats", "snare", "claps", "finger snaps", "handclaps", "stomps", "washboard"),
        *("spoons", "riq", "daf", "cuica", "pandeiro", "berimbau", "turntables", "scratches"),
    ),
    "no drums": ("drumless", "beatless", "unplugged solo"),
    "instrumental": ("instrumental", "instrumentals", "vocal free"),
    "vocals": ("vocals", "vocal", "singing", "lyrics", "singer", "words", "voice over"),
    "solo": ("solo",),
    "3/4": (
        "waltz",
        "waltzes",
        "three four time",
        "three quarter time",
        "in three",
        "triple time",
        "3 4 time",
        "mazurka",
        "minuet",
        "ländler",
    ),
    "6/8": (
        "jig",
        "six eight",
        "six eight time",
        "tarantella",
        "barcarolle",
        "gigue",
        "siciliana",
        "slip jig",
        "6 8 time",
    ),
    "5/4": ("five four", "five four time", "in five", "quintuple time", "take five", "5 4 time"),
    "slow": ("slow", "slowly", "downbeat", "unhurried", "sluggish", "adagio", "largo", "slow tempo"),
    "fast": ("fast", "quick", "uptempo", "up tempo", "speedy", "rapid", "allegro", "presto", "high tempo", "frantic"),
    "minor": ("minor", "minor key"),
    "major": ("major", "major key"),
    "short": ("short", "brief"),
    "long": ("long song", "long track", "extended"),
    "bass": ("bass", "bassline", "bass guitar"),
    "loud": ("explosive", "stadium", "loud"),
}
