"""Lyrics with their times as .lrc files: a time for each line, as every program reads them, or for each word."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Times = tuple[float, str, tuple[float, ...]]


def lrc(lines: Sequence[Times]) -> str:
    """Return the lines, each after its time."""
    return "".join(f"[{_clock(start)}]{text}\n" for start, text, _ in lines)


def lrc_by_word(lines: Sequence[Times]) -> str:
    """Return the lines with a time before each word and after the last one, as enhanced LRC has it."""
    return "".join(f"[{_clock(start)}]{_marked(text, times)}\n" for start, text, times in lines)


def _marked(text: str, times: tuple[float, ...]) -> str:
    if not times:
        return text
    words = [f"<{_clock(at)}>{word}" for at, word in zip(times, text.split(), strict=False)]
    return " ".join([*words, f"<{_clock(times[-1])}>"])


def _clock(seconds: float) -> str:
    hundredths = round(100 * seconds)
    return f"{hundredths // 6000:02}:{hundredths // 100 % 60:02}.{hundredths % 100:02}"
