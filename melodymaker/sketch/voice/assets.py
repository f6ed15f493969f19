"""The files of the package hibari-tts: read where pip put them, without importing the package, and checked."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import lru_cache
from pathlib import Path

# Of hibari-tts 0.2.1.
_HASHES = {
    "hibari.onnx": "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8",
    "vocab.json": "70abefbe8a1c8865e43e0a43bbdc25b91a33e4aa053479d443ccf23e20a59e5d",
    "lexicon_us_gold.json.gz": "63ae94f8ef0e906d5b24fe9b59ffcbd1529aca5686a774610e43973cbaa86ad2",
    "lexicon_us_silver.json.gz": "c4c2546ebf1eb07010331e7ef785a431aa17ba8e7bfb6b4af8d654ee96a71fd3",
    "tagger.json.gz": "d2da7502284bbbe45d49e0b7ce3ce67bdab82254150f4317f1b8559b4d38d0eb",
}
_VOICE = ("hibari.onnx", "vocab.json", "lexicon_us_gold.json.gz", "lexicon_us_silver.json.gz")


class VoiceMissing(RuntimeError):
    """The package's file is not there, or is another one than expected."""


def asset(name: str) -> bytes:
    """Return a file of the package; raises VoiceMissing where it is absent or damaged."""
    folder = _folder()
    try:
        data = (folder / name).read_bytes() if folder else b""
    except OSError:
        data = b""
    if not data:
        message = f"hibari-tts 0.2.1 is not installed: {name} is missing"
        raise VoiceMissing(message)
    if hashlib.sha256(data).hexdigest() != _HASHES[name]:
        message = f"{name} of hibari-tts is not that of version 0.2.1"
        raise VoiceMissing(message)
    return data


@lru_cache(maxsize=1)
def voice_fault() -> str:
    """Return why nothing can be sung on this machine, "" where the voice is whole."""
    try:
        for name in _VOICE:
            asset(name)
    except VoiceMissing as fault:
        return str(fault)
    return ""


def _folder() -> Path | None:
    spec = importlib.util.find_spec("hibari")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "assets" if places else None
