"""Lyrics rhyme, repeat nothing and are plain English; titles are short."""

from __future__ import annotations

import re

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.phrases import CHORUSES, VERSES
from melodymaker.sketch.phrases.general import BRIDGES
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.themes import THEMES

SUBJECTS = (
    "rain",
    "snow",
    "the sea",
    "a lonely astronaut",
    "my cat",
    "freedom",
    "coffee",
    "an old lighthouse",
    "losing my keys",
    "your eyes",
    "Ana",
    "the end of summer",
    "two strangers on a train",
    "how we met",
    "money",
)
# Nouns without a plural take no "a".
UNCOUNTED = re.compile(
    r"\ban? (?:rain|snow|sea water|freedom|coffee beans|money|music|thunder|love is|light is)\b", re.IGNORECASE
)
WRONG_ARTICLE = re.compile(r"\b(?:a [aeio]\w+|an [bcdfgjklmnpqrstvwxyz]\w+)\b", re.IGNORECASE)


def words(description: str, **fields: object) -> tuple[str, str]:
    request = SketchRequest(description, **fields)
    brief = read_brief(request)
    return write_title_and_lyrics(request, brief, plan_pair(request, brief)[0])


def sections(lyrics: str) -> list[tuple[str, list[str]]]:
    parts = [part.split("\n") for part in lyrics.split("\n\n")]
    return [(part[0].strip("[]"), part[1:]) for part in parts]


def last_word(line: str) -> str:
    return re.findall(r"[a-z']+", line.lower())[-1]


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("seed", range(4))
def test_lyrics_have_verses_and_a_repeated_chorus(subject: str, seed: int) -> None:
    title, lyrics = words(f"a pop song about {subject}", seed=seed, duration=90.0)
    parts = sections(lyrics)
    names = [name for name, _ in parts]
    assert names[0] == "Verse 1"
    assert names.count("Chorus") >= 2
    assert len({tuple(lines) for name, lines in parts if name == "Chorus"}) == 1
    verses = [line for name, lines in parts if name != "Chorus" for line in lines]
    assert len(verses) == len(set(verses)) >= 8
    chorus = next(lines for name, lines in parts if name == "Chorus")
    assert not set(verses) & set(chorus)
    for text in (title, lyrics):
        assert not UNCOUNTED.search(text)
        assert not WRONG_ARTICLE.search(text), WRONG_ARTICLE.search(text)
    assert all(line[0].isupper() for line in [*verses, *chorus])


@pytest.mark.parametrize("seed", range(6))
def test_verses_rhyme(seed: int) -> None:
    families = [set(family) for table in VERSES.values() for family in table] + [set(family) for family in BRIDGES]
    _, lyrics = words("song about the sea", seed=seed, duration=120.0)
    for name, lines in sections(lyrics):
        if name == "Chorus":
            continue
        a, b, c, d = lines
        pairs = [(a, b), (c, d)] if any({a, b} <= family for family in families) else [(a, c), (b, d)]
        for first, second in pairs:
            assert any({first, second} <= family for family in families)


def test_rhyming_lines_end_in_different_words() -> None:
    groups = [family for table in VERSES.values() for family in table] + list(BRIDGES)
    assert len(groups) >= 100
    for family in groups:
        ends = [last_word(line) for line in family]
        assert len(set(ends)) == len(ends) >= 2, family


def test_tables_repeat_no_line() -> None:
    lines = [line for table in VERSES.values() for family in table for line in family]
    assert len(lines) == len(set(lines)) >= 330
    assert not [line for line in lines if WRONG_ARTICLE.search(line)]


def test_every_theme_has_verses_and_choruses() -> None:
    assert set(THEMES) == set(VERSES) == set(CHORUSES)


def test_title_comes_from_the_subject() -> None:
    assert words("a folk song about a lonely astronaut")[0] == "The Lonely Astronaut"
    assert words("waltz for my grandmother")[0] == "My Grandmother"
    assert words("lo-fi about rain", seed=1)[0] in {chorus.title for chorus in CHORUSES["rain"]}


@pytest.mark.parametrize(
    "text",
    [
        "<b>about</b> <script>x</script>",
        "日本語の歌",
        "مرحبا",
        "about " + "word " * 500,
        "about " + "x" * 500,
        "about [(*",
        "una canción triste",
    ],
)
def test_titles_stay_short_and_clean(text: str) -> None:
    title, lyrics = words(text)
    assert 3 <= len(title) <= 60
    assert re.fullmatch(r"[A-Za-z0-9' ,-]+", title)
    assert "<" not in lyrics
    assert max(map(len, lyrics.splitlines())) <= 90


def test_given_lyrics_are_returned_unchanged() -> None:
    lyrics = "[verse]\n  Ein Haus, ein  Baum \n\n[CHORUS - loud]\nWe run home (run home), tonight\n\n"
    title, given = words("", lyrics=lyrics, style="folk")
    assert given == lyrics
    assert title == "We Run Home"


def test_instrumental_has_no_lyrics() -> None:
    title, lyrics = words("pop about the road", instrumental=True)
    assert title
    assert lyrics == ""
    assert words("x", lyrics="[Verse]\nla", instrumental=True)[1] == ""


def test_longer_songs_have_more_sections() -> None:
    short, long = (words("pop", duration=length, bpm=120)[1] for length in (25.0, 150.0))
    assert len(sections(short)) < len(sections(long))
