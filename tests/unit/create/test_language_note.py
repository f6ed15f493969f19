"""Descriptions that an engine which reads English will not understand."""

import pytest

from melodymaker.create.ideas import EXAMPLES, SURPRISES
from melodymaker.create.language_note import looks_foreign


@pytest.mark.parametrize(
    "text",
    [
        "ein trauriges Lied über den Regen und die Stadt",
        "eine fröhliche Polka für meinen Opa",
        "una canción alegre sobre el verano",
        "une chanson triste sur la pluie",
        "una canzone triste sulla pioggia con chitarra",
        "uma música alegre com violão para minha mãe",
        "een vrolijk liedje voor mijn moeder",
        "yağmur hakkında bir şarkı ve gitar için",
        "песня о дожде",
        "雨についての悲しい歌",
        "비에 대한 슬픈 노래",
        "أغنية عن المطر",
    ],
)
def test_other_languages_are_told(text: str) -> None:
    assert looks_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "lo-fi",
            "♪",
            "bossa nova",
            "el niño blues",
            "a song for José about la playa",
            "le tango de Paris",
            "Ñandú",
        ),
        *("a song about the café in Zürich", "Für Elise as a techno track", "la la la song", "K-pop 사랑 dance song"),
        *(
            "una noche, a latin ballad with guitar",
            "punk rock, 180 bpm",
            "Ode to joy on the banjo",
            *EXAMPLES,
            *SURPRISES,
        ),
    ],
)
def test_english_with_a_foreign_word_is_english(text: str) -> None:
    assert not looks_foreign(text)
