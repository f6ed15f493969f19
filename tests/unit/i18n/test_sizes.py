"""Amounts of data as people read them."""

import pytest

from melodymaker.i18n import Language, speaking
from melodymaker.i18n.sizes import size_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (7, "7 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (999_400, "999 kB"),
        (999_600, "1 MB"),
        (5 * 10**6, "5 MB"),
        (1_500_000_000, "1.5 GB"),
        (20 * 10**9, "20 GB"),
        (2 * 10**12, "2 TB"),
        (3_456 * 10**12, "3,456 TB"),
    ],
)
def test_sizes_have_the_largest_unit_that_they_fill(number: int, text: str) -> None:
    assert size_text(number) == text


def test_the_decimal_is_written_as_the_language_does() -> None:
    with speaking(Language("de")):
        assert size_text(1_500_000) == "1,5 MB"
