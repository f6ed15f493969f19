"""Accompaniment rhythms: one character for each sixteenth (16 a bar of four, 12 of three).

Chords: `X`/`x` the chord (accented or not), `0`–`9` one note of an upward arpeggio, `-` held,
`.` silence. Bass: `1` root, `5` fifth, `8` octave, `3` third, `a` a step towards the next root.
"""

from __future__ import annotations

from melodymaker.sketch.tables.text import listed

CHORD_PATTERNS: dict[str, tuple[str, ...]] = {
    "sustain": ("X---------------",),
    "half": ("X-------x-------",),
    "quarters": ("X---x---x---x---", "X---x---x---x-x-"),
    "ballad": ("X-------x---x---", "X-----x-x-------"),
    "broken": ("0-1-2-3-2-1-2-1-", "0-2-1-2-3-2-1-2-"),
    "broken slow": ("0---1---2---1---", "0---2---3---2---"),
    "roll": ("0-1-2-3-4-3-2-1-", "0-1-2-4-3-2-1-2-"),
    "arp eighths": ("0-1-2-1-3-2-1-2-", "0-2-1-3-0-2-1-3-"),
    "arp sixteenths": ("0123210123210123", "0213021302130213", "0120321001203210"),
    "alberti": ("0-2-1-2-0-2-1-2-",),
    "fingerpick": ("0-2-1-3-0-2-1-3-", "0---2-1-3-1-2-1-"),
    "strum": ("X---x-x-..x-x-x-", "X---x-x-x-x-x-x-"),
    "strum slow": ("X-------x---x-x-", "X-----x-x-----x-"),
    "chug": ("X.x.x.x.X.x.x.x.", "X-x.x.x-x.x.x-x."),
    "power": ("X-----------x---", "X-----x-----x-x-", "X-----x---x-----"),
    "gallop": ("X.xxX.xxX.xxX.xx",),
    "punk": ("X-x-x-x-X-x-x-x-",),
    "stabs": ("X-..x-..X-..x-..", "..x-....x-..x-.."),
    "house": ("X--x--x-..x-..x-", "x--x--x---x--x--"),
    "offbeat": ("..X...X...X...X.",),
    "skank": ("....X.......X...", "....X.......X.x."),
    "trance": ("X-.xX-.xX-.xX-.x", "X-x.x-X-x.x-X-x-"),
    "charleston": ("X-....x-........", "X-....x-....x-..", "....x-....X-...."),
    "jazz comp": ("X-....x-..x-....", "..x-......X-..x-", "X---....x-..x---"),
    "lofi": ("X-----------....", "X-----x---------", "X-------..x-----"),
    "neo soul": ("X-----x-....x---", "X--x----..x-----"),
    "funk": ("X..x..x...x..x..", "..x.x..x..x.x..."),
    "scratch": ("x.xXx.x.x.xXx.x.", "..xx..x.x.xx..x."),
    "bossa": ("X--x--x---x--x--", "X-..x--x..x--x.."),
    "samba": ("X.x..x.x.x.x..x.",),
    "montuno": ("x-x--x-x--x-x--x",),
    "tango": ("X---x---x---x-x-", "X-....x-x---x---"),
    "dembow": ("X-..x-..X-..x-..",),
    "gospel": ("X---..x-x---x-x-", "X-----x-x-x-x---"),
    "boogie": ("X-x-X-x-X-x-X-x-",),
    "shuffle": ("X-..x-x-X-..x-x-",),
    "country": ("....X-......X-..", "....X-x-....X-x-"),
    "ostinato": ("x-x-x-x-x-x-x-x-", "X-xxx-x-X-xxx-x-"),
    "chip": ("0101212102022121", "0123012301230123"),
    "swell": ("X---------------",),
    "waltz": ("....x---x---", "....x-..x-.."),
    "waltz arp": ("0-1-2-3-2-1-", "0-2-1-2-3-2-"),
    "waltz strum": ("X---x-x-x---", "X---x---x-x-"),
    "waltz sustain": ("X-----------",),
}

BASS_PATTERNS: dict[str, tuple[str, ...]] = {
    "whole": ("1---------------",),
    "half": ("1-------5-------", "1-------1-----a-"),
    "pop": ("1-----1-1-----1-", "1-----1-1-----5a"),
    "quarters": ("1---1---1---1-a-",),
    "eighths": ("1-1-1-1-1-1-1-1-", "1-1-1-1-1-1-1-a-"),
    "drive": ("1.1.1.1.1.1.1.a.",),
    "gallop": ("1.111.111.111.11",),
    "octaves": ("1-8-1-8-1-8-1-8-",),
    "disco": ("1-8-1-8-1-8-1-8a", "1-8-1-811-8-1-8-"),
    "offbeat": ("..1-..1-..1-..1-",),
    "house": ("1--1--1---1-8---", "..1-..1-..1-.81-"),
    "rolling": (".111.111.111.111",),
    "acid": ("1.181.1.1.8.1.11", "1..1.18.1.1..811"),
    "lofi": ("1-----1---5-----", "1-------..1-5---", "1-----------..a-"),
    "boom bap": ("1--.....1-1-....", "1-....1---..5-a-"),
    "eight oh eight": ("1-----1---1-----", "1---------1---..", "1--1------1--1--"),
    "dnb": ("1---------1-----", "1-----1---..8-1-"),
    "wobble": ("1---1-1-1---8-1-", "1-------1-1-1-1-"),
    "walking": ("1---3---5---a---", "1---5---8---a---", "1---3---5---8---"),
    "two feel": ("1-------5-----a-",),
    "shuffle": ("1-1-3-3-5-5-6-a-", "1-1-5-5-6-6-5-a-"),
    "blues walk": ("1---3---5---6---", "1---3---5---a---"),
    "root five": ("1---....5---....", "1---....5---..a-"),
    "bossa": ("1-----5-5-----1-", "1-----1-5-----5-"),
    "tumbao": ("......5-----1---", "1-....5-----1---"),
    "tango": ("1---1---1---1-a-", "1---....5---a---"),
    "one drop": ("1-...1..1-....3-", "1---..3-5-....1-", "....1-1-3-1-...."),
    "dembow": ("1-....1-1-....5-",),
    "funk": ("1..1..8...1..a..", "1.1...8..81...5a", "1..11.8.1..1.5.8"),
    "slap": ("1..8.1.1..8.1..a", "1.1.8..1.1.8..5a"),
    "soul": ("1-----1---5-8-a-", "1-..1-5-8---5-a-"),
    "afro": ("1--1--5-..1-8-5-",),
    "gospel": ("1-----1-3---5-a-",),
    "waltz": ("1-----------", "1-------5---"),
    "waltz walk": ("1---3---5---", "1---5---a---"),
}

# A bar of two beats of three eighths.
SIX_CHORDS: dict[str, tuple[str, ...]] = {
    "block": ("X---x-X---x-", "X-----x---x-", "X-----X-----"),
    "arp": ("0-1-2-3-2-1-", "0-2-3-1-2-3-"),
    "strum": ("X---x-X-x-x-", "X---x-x---x-"),
    "sustain": ("X-----------",),
}
SIX_BASS = ("1-----5-----", "1-----1---5-", "1---1-5---a-")

# What a pattern of four becomes in a bar of three.
WALTZ_CHORDS = {
    "arp": "waltz arp",
    "broken": "waltz arp",
    "alberti": "waltz arp",
    "fingerpick": "waltz arp",
    "roll": "waltz arp",
    "strum": "waltz strum",
    "sustain": "waltz sustain",
    "swell": "waltz sustain",
}

# Singable rhythms of a bar: `x` starts a note, `-` holds it; the last two start late or breathe.
MELODY_CELLS = listed("""
    x--------------- x-------x------- x-----------x--- x-----x---------
    x-------x---x--- x---x---x------- x-----x-x------- ....x---x-------
    x---x---x---x--- x-----x-x---x--- x-x-x---x------- x---x-x-x-------
    ..x-x---x---x--- x-----x---x-x--- x---x-x-x---x--- x-x-x---x---x---
    x--x--x-x---x--- ..x-x-x-x---x--- x--x--x---x-x--- x-x-x-x-x-------
    x---x-x-x-x-x--- x-x-x-x-x---x--- x--x--x-x--x--x- x-x-x---x-x-x---
    x-x-x-x-x-x-x--- x--xx-x-x--xx--- x-xxx-x-x-x-x---
""")
WALTZ_CELLS = listed("""
    x----------- x-------x--- x---x------- x-----x-x--- x---x---x---
    x-----x-x-x- x---x-x-x--- x-x-x---x--- ....x---x--- x-x-x-x-x---
    x---x-x-x-x- x-x-x-x-x-x-
""")
SIX_CELLS = listed("""
    x----------- x-----x----- x---x-x----- x-----x---x- x---x-x---x- x-x-x-x----- x-x-x-x---x- x---x-x-x-x-
    ......x---x- x-x-x-x-x-x- x--xx-x---x-
""")
CADENCE_CELLS = listed("""
    x---x---x------- x-----x-x------- x-x-x---x------- x-------x------- x---x-x-x-------
    x---------------
""")
SIX_CADENCES = listed("""
    x----------- x-----x----- x---x-x----- x-x-x-x-----
""")
WALTZ_CADENCES = listed("""
    x----------- x---x------- x---x---x--- x-x-x-------
""")
