"""Chord progressions in roman numerals, one chord for each bar (or pair of bars)."""

from __future__ import annotations

from typing import NamedTuple


class Loops(NamedTuple):
    """The progressions a family of genres walks in major and in minor, and its bridges."""

    major: tuple[str, ...]
    minor: tuple[str, ...]
    major_bridge: tuple[str, ...] = ("IV V vi I", "vi IV ii V", "ii V iii vi", "IV iv I V")
    minor_bridge: tuple[str, ...] = ("iv bVII bIII bVI", "bVI bVII i v", "iv i bVI V", "bVI iv bIII V")


LOOPS: dict[str, Loops] = {
    "pop": Loops(
        ("I V vi IV", "vi IV I V", "I vi IV V", "IV I V vi", "I iii IV V", "I IV vi V"),
        ("i bVI bIII bVII", "bVI bVII i i", "i bIII bVII iv", "i iv bVI V", "i bVII bVI V"),
    ),
    "lofi": Loops(
        ("ii7 V7 Imaj7 vi7", "Imaj7 vi7 ii7 V7", "IVmaj7 iii7 ii7 Imaj7", "IVmaj7 V7 iii7 vi7"),
        ("i7 iv7 bVII7 bIIImaj7", "iv7 i7 bVImaj7 V7", "bVImaj7 bVII7 i7 i7", "i9 bVImaj7 iv7 V7"),
    ),
    "hip hop": Loops(
        ("vi IV I V", "IVmaj7 iii7 vi7 V7", "Imaj7 iii7 IVmaj7 iv"),
        ("i bVI iv V", "i i bVI V", "i iv i V", "i bVI bVII i", "i bIII bVI V"),
    ),
    "house": Loops(
        ("IV V vi iii", "vi7 IVmaj7 Imaj7 V7", "ii7 iii7 vi7 V7", "I V ii IV"),
        ("i7 bVImaj7 bIIImaj7 bVII", "i7 bVII bVImaj7 bVII", "i9 iv9 i9 v7", "bVImaj7 v7 i7 i7"),
    ),
    "techno": Loops(
        ("I I bVII I", "vi vi IV V", "I bVII IV I"),
        ("i i bVI bVII", "i i i bVII", "i bII i i", "i i iv i", "i v bVI iv"),
    ),
    "ambient": Loops(
        ("Imaj7 IVmaj7 Imaj7 vi7", "Iadd9 V IVmaj7 IVmaj7", "IVmaj7 Imaj7 iii7 vi7", "Imaj7 iii7 IVmaj7 Isus2"),
        ("i9 bVImaj7 bIIImaj7 bVII", "i7 iv7 bVImaj7 i7", "bVImaj7 bVII i7 v7"),
    ),
    "rock": Loops(
        ("I bVII IV I", "I IV V IV", "I V IV IV", "vi IV I V", "I IV I V"),
        ("i bVII bVI bVII", "i bIII bVII IV", "i bVI bIII bVII", "i iv bVII i"),
    ),
    "metal": Loops(
        ("I bVII IV V", "vi IV V vi"),
        ("i bVI bVII i", "i bII i bVII", "i bIII bII i", "i bVI iv V", "i i bVI bVII"),
    ),
    "folk": Loops(
        ("I IV I V", "I V vi IV", "I vi IV I", "I iii IV I", "IV I V I", "I V IV I"),
        ("i bVII i v", "i bVII bVI bVII", "i bIII bVII i", "i iv i V"),
    ),
    "blues": Loops(
        ("I7 I7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7", "I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7"),
        ("i7 i7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7", "i7 iv7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7"),
        ("I7 IV7 I7 V7",),
        ("iv7 i7 bVI7 V7",),
    ),
    "jazz": Loops(
        ("ii7 V7 Imaj7 vi7", "Imaj7 VI7 ii7 V7", "iii7 VI7 ii7 V7", "Imaj7 IVmaj7 iii7 VI7", "ii7 V7 Imaj7 Imaj7"),
        ("iim7b5 V7 i7 i7", "i7 iv7 iim7b5 V7", "i7 bVImaj7 iim7b5 V7", "iv7 bVII7 bIIImaj7 V7"),
        ("IVmaj7 iv7 iii7 VI7", "ii7 V7 iii7 VI7"),
        ("iv7 bVII7 bIIImaj7 bVImaj7", "bVImaj7 bVII7 i7 V7"),
    ),
    "bossa": Loops(
        ("Imaj7 II7 ii7 V7", "Imaj7 VI7 ii7 V7", "ii7 V7 Imaj7 VI7", "Imaj7 iv7 iii7 VI7"),
        ("i7 iim7b5 V7 i7", "i9 iv9 V7 i7", "i7 bVII7 bVImaj7 V7"),
    ),
    "classical": Loops(
        ("I V vi iii IV I IV V", "I IV V I", "I vi ii V", "I V I IV I ii V I", "I ii V I"),
        ("i V i iv", "i bVI iv V", "i iv bVII bIII bVI iv V i", "i v bVI bIII iv i iv V"),
        ("vi iii IV I", "ii V I vi", "IV I ii V"),
        ("bIII bVII i V", "bVI bIII iv V", "iv bVII bIII V"),
    ),
    "epic": Loops(
        ("I V vi IV", "vi IV I V", "I bVII IV I", "I bVI bVII I"),
        ("i bVI bIII bVII", "i bVII bVI V", "i iv bVI V", "i bIII iv bVI", "bVI bVII i i"),
    ),
    "latin": Loops(
        ("I IV V IV", "I vi ii V", "I IV ii V", "vi IV I V"),
        ("i bVII bVI V", "i iv V i", "i iv bVII bIII", "i i V V", "i V i V"),
    ),
    "reggae": Loops(
        ("I IV I V", "I V vi IV", "I vi ii V", "I ii I ii", "I IV V IV"),
        ("i bVII i bVII", "i iv i v", "i bVI bVII i"),
    ),
    "funk": Loops(
        ("I7 I7 IV7 I7", "I7 bVII7 IV7 I7", "ii7 V7 ii7 V7", "I9 I9 IV9 IV9"),
        ("i7 i7 IV7 IV7", "i7 IV7 i7 bVII7", "i9 i9 iv9 V7", "i7 bIII bVII IV7"),
    ),
    "soul": Loops(
        ("Imaj7 iii7 IVmaj7 V7", "I vi7 ii7 V7", "IVmaj7 iii7 ii7 Imaj7", "Imaj7 vi7 IVmaj7 V7", "I III7 vi7 IVmaj7"),
        ("i7 iv7 bVII7 bIIImaj7", "i9 bVImaj7 iv9 V7", "bVImaj7 V7 i7 i7"),
    ),
    "gospel": Loops(
        ("I III7 vi IV", "I7 IV7 I V7", "IV V7 iii7 vi7", "I V vi IV", "I I7 IV iv"),
        ("i iv V7 i", "i bVI iv V7", "iv7 bVII7 bIIImaj7 V7"),
    ),
    "synth": Loops(
        ("vi IV I V", "I iii vi IV", "IV V vi I", "I V ii IV"),
        ("i bVI bVII v", "i bVI bIII bVII", "bVI bVII i bIII", "i bIII bVII iv", "i bVII bVI bVI"),
    ),
    "chip": Loops(
        ("I V vi IV", "IV V iii vi", "I bVI bVII I", "I iii IV V"),
        ("i bVI bVII i", "i bVII bVI V", "bVI bVII i bIII"),
    ),
}
