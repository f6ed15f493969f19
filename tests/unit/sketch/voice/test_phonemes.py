"""How words are said, counted and rhymed."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from melodymaker.sketch.voice import assets, phonemes
from melodymaker.sketch.voice.lexicon import Lexicon, lexicons
from melodymaker.sketch.voice.phonemes import is_known, pronounce, rhyme_part, syllables, words
from melodymaker.sketch.voice.spelling import VOWELS, said_by_rule


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which hibari-tts is not installed."""
    monkeypatch.setattr(assets, "_folder", lambda: None)
    caches = (lexicons, assets.voice_fault, phonemes._known, phonemes._ruled)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("love", "lˈʌv"),
        ("LOVE", "lˈʌv"),
        ("can’t", "kˈænt"),
        ("lovin'", "lˈʌvɪŋ"),
        ("wolves", "wˈʊlvz"),
        ("midnight's", "mˈɪdnˌIts"),
        ("sooo", "sˌO"),
        ("the", "ðə"),
        ("café", "kæfˈA"),
        ("hour", "ˈWɹ"),
    ],
)
def test_known_words_are_said_as_the_dictionary_has_them(word: str, sounds: str) -> None:
    assert "".join(pronounce(word) or ()) == sounds
    assert is_known(word)


@pytest.mark.parametrize(("word", "count"), [("Zorblax", 2), ("brrr", 1), ("xyzzy", 2), ("TV", 2), ("Grimbleshire", 3)])
def test_unknown_words_are_said_by_rule_with_one_stress(word: str, count: int) -> None:
    sounds = pronounce(word)
    assert sounds
    assert not is_known(word)
    assert sum(sound in VOWELS for sound in sounds) == count
    assert sounds[sounds.index("ˈ") + 1] in VOWELS


@pytest.mark.parametrize("word", ["", "🎉", "愛", "'", "…"])
def test_what_is_no_word_has_no_sounds(word: str) -> None:
    assert pronounce(word) is None
    assert rhyme_part(word) is None


def test_the_rules_of_spelling_find_most_syllables() -> None:
    entries = lexicons()[0].text.decode().split("\n")[1:-1:29]
    common = [line.split("\t") for line in entries if line.split("\t")[0].isalpha() and line[0].islower()]
    right = [
        sum(map(VOWELS.__contains__, said_by_rule(word))) == sum(map(VOWELS.__contains__, s)) for word, s in common
    ]
    assert len(right) > 2000
    assert sum(right) > 0.85 * len(right)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("24 hours & 7 days", "twenty four hours and seven days"),
        ("In 1999, on the 3rd of May", "In nineteen ninety nine on the third of May"),
        ("the 1980s", "the nineteen eighties"),
        ("$3,000", "three thousand dollars"),
        ("007", "zero zero seven"),
        ("100%", "one hundred percent"),
        ("rock-n-roll", "rock n roll"),
    ],
)
def test_numbers_and_signs_are_read_out(line: str, said: str) -> None:
    assert words(line) == said.split()


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("Shine a little light on me", 7),
        ("Fire in the desire of our hour", 8),
        ("Hold me now (hold me now)", 3),
        ("(ooh, ooh)", 2),
        ("24 hours", 4),
        ("🎉🎉🎉", 0),
        ("", 0),
        ("hmm shh", 2),
    ],
)
def test_syllables_counts_what_the_lead_sings(line: str, count: int) -> None:
    assert syllables(line) == count


@pytest.mark.parametrize(
    ("first", "second"),
    [("fire", "desire"), ("night", "light"), ("forever", "never"), ("sky", "butterfly"), ("you", "through")],
)
def test_rhymes_share_their_rhyme_part(first: str, second: str) -> None:
    assert rhyme_part(first) == rhyme_part(second)


@pytest.mark.parametrize(
    ("first", "second"), [("love", "move"), ("night", "nine"), ("though", "through"), ("rain", "name")]
)
def test_what_only_looks_alike_does_not_rhyme(first: str, second: str) -> None:
    assert rhyme_part(first) != rhyme_part(second)


def test_without_the_package_every_word_is_said_by_rule(no_package: None) -> None:
    assert not is_known("love")
    assert syllables("Shine a little light on me") == 7
    assert "hibari-tts" in assets.voice_fault()


def test_a_damaged_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vocab.json").write_text("{}")
    monkeypatch.setattr(assets, "_folder", lambda: tmp_path)
    with pytest.raises(assets.VoiceMissing, match=r"not that of version 0\.2\.1"):
        assets.asset("vocab.json")
    monkeypatch.setitem(assets._HASHES, "vocab.json", hashlib.sha256(b"{}").hexdigest())
    assert assets.asset("vocab.json") == b"{}"


def test_a_lexicon_finds_its_first_and_last_word_and_the_reading_that_stands_for_others() -> None:
    lexicon = Lexicon('{"a":"ɐ","read":{"ADJ":"ɹˈɛd","DEFAULT":"ɹˈid"},"zoo":"zˈu"}'.encode())
    assert [lexicon.get(word) for word in ("a", "read", "zoo", "b", "")] == ["ɐ", "ɹˈid", "zˈu", None, None]
