"""What mixes are compared with, by family of genres: published figures, and how far from them is still near (ours).

Published:
- K: B. Katz, "An Integrated Approach to Metering, Monitoring, and Leveling Practices", JAES 48 (2000): an average level
  12 dB below the peaks for compressed material, 14 dB for most of today's, 20 dB for what has a wide range, as classical
  music. From 8 to 12 dB "work well" for masters (iZotope, on crest factor).
- LRA: "Loudness Range (LRA) in Mastering" (mixingandmastering.ai): pop and EDM often 4 to 8 LU, rock and hip hop 5 to 10,
  acoustic, jazz and classical 8 to 15 and more. Measured as EBU Tech 3342 says.
- Spectrum: P. D. Pestana, Z. Ma, J. D. Reiss, A. Barbosa, D. A. A. Black, "Spectral Characteristics of Popular Commercial
  Recordings 1950-2010", AES 135 (2013), p. 5: 772 number-one hits fall by around 5 dB an octave between 100 and 4,000 Hz,
  have a low cut around 60 Hz, and fall gradually steeper above 4,000 Hz.
- Width: "What is Stereo Width?" (M Street Music, roastyourmix.com): the channels of a mix typically correlate by 0.3 to
  0.8, and nothing below 150 to 200 Hz is wide.
- M. Kirchberger, F. A. Russo, "Dynamic Range Across Music Genres", Trends in Hearing 20 (2016): rock and rap have a
  smaller dynamic range than orchestra and opera.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.listening.figures import EVEN, MixFigures


@dataclass(frozen=True)
class Range:
    """The lowest and the highest value that are right."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Whether a value lies within."""
        return self.low <= value <= self.high


@dataclass(frozen=True)
class Family:
    """Genres whose records are alike, two prompts of them, and the ranges of their mixes' figures."""

    name: str
    categories: tuple[str, ...]
    prompts: tuple[str, str]
    crest: Range
    range: Range
    octave: Range
    treble: Range

    def misses(self, figures: MixFigures) -> list[str]:
        """Return what of a mix lies outside of the family's ranges, with its figure."""
        checked = [
            ("crest", figures.crest, self.crest),
            ("loudness range", figures.range, self.range),
            ("slope", figures.slope, SLOPE),
            ("correlation", figures.correlation, CORRELATION),
            ("width of the bass", figures.bass, BASS),
            *((f"{octave} Hz", figures.octaves[octave], self.octave) for octave in EVEN),
            ("63 Hz", figures.octaves[63], LOWEST),
            ("8000 Hz", figures.octaves[8000], self.treble),
        ]
        return [f"{name} {value:.1f}" for name, value, right in checked if not right.holds(value)]


# Published −5; ±2 is ours.
SLOPE = Range(-7.0, -3.0)
CORRELATION = Range(0.3, 0.8)
# Ours: below 120 Hz the difference of the channels is no more than a tenth of their sum.
BASS = Range(-200.0, -20.0)
# Ours: an octave of a single record lies up to 7 dB off the even fall; where few instruments play, up to 10.
_BAND = Range(-7.0, 7.0)
_SPARSE = Range(-10.0, 10.0)
# The low cut and the steeper treble are published without figures.
LOWEST = Range(-9.0, 4.0)
_TREBLE = Range(-12.0, 5.0)
# Strings and pads have none; nothing that would say otherwise is published.
_NO_TREBLE = Range(-30.0, 5.0)
_LIVELY = Range(4.0, 8.0)
_VARIED = Range(5.0, 10.0)
_WIDE = Range(8.0, 15.0)
# 12 (K-12), 14 (K-14) and 14 to 20 (K-20), 2 dB around them; down to 8 for what is dense.
_DENSE = Range(8.0, 14.0)
_USUAL = Range(10.0, 16.0)
_OPEN = Range(12.0, 20.0)
FAMILIES = (
    Family(
        "pop",
        ("pop", "soul", "funk", "gospel", "reggae", "latin"),
        ("a bright pop song about summer", "a slow soul ballad about a letter"),
        _USUAL,
        _LIVELY,
        _BAND,
        _TREBLE,
    ),
    Family(
        "electronic",
        ("house", "techno", "electronic"),
        ("a house track about the night", "synthwave about a drive"),
        _DENSE,
        _LIVELY,
        _BAND,
        _TREBLE,
    ),
    Family(
        "rock",
        ("rock", "metal"),
        ("a rock song about the road", "a heavy metal song about winter"),
        _USUAL,
        _VARIED,
        _BAND,
        _TREBLE,
    ),
    Family(
        "hip hop",
        ("hip hop", "lo-fi", "experimental"),
        ("a hip hop song about the city", "a warm lo-fi piano tune about rain"),
        _DENSE,
        _VARIED,
        _BAND,
        _TREBLE,
    ),
    Family(
        "acoustic",
        ("folk", "country", "blues", "world"),
        ("a folk song about the last train home", "a country song about a truck"),
        _OPEN,
        _WIDE,
        _SPARSE,
        _TREBLE,
    ),
    Family(
        "jazz",
        ("jazz",),
        ("a jazz song about the moon", "cool jazz with a trumpet"),
        _OPEN,
        _WIDE,
        _SPARSE,
        _TREBLE,
    ),
    Family(
        "concert",
        ("classical", "cinematic", "ambient"),
        ("a classical string quartet", "an epic film score"),
        _OPEN,
        _WIDE,
        _SPARSE,
        _NO_TREBLE,
    ),
)


def family_of(category: str) -> Family:
    """Return the family of a genre's first category."""
    return next(family for family in FAMILIES if category in family.categories)
