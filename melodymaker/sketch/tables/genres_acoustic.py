"""Genres of clubs, halls, screens and other shores."""

# ruff: noqa: E501 - a genre reads as rows

from __future__ import annotations

from melodymaker.sketch.tables.genre import Genre

ACOUSTIC = (
    Genre(
        "jazz", ("jazzy", "bebop", "cool jazz", "swing", "big band", "smooth jazz", "dixieland", "jazz trio", "ragtime", "swing jazz"),
        ("jazz",), (96, 148), 0.4, "jazz", ("swing", "brushes"),
        ("jazz comp", "charleston"), ("walking", "two feel"),
        ("piano", "jazz guitar", "vibraphone"), ("tenor sax", "muted trumpet", "clarinet", "alto sax", "vibraphone"),
        ("organ", "slow strings"), ("upright bass",),
        ("night", "city", "love", "rain"), ("ink", "gold", "deep"), ("elegant", "groovy"),
        kit=32, colour="seventh", swing=0.85, room=0.25, bright=-0.1, pace=2.5, energy=0.5, covers=("tiles", "skyline", "rings"),
    ),
    Genre(
        "bossa nova", ("bossa", "samba", "brazilian", "bossanova", "mpb", "bossa jazz"),
        ("latin", "jazz"), (112, 136), 0.35, "bossa", ("bossa", "samba"),
        ("bossa", "samba"), ("bossa",),
        ("nylon guitar", "electric piano"), ("flute", "alto sax", "nylon guitar", "vibraphone"),
        ("slow strings", "warm pad"), ("upright bass",),
        ("sea", "summer", "love", "dreams"), ("coral", "moss", "tea"), ("elegant", "warm"),
        kit=40, colour="ninth", room=0.22, bright=-0.1, pace=2.0, energy=0.4, covers=("sea", "tiles", "leaves"),
    ),
    Genre(
        "waltz", ("viennese waltz", "ballroom", "musette", "vals"),
        ("classical",), (96, 150), 0.4, "classical", ("waltz soft", "waltz"),
        ("waltz",), ("waltz",),
        ("piano", "accordion", "harp"), ("violin", "clarinet", "accordion", "flute"),
        ("strings", "slow strings"), ("upright bass",),
        ("dance", "love", "winter", "time"), ("rose", "gold", "mist"), ("elegant", "romantic"),
        kit=48, beats=3, room=0.4, pace=2.0, energy=0.4, covers=("rings", "leaves", "mesh"),
    ),
    Genre(
        "classical", ("baroque", "romantic era", "sonata", "chamber music", "nocturne", "concerto", "symphony", "symphonic", "minuet", "prelude", "opera", "neoclassical", "neo classical", "impressionist"),
        ("classical",), (72, 116), 0.5, "classical", (),
        ("alberti", "broken", "roll"), ("half", "whole"),
        ("piano", "harp", "harpsichord", "strings"), ("violin", "flute", "oboe", "clarinet", "piano", "cello"),
        ("strings", "slow strings"), ("upright bass",),
        ("nature", "winter", "dreams", "time"), ("mist", "gold", "deep"), ("elegant", "calm"),
        kit=48, room=0.45, pace=2.3, energy=0.4, covers=("leaves", "rings", "flow", "hills"),
    ),
    Genre(
        "cinematic", ("film score", "soundtrack", "movie", "score", "trailer", "epic score", "epic orchestral", "orchestral score", "fantasy", "adventure", "film music", "cinema"),
        ("cinematic",), (80, 108), 0.75, "epic", ("epic", "march", "heartbeat"),
        ("ostinato", "sustain", "swell"), ("whole", "half", "quarters"),
        ("strings", "pizzicato strings", "piano"), ("french horn", "violin", "trumpet", "brass", "flute"),
        ("choir", "slow strings", "tremolo strings"), ("upright bass",),
        ("hope", "stars", "sea", "winter"), ("ember", "deep", "aurora"), ("epic", "dramatic"),
        kit=48, room=0.6, bright=0.05, pace=1.5, energy=0.7, covers=("hills", "sea", "flow"),
    ),
    Genre(
        "latin", ("salsa", "mambo", "cumbia", "merengue", "cha cha", "bachata", "son cubano", "cuban", "mexican", "mariachi", "spanish", "flamenco", "rumba"),
        ("latin",), (92, 120), 0.6, "latin", ("salsa", "samba"),
        ("montuno", "stabs"), ("tumbao", "root five"),
        ("piano", "nylon guitar"), ("trumpet", "flute", "nylon guitar", "brass"),
        ("brass", "strings"), ("upright bass", "bass guitar"),
        ("dance", "summer", "love", "sea"), ("ember", "coral", "gold"), ("joyful", "passionate"),
        kit=8, room=0.18, bright=0.15, pace=2.4, energy=0.7, covers=("tiles", "retro", "rings"),
    ),
    Genre(
        "reggaeton", ("dembow", "latin pop", "perreo", "latin trap", "urbano", "moombahton"),
        ("latin", "pop"), (88, 98), 0.75, "latin", ("dembow",),
        ("dembow", "stabs", "sustain"), ("dembow", "eight oh eight"),
        ("clean guitar", "piano", "poly synth", "marimba"), ("flute", "saw lead", "trumpet"),
        ("warm pad", "synth strings"), ("sub bass", "synth bass"),
        ("dance", "summer", "night"), ("coral", "neon", "candy"), ("groovy", "summery"),
        kit=25, room=0.2, bright=0.1, duck=0.4, pace=2.1, energy=0.75, covers=("mesh", "retro", "tiles"),
    ),
    Genre(
        "tango", ("milonga", "argentine tango", "tango nuevo"),
        ("latin", "world"), (108, 126), 0.95, "latin", ("tango",),
        ("tango",), ("tango",),
        ("piano", "bandoneon"), ("bandoneon", "violin", "accordion"),
        ("strings",), ("upright bass",),
        ("love", "night", "loss", "dance"), ("ember", "ink", "rose"), ("passionate", "dramatic"),
        kit=48, room=0.25, pace=2.2, energy=0.55, covers=("rings", "tiles", "flow"),
    ),
    Genre(
        "afrobeat", ("afrobeats", "afro", "highlife", "african", "amapiano", "soukous", "afropop"),
        ("world", "funk"), (100, 118), 0.4, "funk", ("afrobeat",),
        ("scratch", "arp eighths", "stabs"), ("afro",),
        ("clean guitar", "electric piano", "marimba"), ("alto sax", "trumpet", "kalimba", "clean guitar"),
        ("brass", "organ"), ("bass guitar",),
        ("dance", "summer", "hope"), ("gold", "ember", "moss"), ("joyful", "groovy"),
        kit=8, scale="pentatonic", swing16=0.15, room=0.15, bright=0.1, pace=2.4, energy=0.7, covers=("tiles", "retro", "leaves"),
    ),
    Genre(
        "world", ("indian", "raga", "middle eastern", "arabic", "balkan", "klezmer", "japanese", "chinese", "oriental", "ethnic", "hawaiian", "asian", "persian", "turkish"),
        ("world", "folk"), (84, 112), 0.7, "folk", ("folk", "heartbeat", "afrobeat"),
        ("arp eighths", "strum slow", "broken"), ("root five", "half"),
        ("koto", "dulcimer", "nylon guitar", "harp"), ("shakuhachi", "sitar", "clarinet", "shamisen", "oboe", "pan flute"),
        ("slow strings", "warm pad", "harmonium"), ("upright bass", "fretless bass"),
        ("nature", "road", "sea", "dreams"), ("ember", "moss", "rose"), ("mysterious", "warm"),
        kit=48, scale="pentatonic", room=0.35, pace=2.1, energy=0.4, covers=("leaves", "hills", "rings"),
    ),
    Genre(
        "lullaby", ("nursery", "cradle song", "bedtime song", "children", "kids", "nursery rhyme", "music box tune"),
        ("folk", "classical"), (66, 84), 0.15, "folk", ("waltz soft",),
        ("waltz arp", "broken slow"), ("waltz", "whole"),
        ("music box", "harp", "celesta", "piano"), ("celesta", "flute", "music box", "recorder"),
        ("slow strings", "warm pad"), ("fretless bass",),
        ("dreams", "home", "stars"), ("mist", "rose", "candy"), ("sleepy", "gentle"),
        beats=3, room=0.4, bright=-0.2, pace=1.3, energy=0.2, covers=("hills", "sea", "mesh"),
    ),
)  # fmt: skip
