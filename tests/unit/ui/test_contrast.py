"""The colours that things are told apart by (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

import pytest

from tests.conftest import ROOT

TOKENS = (ROOT / "assets/styles/tokens.css").read_text()
DARK, LIGHT = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part)) for part in TOKENS.split(".light {", 1))


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _ratio(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, DARK | LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("ground", ["bg", "surface", "raised"])
@pytest.mark.parametrize(("colour", "least"), [("text", 7), ("muted", 4.5), ("faint", 4.5), ("field-line", 3)])
def test_colours_stand_out_from_their_ground(theme: dict[str, str], ground: str, colour: str, least: float) -> None:
    assert _ratio(theme[colour], theme[ground]) >= least
