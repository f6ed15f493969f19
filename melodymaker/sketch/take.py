"""One take from plan to files; runs in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from melodymaker.sketch.request import SketchTake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from melodymaker.sketch.plan import Plan

# Where each stage ends on the way of one take, 0 … 1, from the time that each needs.
_COMPOSED = 0.62
_COVERED = 0.84


@dataclass(frozen=True)
class TakeOrder:
    """Everything that a process needs to make one take."""

    plan: Plan
    title: str
    lyrics: str
    guidance: float
    folder: Path
    sound_font: Path | None


def make_take(order: TakeOrder, report: Callable[[str, float], None]) -> SketchTake:
    """Return the take whose files lie in the order's folder; `report` gets stage and fraction."""
    # The heavy modules load here, so that refusing a bad request costs nothing.
    from melodymaker.sketch.chance import noise
    from melodymaker.sketch.compose import compose
    from melodymaker.sketch.cover import draw_cover
    from melodymaker.sketch.describe import style_tags
    from melodymaker.sketch.files import Tags, waveform_peaks, write_song
    from melodymaker.sketch.master import master
    from melodymaker.sketch.mix import mix
    from melodymaker.sketch.score import score_hash
    from melodymaker.sketch.synth import RATE, Synth
    from melodymaker.sketch.timings import line_times

    plan = order.plan
    name = f"take-{order.plan.index + 1}"
    composition = compose(plan)
    report("composing", 0.03)
    sound = mix(composition, plan, Synth(order.sound_font), lambda part: report("composing", 0.03 + 0.42 * part))
    loudness = master(sound, RATE, lambda part: report("composing", 0.45 + (_COMPOSED - 0.45) * part))
    peaks = waveform_peaks(sound)
    report("cover", _COMPOSED)
    cover = f"{name}.webp"
    thumb = f"{name}-thumb.webp"
    draw_cover(
        plan,
        order.folder / cover,
        order.folder / thumb,
        lambda part: report("cover", _COMPOSED + (_COVERED - _COMPOSED) * part),
    )
    tags = Tags(order.title, plan.genre.name, plan.bpm, str(plan.key), order.lyrics)
    write_song(
        sound,
        RATE,
        order.folder / f"{name}.flac",
        order.folder / f"{name}.mp3",
        tags,
        noise(plan.name, "dither"),
        lambda part: report("finishing", _COVERED + (1 - _COVERED) * part),
    )
    return SketchTake(
        style=style_tags(plan),
        bpm=plan.bpm,
        key=str(plan.key),
        duration=round(sound.shape[1] / RATE, 3),
        seed=plan.seed,
        guidance=order.guidance,
        categories=plan.genre.categories[:3],
        score_hash=score_hash(composition.score),
        peaks=peaks,
        loudness=round(loudness, 2),
        timings=line_times(order.lyrics, plan, composition),
        master=f"{name}.flac",
        stream=f"{name}.mp3",
        cover=cover,
        thumb=thumb,
    )
