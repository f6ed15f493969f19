"""Makes the samples of the first page's ideas anew: `python -m tasks.samples`, when the sketch engine sounds better."""

import subprocess
import sys
import tempfile
from pathlib import Path

import lameenc
import soundfile

from melodymaker.discover.ideas import IDEAS, Idea

_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "ideas"
_SECONDS = 24
# A page has six of them, in the repository too; at a quarter of a song's own rate they still make one curious.
_KBPS = 80


def main() -> None:
    """Compose each idea as a visitor would have it composed, and keep its take A, small."""
    for idea in IDEAS:
        with tempfile.TemporaryDirectory() as folder:
            _write(idea, Path(folder))


def _write(idea: Idea, folder: Path) -> None:
    options = ["--duration", str(_SECONDS), "--seed", str(idea.seed)]
    subprocess.run([sys.executable, "-m", "melodymaker.sketch", folder, idea.text, *options], check=True)
    sound, rate = soundfile.read(min(folder.glob("*.flac")), dtype="int16")
    encoder = lameenc.Encoder()
    encoder.set_bit_rate(_KBPS)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(2)
    encoder.set_quality(2)
    encoder.silence()
    (_FOLDER / f"{idea.name}.mp3").write_bytes(encoder.encode(sound.tobytes()) + encoder.flush())


if __name__ == "__main__":
    main()
