"""A take in its parts, and its words alone."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pretty_midi
import pytest
import soundfile

from melodymaker import ports
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.adapters.sketch_generator import SketchGenerator
from melodymaker.errors import GenerationFailed
from melodymaker.sketch.__main__ import main
from melodymaker.sketch.lrc import lrc, lrc_by_word
from melodymaker.sketch.mix import GROUPS, Desk
from melodymaker.sketch.original import original
from melodymaker.sketch.piece import Piece
from melodymaker.sketch.render import render
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.score import score_hash
from melodymaker.sketch.synth import Synth
from melodymaker.types import SongRequest

REQUEST = SongRequest(description="lo-fi about rain", duration=20, seed=4)


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the parts of a sung take of lo-fi, which has the crackle of vinyl as an effect."""
    folder = tmp_path_factory.mktemp("parts")
    source = ports.Source(REQUEST, 0, _hash())
    _generator(folder).write_parts(source, folder)
    return folder


def _generator(folder: Path) -> SketchGenerator:
    return SketchGenerator(LocalStorage(folder, b"secret"))


def _piece() -> Piece:
    return original(SketchRequest(REQUEST.description, duration=20, seed=4))[2][0]


def _hash() -> str:
    return score_hash(_piece().music.score)


def test_the_parts_together_are_the_song_before_tape_and_mastering(parts: Path) -> None:
    sounds = {name: soundfile.read(parts / f"{name}.flac")[0].T for name in GROUPS}
    assert list(sounds) == ["vocals", "drums", "bass", "chords", "melody", "effects"]
    whole = render(_piece(), Synth(None), lambda _part: None, Desk({}))
    together = np.sum(list(sounds.values()), axis=0)
    gain = float(np.vdot(whole, together) / np.vdot(together, together))
    assert np.abs(gain * together - whole).max() < 0.01 * np.abs(whole).max()
    for name in ("vocals", "drums", "chords", "effects"):
        assert np.abs(sounds[name]).max() > 1e-3


def test_the_score_says_which_word_is_sung_when(parts: Path) -> None:
    midi = pretty_midi.PrettyMIDI(str(parts / "score.mid"))
    assert {"voice: voice", "drums: drums"} <= {track.name for track in midi.instruments}
    words = (parts / "lyrics by word.lrc").read_text()
    times = [(60 * int(m) + float(s), word) for m, s, word in re.findall(r"<(\d\d):(\d\d\.\d\d)>(\S+)", words)]
    assert [lyric.text.strip() for lyric in midi.lyrics] == [word for _, word in times]
    assert [lyric.time for lyric in midi.lyrics] == pytest.approx([at for at, _ in times], abs=0.011)


def test_a_song_that_became_another_one_has_no_parts(tmp_path: Path) -> None:
    with pytest.raises(GenerationFailed, match="earlier version"):
        _generator(tmp_path).write_parts(ports.Source(REQUEST, 1, "0" * 64), tmp_path / "parts")


def test_lrc_has_a_time_for_each_line_or_for_each_word() -> None:
    lines = [(1.0, "Rain falls", (1.0, 1.5, 2.25)), (61.239, "Hummed", ())]
    assert lrc(lines) == "[00:01.00]Rain falls\n[01:01.24]Hummed\n"
    assert lrc_by_word(lines) == "[00:01.00]<00:01.00>Rain <00:01.50>falls <00:02.25>\n[01:01.24]Hummed\n"


def test_words_only_writes_no_music(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "a folk song about rain", "--words-only"]) == 0
    words = (tmp_path / "words.txt").read_text()
    assert words == capsys.readouterr().out
    assert "[Chorus]" in words
    assert [path.name for path in tmp_path.iterdir()] == ["words.txt"]
