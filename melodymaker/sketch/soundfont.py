"""Reading a SoundFont 2 file: which sample sounds for which key and velocity, and how."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

Array = np.ndarray

# Generator numbers of the SoundFont 2.04 specification, 8.1.3.
_START = 0
_END = 1
_LOOP_START = 2
_LOOP_END = 3
_START_COARSE = 4
_FILTER = 8
_END_COARSE = 12
_PAN = 17
_LOOP_START_COARSE = 45
_OPENING = 11
_OPEN_ATTACK = 26
_OPEN_HOLD = 27
_OPEN_DECAY = 28
_OPEN_SUSTAIN = 29
_ATTACK = 34
_HOLD = 35
_DECAY = 36
_SUSTAIN = 37
_RELEASE = 38
_INSTRUMENT = 41
_KEYS = 43
_VELOCITIES = 44
_FIXED_KEY = 46
_ATTENUATION = 48
_LOOP_END_COARSE = 50
_COARSE_TUNE = 51
_FINE_TUNE = 52
_SAMPLE = 53
_MODES = 54
_SCALE = 56
_EXCLUSIVE = 57
_ROOT = 58
_DEFAULTS = {
    _FILTER: 13500,
    _OPEN_ATTACK: -12000,
    _OPEN_HOLD: -12000,
    _OPEN_DECAY: -12000,
    _ATTACK: -12000,
    _HOLD: -12000,
    _DECAY: -12000,
    _RELEASE: -12000,
    _SCALE: 100,
    _ROOT: -1,
    _FIXED_KEY: -1,
}
# A preset's values are added to the instrument's, but these belong to the instrument alone.
_INSTRUMENT_ONLY = frozenset((0, 1, 2, 3, 4, 12, 45, 46, 47, 50, 53, 54, 57, 58))
# Creative's hardware took attenuation at 0.4 of its written value, and fonts are made for that.
_ATTENUATION_SCALE = 0.4
_DRUM_BANK = 128

_HEADERS = {
    b"phdr": [("name", "S20"), ("preset", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("x", "V12")],
    b"pbag": [("gen", "<u2"), ("mod", "<u2")],
    b"pgen": [("oper", "<u2"), ("amount", "<i2")],
    b"inst": [("name", "S20"), ("bag", "<u2")],
    b"ibag": [("gen", "<u2"), ("mod", "<u2")],
    b"igen": [("oper", "<u2"), ("amount", "<i2")],
    b"shdr": [
        ("name", "S20"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("loop", "<u4"),
        ("loop_end", "<u4"),
        ("rate", "<u4"),
        ("key", "u1"),
        ("correction", "i1"),
        ("link", "<u2"),
        ("type", "<u2"),
    ],
}


@dataclass(frozen=True)
class Region:
    """A sample with the keys and velocities it answers to; times in seconds, `pan` −1 … 1.

    The low pass opens to `cutoff[0]` Hz in `opening[0]` seconds, stays for `opening[1]` and
    closes to `cutoff[1]` in `opening[2]`.
    """

    keys: tuple[int, int]
    velocities: tuple[int, int]
    start: int
    end: int
    loop: tuple[int, int] | None
    rate: int
    root: float
    scale: float
    fixed_key: int
    gain: float
    pan: float
    cutoff: tuple[float, float]
    opening: tuple[float, float, float]
    attack: float
    hold: float
    decay: float
    sustain: float
    release: float
    exclusive: int


def default_sound_font() -> Path:
    """Return the sound font that pretty_midi ships, without importing it.

    Raises FileNotFoundError where it is not installed.
    """
    spec = importlib.util.find_spec("pretty_midi")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "TimGM6mb.sf2"
        if path.is_file():
            return path
    message = "no sound font: install pretty_midi or name one with sound_font"
    raise FileNotFoundError(message)


class SoundFont:
    """An open SoundFont 2 file; samples are read from disk as they are needed.

    Raises FileNotFoundError without the file, ValueError where it is no SoundFont.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            message = f"no sound font at {path}"
            raise FileNotFoundError(message)
        raw = np.asarray(np.memmap(path, np.uint8, "r"))
        if bytes(raw[:4]) != b"RIFF" or bytes(raw[8:12]) != b"sfbk":
            message = f"not a SoundFont 2 file: {path}"
            raise ValueError(message)
        chunks = _chunks(raw)
        begin, size = chunks[b"smpl"]
        self.samples = raw[begin : begin + size // 2 * 2].view("<i2")
        self._rows = {
            name: np.frombuffer(raw[first : first + length].tobytes(), np.dtype(columns))
            for name, columns in _HEADERS.items()
            for first, length in [chunks[name]]
        }

    @lru_cache(maxsize=64)  # noqa: B019 - one font lives as long as the take
    def regions(self, program: int, *, drums: bool) -> tuple[Region, ...]:
        """Return the regions of a General MIDI program or drum kit; the first one where missing."""
        requested = [(_DRUM_BANK, program), (_DRUM_BANK, 0)] if drums else [(0, program), (0, 0)]
        presets = self._rows[b"phdr"][:-1]
        for bank, number in requested:
            found = np.flatnonzero((presets["bank"] == bank) & (presets["preset"] == number))
            if len(found):
                return tuple(self._preset(int(found[0])))
        return ()

    def _preset(self, index: int) -> list[Region]:
        regions = []
        for outer in self._zones(b"phdr", b"pbag", b"pgen", index, _INSTRUMENT):
            for inner in self._zones(b"inst", b"ibag", b"igen", outer[_INSTRUMENT], _SAMPLE):
                keys = _overlap(outer.get(_KEYS), inner.get(_KEYS))
                velocities = _overlap(outer.get(_VELOCITIES), inner.get(_VELOCITIES))
                if keys[0] <= keys[1] and velocities[0] <= velocities[1]:
                    regions.append(self._region(_joined(outer, inner), keys, velocities))
        return regions

    def _zones(self, heads: bytes, bags: bytes, gens: bytes, index: int, link: int) -> list[dict[int, int]]:
        """Return the zones of a preset or instrument as generators, the global one spread out."""
        rows = self._rows[heads]
        bag = self._rows[bags]
        gen = self._rows[gens]
        shared: dict[int, int] = {}
        zones = []
        for position in range(rows["bag"][index], rows["bag"][index + 1]):
            part = gen[bag["gen"][position] : bag["gen"][position + 1]]
            own = {int(row["oper"]): int(row["amount"]) for row in part}
            if link in own:
                zones.append({**shared, **own})
            elif not zones:
                shared = own
        return zones

    def _region(self, gens: dict[int, int], keys: tuple[int, int], velocities: tuple[int, int]) -> Region:
        def value(number: int) -> int:
            return gens.get(number, _DEFAULTS.get(number, 0))

        sample = self._rows[b"shdr"][value(_SAMPLE)]
        root = value(_ROOT) if value(_ROOT) >= 0 else int(sample["key"])
        cents = 100 * value(_COARSE_TUNE) + value(_FINE_TUNE) + int(sample["correction"])
        loop = (
            int(sample["loop"]) + value(_LOOP_START) + 32768 * value(_LOOP_START_COARSE),
            int(sample["loop_end"]) + value(_LOOP_END) + 32768 * value(_LOOP_END_COARSE),
        )
        left = 1 - min(1000, max(0, value(_OPEN_SUSTAIN))) / 1000
        looped = value(_MODES) & 1 and loop[1] - loop[0] > 1
        return Region(
            keys=keys,
            velocities=velocities,
            start=int(sample["start"]) + value(_START) + 32768 * value(_START_COARSE),
            end=int(sample["end"]) + value(_END) + 32768 * value(_END_COARSE),
            loop=loop if looped else None,
            rate=int(sample["rate"]),
            root=root - cents / 100,
            scale=value(_SCALE) / 100,
            fixed_key=value(_FIXED_KEY),
            gain=10 ** (-_ATTENUATION_SCALE * max(0, value(_ATTENUATION)) / 200),
            pan=min(1.0, max(-1.0, value(_PAN) / 500)),
            cutoff=(
                _hertz(value(_FILTER) + value(_OPENING)),
                _hertz(value(_FILTER) + value(_OPENING) * left),
            ),
            opening=(
                _seconds(value(_OPEN_ATTACK)),
                _seconds(value(_OPEN_HOLD)),
                _seconds(value(_OPEN_DECAY)) * (1 - left),
            ),
            attack=_seconds(value(_ATTACK)),
            hold=_seconds(value(_HOLD)),
            decay=_seconds(value(_DECAY)),
            sustain=10 ** (-min(1440, max(0, value(_SUSTAIN))) / 200),
            release=_seconds(value(_RELEASE)),
            exclusive=value(_EXCLUSIVE),
        )


def _chunks(raw: Array) -> dict[bytes, tuple[int, int]]:
    """Return where each chunk's data begins and how long it is, lists opened up."""
    found: dict[bytes, tuple[int, int]] = {}
    position = 12
    while position + 8 <= len(raw):
        name = bytes(raw[position : position + 4])
        size = int(raw[position + 4 : position + 8].view("<u4")[0])
        if name == b"LIST":
            position += 12
            continue
        found[name] = (position + 8, size)
        position += 8 + size + size % 2
    return found


def _overlap(outer: int | None, inner: int | None) -> tuple[int, int]:
    low = 0
    high = 127
    for packed in (outer, inner):
        if packed is not None:
            low = max(low, packed & 0xFF)
            high = min(high, (packed >> 8) & 0xFF)
    return low, high


def _joined(outer: dict[int, int], inner: dict[int, int]) -> dict[int, int]:
    gens = dict(inner)
    for number, amount in outer.items():
        if number not in _INSTRUMENT_ONLY and number not in (_INSTRUMENT, _KEYS, _VELOCITIES):
            gens[number] = gens.get(number, _DEFAULTS.get(number, 0)) + amount
    return gens


def _hertz(cents: float) -> float:
    return 8.176 * 2 ** (min(13_800, max(1500, cents)) / 1200)


def _seconds(timecents: int) -> float:
    return 2 ** (max(-12000, timecents) / 1200)
