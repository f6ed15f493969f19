"""A piece as it is heard in the end: mixed and mastered, and its lead singer alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from melodymaker.sketch.console import saturate
from melodymaker.sketch.master import master
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.production import production_of
from melodymaker.sketch.render import render
from melodymaker.sketch.synth import RATE, Synth
from melodymaker.sketch.voice.singer import sing

Array = np.ndarray


def finished(piece: Piece) -> Array:
    """Return the song as its files hold it, float32 of shape (2, samples) at 48 kHz."""
    sound = render(piece, Synth(None), lambda _part: None)
    saturate(sound, piece.plan)
    production = production_of(piece.plan)
    master(sound, RATE, lambda _part: None, production.ceiling, production.ratio)
    return sound


def lead_of(piece: Piece) -> Array:
    """Return the lead singer alone, dry and without doubles, of shape (samples,)."""
    phrases = [replace(phrase, kind="verse", together=False) for phrase in piece.vocal.phrases if not phrase.backing]
    return sing(phrases, piece.plan, piece.music, piece.music.score.length)[0]
