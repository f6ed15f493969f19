"""The pictures of songs and what is found in their voices."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from melodymaker.sketch.original import original
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.voice.phrasing import SungNote
from tests.listening.finished import lead_of
from tests.listening.picture import NOTE, PITCH, draw
from tests.listening.sixty_lines import LINES
from tests.listening.songs import listen

RATE = 48_000


def test_a_picture_shows_a_tone_where_it_sounds_and_a_pitch_on_its_note(tmp_path: Path) -> None:
    seconds = np.arange(4 * RATE) / RATE
    tone = np.where(seconds < 2, np.sin(2 * np.pi * 400 * seconds), 0.0)
    pitch = (np.array([1.0, 1.5]), np.array([440.0, 0.0]))
    draw(tmp_path / "a.png", "A", np.stack([tone, tone]), RATE, [SungNote(0.5, 1.5, 69)], pitch)
    with Image.open(tmp_path / "a.png") as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
    # 400 Hz is three octaves above the lowest line, the fifth part of them from the bottom.
    loud = pixels[40 + 8 * 48 - 3 * 48 - 1, 40:80].sum(axis=1)
    assert loud[:20].min() > 500 > loud[-1]
    notes = np.argwhere((pixels == NOTE).all(axis=2))
    (point,) = np.argwhere((pixels == PITCH).all(axis=2))
    assert point[1] == 40 + 20
    assert abs(point[0] - notes[:, 0].mean()) <= 1


def test_a_song_is_found_in_tune_and_in_time_and_another_song_s_lead_is_not() -> None:
    lyrics = "[Chorus]\n" + "\n".join(LINES[:4])
    pieces = [
        original(SketchRequest("a pop song", lyrics=lyrics, duration=20, bpm=100, key=key, seed=2, voice="higher"))[2][
            0
        ]
        for key in ("C major", "F# major")
    ]
    lead = lead_of(pieces[0])
    heard = listen(pieces[0], lead)
    assert heard.lines == 4
    assert heard.found >= 3
    assert heard.in_tune > 0.85
    assert heard.in_time > 0.85
    assert listen(pieces[1], lead).in_tune < 0.5
