"""Lyrics rhyme, repeat nothing and are plain English; titles are short."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.brief import read_brief
from melodymaker.sketch.chance import chance
from melodymaker.sketch.lyrics import write_title_and_lyrics
from melodymaker.sketch.lyrics.lines import Lines, last_word
from melodymaker.sketch.lyrics.naming import Naming
from melodymaker.sketch.lyrics.subjects import bare, core_of, kind_of
from melodymaker.sketch.phrases import CHORUSES, SCENES, VERSES
from melodymaker.sketch.phrases.endings import ENDINGS
from melodymaker.sketch.phrases.stances import STANCES, TURNS
from melodymaker.sketch.plan import plan_pair
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.themes import GENERAL, THEMES
from melodymaker.sketch.voice.phonemes import rhyme_part, syllables

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
A_HUNDRED_SUBJECTS = (
    """
rain, the first snow, the sea, a lonely astronaut, my cat, freedom
coffee, an old lighthouse, losing my keys, your eyes, Ana, the end of summer
two strangers on a train, how we met, money, a lost dog, my grandmother's garden, the last train home
growing up in a small town, falling in love at forty, my daughter, Paris in the spring, the moon, Monday mornings
pizza, a haunted house, my best friend's wedding, missing you, the day we won the cup, an empty chair
bicycles, the number 42 bus, learning to swim, my father's hands, a dragon with no fire, homework
the internet, hope, a broken heart, dancing alone, the smell of bread, our first apartment
a sailor far from home, why the sky is blue, the ocean at night, whales, a birthday in July, fireflies
the mountain, wolves, an honest politician, never giving up, my old guitar, the teacher who believed in me
leaving home, coming back, twins, a red balloon, the river, the news
insomnia, a blackout in the city, dad jokes, soup, the war, peace
climate change, bees, a spider in the bath, my boss, working from home, the night shift
a stolen kiss, divorce, forgiveness, faith, angels, the king of nothing
a knight in rusty armor, time travel, my younger self, letters never sent, an old photograph, the world cup
running a marathon, chess, a penguin, the desert, New York, the subway
neon lights, saying goodbye, the last day of school, a snowman in July, magic, ghosts
being seventeen, the lottery, a long goodbye, my first car
""".replace("\n", ", ")
    .strip(", ")
    .split(", ")
)
GENRE_WORDS = (
    "a pop song",
    "a folk song",
    "a rock song",
    "a jazz song",
    "a hip hop track",
    "a house track",
    "a sad ballad",
    "a soul song",
    "a country song",
    "a reggae song",
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


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("seed", range(4))
def test_lyrics_have_verses_and_a_repeated_chorus(subject: str, seed: int) -> None:
    title, lyrics = words(f"a pop song about {subject}", seed=seed, duration=90.0)
    parts = sections(lyrics)
    names = [name for name, _ in parts]
    assert names[0] == "Verse 1"
    assert names.count("Chorus") >= 2
    assert len({tuple(lines) for name, lines in parts if name == "Chorus"}) == 1
    chorus = next(lines for name, lines in parts if name == "Chorus")
    # The line that names the subject may end a verse as well.
    verses = [line for name, lines in parts if name != "Chorus" for line in lines if line not in chorus]
    assert len(verses) == len(set(verses)) >= 6
    for text in (title, lyrics):
        assert not UNCOUNTED.search(text)
        assert not WRONG_ARTICLE.search(text), WRONG_ARTICLE.search(text)
    assert all(line[0].isupper() for line in [*verses, *chorus])


def _ends(line: str) -> str:
    """The sounds that a line rhymes on; a choir's answer is not part of it."""
    return rhyme_part(last_word(re.sub(r" \(.*\)$", "", line))) or ""


@pytest.mark.parametrize("genre", ["folk", "hip hop", "jazz", "soul", "pop", "blues"])
@pytest.mark.parametrize("seed", range(5))
def test_each_verse_rhymes_by_its_sounds(genre: str, seed: int) -> None:
    _, lyrics = words(f"{genre} song about the sea", seed=seed, duration=120.0)
    schemes = {"aabb": ((0, 1), (2, 3)), "abab": ((0, 2), (1, 3)), "xaxa": ((1, 3),), "aaba": ((0, 1), (1, 3))}
    others = {"blues": ((0, 2), (1, 2)), "refrain": ((1, 2),), "list": ((2, 3),)}
    for name, lines in sections(lyrics):
        if name.startswith(("Verse", "Bridge")):
            held = [
                scheme
                for scheme, pairs in (schemes | others).items()
                if all(max(pair) < len(lines) and _ends(lines[pair[0]]) == _ends(lines[pair[1]]) for pair in pairs)
            ]
            assert held, (name, lines)


def test_rhyming_lines_end_in_different_words() -> None:
    rng = chance("rhymes")
    for theme in SCENES:
        lines = Lines(theme, "bright", 8, rng)
        for _ in range(4):
            sound = lines.sound()
            taken: set[str] = set()
            couple = [lines.rhymed(speaker, sound, taken) for speaker in ("scene", "me", "feeling")]
            assert {_ends(line) for line in couple} == {sound}
            assert len(set(map(last_word, couple))) == 3


@pytest.mark.parametrize("length", [8, 9, 10])
def test_lines_fit_the_metre(length: int) -> None:
    for theme in SCENES:
        lines = Lines(theme, "calm", length, chance("metre", theme))
        rhymed = [lines.rhymed(speaker, lines.sound(), set()) for speaker in ("scene", "me", "we", "feeling")]
        off = [abs(syllables(line) - length) for line in rhymed]
        assert max(off) <= 3, rhymed
        assert sum(off) <= len(off) * 2, rhymed


def test_the_endings_of_a_group_rhyme_and_end_in_several_words() -> None:
    for sound, row in ENDINGS.items():
        parts = {rhyme_part(last_word(ending.text)) for ending in row}
        assert len(parts) == 1, (sound, parts)
        assert len({last_word(ending.text) for ending in row}) >= 3, sound


def test_tables_repeat_no_line() -> None:
    whole = [line for table in VERSES.values() for family in table for line in family]
    clauses = [line for scene in SCENES.values() for line in (*scene.clauses, *scene.openings, *scene.pictures)]
    felt = [line for row in (*STANCES.values(), *TURNS.values()) for line in row]
    for lines in (whole, felt):
        assert len(lines) == len(set(lines))
    for scene in SCENES.values():
        assert len(scene.clauses) == len(set(scene.clauses))
    assert not [line for line in (*whole, *clauses, *felt) if WRONG_ARTICLE.search(line)]


def test_every_theme_has_something_to_show() -> None:
    assert set(THEMES) == set(SCENES)
    assert {theme for genre in GENRES.values() for theme in genre.themes} <= set(SCENES)
    for theme, scene in SCENES.items():
        assert len(scene.clauses) >= 30, theme
        assert min(len(scene.openings), len(scene.pictures)) >= 6, theme
        assert all(4 <= syllables(clause) <= 9 for clause in scene.clauses), theme


def test_a_thousand_songs_share_few_lines_and_name_their_subjects() -> None:
    found: Counter[str] = Counter()
    for subject in A_HUNDRED_SUBJECTS:
        for seed, genre in enumerate(GENRE_WORDS):
            _, lyrics = words(f"{genre} about {subject}", seed=31 * seed + len(subject), duration=90.0)
            parts = sections(lyrics)
            found.update({line for _, lines in parts for line in lines})
            chorus = " ".join(next(lines for name, lines in parts if name == "Chorus")).lower()
            assert bare(core_of(subject)) in chorus, (subject, chorus)
    assert len(found) >= 5_000
    assert found.most_common(1)[0][1] <= 20, found.most_common(3)


@pytest.mark.parametrize(
    ("subject", "kind", "core"),
    [
        ("a lost dog", "thing", "a lost dog"),
        ("my best friend", "person", "my best friend"),
        ("the teacher who believed in me", "person", "the teacher who believed in me"),
        ("my father's hands", "thing", "my father's hands"),
        ("losing my keys", "action", "losing my keys"),
        ("never giving up", "action", "never giving up"),
        ("spring", "thing", "spring"),
        ("why the sky is blue", "question", "why the sky is blue"),
        ("I miss you", "sentence", "I miss you"),
        ("a robot learns to love", "person", "a robot"),
        ("Ana", "name", "Ana"),
    ],
)
def test_a_line_names_each_kind_of_subject_in_its_own_way(subject: str, kind: str, core: str) -> None:
    assert (kind_of(subject), core_of(subject)) == (kind, core)
    hook = Naming.of(subject, chance("hook")).hook
    assert core in hook
    assert hook[0].isupper()


def test_a_blues_verse_says_its_first_line_twice() -> None:
    verses = [words("a blues about my boss", seed=seed, duration=90.0)[1] for seed in range(8)]
    first = [dict(sections(lyrics))["Verse 1"] for lyrics in verses]
    assert any(lines[0] == lines[1] != lines[2] for lines in first)


def test_a_choir_answers_in_soul() -> None:
    assert "(" in words("a soul song about rain", seed=2, duration=90.0)[1]


def test_a_song_for_a_child_has_a_childs_world() -> None:
    _, lyrics = words("a lullaby for my daughter", seed=5, duration=90.0)
    lines = {line.split(",")[0] for _, part in sections(lyrics) for line in part}
    assert len(lines & set(SCENES["child"].clauses)) >= 4


@pytest.mark.parametrize("seed", range(4))
def test_a_dog_with_a_name_has_a_dogs_world_and_its_name(seed: int) -> None:
    title, lyrics = words("a cheerful ukulele song about a dog named Biscuit", seed=seed, duration=90.0)
    assert (title, "a dog named Biscuit" in lyrics) == ("The Dog Named Biscuit", True)
    assert _shown(lyrics, "animals") >= 3


@pytest.mark.parametrize("asked", ["a song", "a funny polka", "a piano ballad", "party music"])
def test_what_no_theme_knows_is_sung_about_in_general_pictures(asked: str) -> None:
    for seed in range(4):
        _, lyrics = words(f"{asked} about a broken stapler", seed=seed, duration=90.0)
        asked_for = {"party"} if "party" in asked else GENERAL
        assert max((_shown(lyrics, theme), theme) for theme in SCENES)[1] in asked_for


@pytest.mark.parametrize(("asked", "theme"), [("music for a wedding", "love"), ("a piano song about music", "music")])
def test_a_request_for_music_is_not_sung_about_music_unless_it_says_so(asked: str, theme: str) -> None:
    for seed in range(4):
        _, lyrics = words(asked, seed=seed, duration=90.0)
        assert max((_shown(lyrics, each), each) for each in SCENES)[1] == theme


def _shown(lyrics: str, theme: str) -> int:
    """How many lines show something of the theme."""
    lines = {line.split(",")[0] for _, part in sections(lyrics) for line in part}
    return len(lines & {*SCENES[theme].clauses, *SCENES[theme].pictures})


def test_title_comes_from_the_subject() -> None:
    assert words("a folk song about a lonely astronaut")[0] == "The Lonely Astronaut"
    assert words("waltz for my grandmother")[0] == "My Grandmother"
    own = {chorus.title for chorus in CHORUSES["rain"]}
    titles = {words("lo-fi about rain", seed=seed)[0] for seed in range(12)}
    assert "Rain" in titles
    assert titles & own
    assert titles <= own | {"Rain"}


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
