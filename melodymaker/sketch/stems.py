"""A take in its parts: vocals, drums, bass, chords, melody and effects as files of their own, with MIDI and LRC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import soundfile

from melodymaker.sketch.lrc import lrc, lrc_by_word
from melodymaker.sketch.midi import midi_file
from melodymaker.sketch.mix import GROUPS, Desk
from melodymaker.sketch.render import render
from melodymaker.sketch.synth import RATE, Synth
from melodymaker.sketch.timings import line_times

if TYPE_CHECKING:
    from pathlib import Path

    from melodymaker.sketch.piece import Piece

_LOUDEST = 0.89


def write_stems(piece: Piece, title: str, folder: Path, sound_font: Path | None = None) -> list[str]:
    """Write the parts of a piece into a folder; return the names of the files.

    Together the parts sound as the song before tape and mastering, all at one gain; those that the song has
    nothing for are silent.
    """
    folder.mkdir(parents=True, exist_ok=True)
    synth = Synth(sound_font, keeps_tones=True)
    desk = Desk({})
    whole = render(piece, synth, lambda _part: None, desk)
    gain = np.float32(_LOUDEST / max(1e-6, np.abs(whole).max()))
    names = []
    for group in GROUPS:
        sound = render(piece, synth, lambda _part: None, desk, group) * gain
        names.append(f"{group}.flac")
        # A part may be louder alone than together with others that cancel it.
        soundfile.write(folder / names[-1], np.clip(sound, -1, 1).T, RATE, subtype="PCM_24")
    texts = {"score.mid": midi_file(piece, title)}
    if lines := line_times(piece):
        texts["lyrics.lrc"] = lrc(lines).encode()
        if any(words for *_, words in lines):
            texts["lyrics by word.lrc"] = lrc_by_word(lines).encode()
    for name, data in texts.items():
        (folder / name).write_bytes(data)
    return [*names, *texts]
