"""What a request says that the engine can do nothing with."""

import pytest

from melodymaker.create import ideas
from melodymaker.sketch.draft import write_draft
from melodymaker.sketch.request import SketchRequest
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.unknown import MOST, not_understood


@pytest.mark.parametrize(
    ("description", "named"),
    [
        ("a gutar song about rain", ("gutar",)),
        ("a slow song like Radiohead with synths", ("Radiohead",)),
        ("a song in the style of Taylor Swift about cats", ("Taylor Swift",)),
        ("lo-fi with vinyl crackle and soft drums", ("vinyl crackle",)),
        ("lo-fi without vinyl crackle", ()),
        ("a gqom beat with otamatone", ()),  # each is played by its nearest relation
        ("a polka for ukulele", ()),
        ("a folk song about the zxqwv of Brmblwitz", ()),  # what it is about
        ("make me a happy birthday song for Zlata", ()),
        ("dancing with my friends all night", ()),
        ("shoegazey guitars, reverby, 1m 30s, in F# minor", ()),
        ("warm pian", ()),  # being typed
        ("warm pianx", ("pianx",)),
        ("", ()),
        ("a rock song in 7/8", ("7/8",)),
        ("prog in 11/8 at 500 bpm about 5/16 of a cake", ("11/8", "500 bpm")),
        ("house at 20 beats per minute", ("20 beats per minute",)),
        ("jazz in 5/4, then 12/8, at 128 bpm, on 24/7, not in 7/8", ()),
        ("a pop song in French", ("in French",)),
        ("a song in french about love", ("in french",)),
        ("a song about love in Italian", ("in Italian",)),
        ("ein Lied auf Deutsch", ("auf Deutsch",)),
        ("a ballad with Spanish lyrics and German vocals", ("Spanish lyrics", "German vocals")),
        ("a song in Latin and English", ("in Latin",)),
        ("a song in English, without French lyrics", ()),
        ("French cafe music", ()),
        ("a slow tune with Spanish guitar in Irish folk style", ()),
        ("a German polka in Latin style", ()),
    ],
)
def test_of_a_description(description: str, named: tuple[str, ...]) -> None:
    assert not_understood(SketchRequest(description=description)) == named


@pytest.mark.parametrize(
    ("style", "named"),
    [
        ("lo-fi, catchy, studio quality, female vocals", ("catchy", "studio quality")),
        ("90 bpm, F minor, 3/4, two minutes", ()),
        ("jazz, upright b", ()),
        ("pop like Coldplay with a big gospel choir, warm", ("Coldplay",)),
        (", ,;", ()),
        ("7/8, 400 bpm, pop, sung in French, spanish lyrics", ("7/8", "400 bpm", "in French")),
        ("french chanson, irish folk, latin", ()),
        ("lo-fi, !, 🎹, warm", ()),  # no words
    ],
)
def test_of_a_style(style: str, named: tuple[str, ...]) -> None:
    assert not_understood(SketchRequest(style=style)) == named


def test_names_at_most_three_each_once_and_short() -> None:
    named = not_understood(SketchRequest(style=f"abcd, abcd, {'x' * 500}, efgh, ijkl,"))
    assert len(named) == MOST
    assert named[:2] == ("abcd", "x" * 40)


def test_all_that_the_page_proposes_is_understood() -> None:
    proposed = [*(idea for _, idea in ideas.IDEAS), *ideas.EXAMPLES, *ideas.SURPRISES]
    assert [text for text in proposed if not_understood(SketchRequest(description=text))] == []
    assert [tag for tag in ideas.STYLES if not_understood(SketchRequest(style=f"{tag},"))] == []


@pytest.mark.parametrize("table", [GENRES, INSTRUMENTS], ids=["genres", "instruments"])
def test_the_engines_own_words_are_understood(table: dict) -> None:
    named = {name: not_understood(SketchRequest(style=f"{word},")) for name, row in table.items() for word in row.words}
    assert {name: words for name, words in named.items() if words} == {}


def test_the_style_of_a_draft_is_understood() -> None:
    drafts = [write_draft(SketchRequest(description=f"a {genre} song about rain")) for genre in GENRES]
    assert {draft.style: named for draft in drafts if (named := not_understood(SketchRequest(style=draft.style)))} == {}
