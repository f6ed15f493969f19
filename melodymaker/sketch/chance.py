"""Random numbers that depend on texts and seeds only, never on the process."""

from __future__ import annotations

import hashlib
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


def digest_int(*parts: object) -> int:
    """Return a 64-bit number made of the parts, the same on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")


def chance(*parts: object) -> random.Random:
    """Return a generator seeded by the parts."""
    return random.Random(digest_int(*parts))


def noise(*parts: object) -> np.random.Generator:
    """Return a numpy generator seeded by the parts."""
    import numpy as np

    return np.random.default_rng(digest_int(*parts))
