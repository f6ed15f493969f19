"""When each line is played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.original import original
from melodymaker.sketch.timings import line_times

if TYPE_CHECKING:
    from conftest import Rendered


def _times(lyrics: str, duration: float = 90.0, **values: Any) -> tuple[tuple[float, str, tuple[float, ...]], ...]:
    request = SketchRequest("a folk song", lyrics=lyrics, duration=duration, seed=3, **values)
    return line_times(original(request)[2][0])


def test_every_generated_line_has_a_time(rendered: Rendered) -> None:
    lines = [line for line in rendered.pair.lyrics.splitlines() if line and not line.startswith("[")]
    for take in rendered.pair.takes:
        assert [line for _, line, _ in take.timings] == lines
        moments = [at for at, *_ in take.timings]
        assert moments == sorted(set(moments))
        assert moments[-1] < take.duration
        assert take.loudness == pytest.approx(-14, abs=0.3)


@pytest.mark.parametrize(
    "lyrics",
    [
        "One\nTwo\nThree\nFour",
        "[Verse]\nOne\nTwo\n\n[Chorus]\nThree\nFour",
        "[Verse]\nOne\n\n[Whispered]\nTwo\n\n[Chorus]\nThree\n\n[Zebra]\nFour",
        "[Zebra]\nOne\n\n[Okapi]\nTwo\nThree\n\n[Gnu]\nFour",
        "Strophe 1:\nOne\nTwo\n\n【Refrain】\nThree\nFour",
    ],
)
def test_given_lyrics_have_times_in_order(lyrics: str) -> None:
    times = _times(lyrics)
    assert [line for _, line, _ in times] == ["One", "Two", "Three", "Four"]
    assert [at for at, *_ in times] == sorted(at for at, *_ in times)


def test_instrumentals_have_no_times() -> None:
    assert _times("[Verse]\nOne", instrumental=True) == ()
