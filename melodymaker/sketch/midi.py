"""A score as a Standard MIDI File: a track for each part, and the words under the notes that they are sung on."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from melodymaker.sketch.piece import Piece
    from melodymaker.sketch.score import Part

_TICKS = 480
_DRUM_CHANNEL = 9
_NAME, _LYRIC, _END, _TEMPO, _METRE = 0x03, 0x05, 0x2F, 0x51, 0x58
# (tick, order among those of one tick, bytes)
Event = tuple[int, int, bytes]


def midi_file(piece: Piece, title: str) -> bytes:
    """Return the file's bytes (format 1, 480 ticks a beat)."""
    plan = piece.plan
    tempo = round(60_000_000 / plan.bpm)
    head = [
        (0, 0, _meta(_NAME, title.encode())),
        (0, 0, _meta(_TEMPO, tempo.to_bytes(3, "big"))),
        (0, 0, _meta(_METRE, bytes((plan.beats, 2, 24, 8)))),
    ]
    tracks = [_track(head)]
    channels = [channel for channel in range(16) if channel != _DRUM_CHANNEL]
    for index, part in enumerate(piece.music.score.parts):
        channel = _DRUM_CHANNEL if part.drums else channels[index % len(channels)]
        words = _words(piece) if part.role == "voice" else []
        tracks.append(_track([*_events(part, channel, tempo), *((_tick(at, tempo), 0, text) for at, text in words)]))
    return b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), _TICKS) + b"".join(tracks)


def _events(part: Part, channel: int, tempo: int) -> Iterable[Event]:
    yield 0, 0, _meta(_NAME, f"{part.role}: {part.instrument}".encode())
    yield 0, 0, bytes((0xC0 | channel, part.program & 127))
    for note in part.notes:
        yield _tick(note.start, tempo), 2, bytes((0x90 | channel, note.pitch, note.velocity))
        yield _tick(note.start + note.length, tempo), 1, bytes((0x80 | channel, note.pitch, 0))


def _words(piece: Piece) -> Iterable[tuple[float, bytes]]:
    """Yield (milliseconds, event) of each word where it begins."""
    for phrase in piece.vocal.phrases:
        syllable = 0
        for word in phrase.words:
            if word.syllables:
                yield 1000 * phrase.notes[syllable][0].start, _meta(_LYRIC, f"{word.text} ".encode())
            syllable += word.syllables


def _track(events: Iterable[Event]) -> bytes:
    data = b""
    last = 0
    for tick, _, event in sorted(events, key=lambda event: event[:2]):
        data += _length(tick - last) + event
        last = tick
    data += _length(0) + _meta(_END, b"")
    return b"MTrk" + struct.pack(">I", len(data)) + data


def _meta(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + _length(len(data)) + data


def _tick(milliseconds: float, tempo: int) -> int:
    return round(milliseconds * 1000 * _TICKS / tempo)


def _length(number: int) -> bytes:
    """A number in sevens of bits, as MIDI writes times and lengths."""
    data = bytes((number & 127,))
    while number := number >> 7:
        data = bytes((128 | number & 127,)) + data
    return data
