"""The dictionary that the voice was trained with (misaki's, as hibari-tts brings it), kept as text and bisected."""

from __future__ import annotations

import gzip
import re
from functools import lru_cache

from melodymaker.sketch.voice.assets import VoiceMissing, asset

_FILES = ("lexicon_us_gold.json.gz", "lexicon_us_silver.json.gz")
_FORMS = re.compile(r"\{([^{}]{0,300})\}")
_FORM = re.compile(r'"([^"]{1,20})":"([^"]{1,60})"')


class Lexicon:
    """Words in order with their phonemes: five megabytes as text, where a dictionary would take sixty."""

    def __init__(self, data: bytes) -> None:
        """Take a JSON object whose keys are in order: {"word":"phonemes", "read":{"DEFAULT":…, "VBD":…}}."""
        plain = _FORMS.sub(_default_form, data.decode()[2:-2])
        self.text = b"\n" + plain.replace('":"', "\t").replace('","', "\n").encode() + b"\n"

    def get(self, word: str) -> str | None:
        """Return the phonemes of exactly this spelling."""
        wanted = word.encode()
        low = 0
        high = len(self.text) - 1
        while low < high:
            start = self.text.rfind(b"\n", low, (low + high) // 2 + 1)
            start = low if start < 0 else start
            end = self.text.find(b"\n", start + 1)
            key, _, sounds = self.text[start + 1 : end].partition(b"\t")
            if key == wanted:
                return sounds.decode()
            if key < wanted:
                low = end
            else:
                high = start
        return None

    def begins(self, start: str) -> bool:
        """Tell whether any word begins so; looks through all of them, which takes a millisecond or two."""
        return f"\n{start}".encode() in self.text


@lru_cache(maxsize=1)
def lexicons() -> tuple[Lexicon, ...]:
    """Return the checked dictionary and the larger one behind it; none where the package is missing."""
    try:
        return tuple(Lexicon(gzip.decompress(asset(name))) for name in _FILES)
    except VoiceMissing:
        return ()


def _default_form(forms: re.Match[str]) -> str:
    found = dict(_FORM.findall(forms[1]))
    return f'"{found.get("DEFAULT", next(iter(found.values()), ""))}"'
