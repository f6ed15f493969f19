"""What is read from the text of a request."""

from __future__ import annotations

import pytest

from melodymaker.sketch import SketchRequest
from melodymaker.sketch.brief import Brief, read_brief
from melodymaker.sketch.tables.genre import CATEGORIES
from melodymaker.sketch.tables.genres import GENRES
from melodymaker.sketch.tables.instruments import INSTRUMENTS
from melodymaker.sketch.tables.moods import MOODS
from melodymaker.sketch.tables.occasions import OCCASIONS
from melodymaker.sketch.theory import Key, parse_key


def brief(description: str, **fields: object) -> Brief:
    return read_brief(SketchRequest(description, **fields))


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("a warm lo-fi piano tune about rain", "lo-fi"),
        ("LOFI HIP HOP beats to study to", "lo-fi"),
        ("dnb banger", "drum and bass"),
        ("drum & bass roller", "drum and bass"),
        ("smooth r&b", "soul"),
        ("a jazzy house track", "house"),
        ("8-bit adventure", "chiptune"),
        ("epic orchestral", "cinematic"),
        ("argentine tango, dramatic", "tango"),
    ],
)
def test_genre_is_found_in_the_text(text: str, genre: str) -> None:
    assert brief(text).genres[0] == genre


@pytest.mark.parametrize(
    ("text", "genres", "moods"),
    [
        ("a film theme", ("cinematic",), ()),
        ("music for a wedding", ("ballad", "soul", "waltz"), ("romantic",)),
        ("a sad birthday song for Anna", ("pop", "funk", "folk"), ("sad",)),
        ("a song about Christmas", ("choral", "pop", "jazz"), ("warm",)),
        ("music for a haunted house", ("cinematic", "ambient"), ("mysterious", "tense")),
        ("a national anthem", ("classical", "choral", "cinematic"), ("triumphant",)),
        ("punk for a wedding", (), ()),
        ("a western film", (), ()),
        ("no party", (), ()),
    ],
)
def test_what_the_music_is_for_says_which_genres_fit(
    text: str, genres: tuple[str, ...], moods: tuple[str, ...]
) -> None:
    found = brief(text)
    assert (found.fitting, found.moods) == (genres, moods)


def test_every_occasion_has_genres_and_moods_of_the_tables_and_words_of_its_own() -> None:
    named = [word for row in OCCASIONS.values() for word in row.words]
    assert len(named) == len(set(named))
    assert not set(named) & {word for row in GENRES.values() for word in (row.name, *row.words)}
    assert {genre for row in OCCASIONS.values() for genre in row.genres} <= GENRES.keys()
    assert {mood for row in OCCASIONS.values() for mood in row.moods} <= MOODS.keys()


@pytest.mark.parametrize("text", ["popcorn", "rocket", "metallic", "trapped", "日本語rock日本語", "folklore"])
def test_genre_names_inside_other_words_are_ignored(text: str) -> None:
    assert brief(text).genres == ()


@pytest.mark.parametrize(
    ("text", "bpm"),
    [
        ("128 bpm techno", 128),
        ("at 90BPM", 90),
        ("128-bpm", 128),
        ("999 bpm", None),
        ("1 bpm", None),
        ("song 128", None),
    ],
)
def test_bpm_is_read_from_the_text(text: str, bpm: int | None) -> None:
    assert brief(text).bpm == bpm


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("in D minor", Key(2, "minor")),
        ("Bb major pop", Key(10, "major")),
        ("in F# minor", Key(6, "minor")),
        ("in the key of A minor", Key(9, "minor")),
        ("E flat major", Key(3, "major")),
        ("blues in E", Key(4, "major")),
        ("a minor problem", None),
        ("this is a major thing", None),
        ("a song in a car", None),
    ],
)
def test_key_is_read_from_the_text(text: str, key: Key | None) -> None:
    assert brief(text).key == key


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2 minutes of jazz", 120),
        ("90 seconds", 90),
        ("a 45s jingle", 45),
        ("1:30 long", 90),
        ("one minute", 60),
        ("1 minute 20 seconds", 80),
        ("two and a half", None),
        ("10 minutes", 180),
        ("3 seconds", 20),
        ("80s synth", None),
        ("music of the 1990s", None),
    ],
)
def test_duration_is_read_from_the_text(text: str, seconds: float | None) -> None:
    assert brief(text).duration == seconds


@pytest.mark.parametrize(
    ("text", "drums"),
    [
        ("no drums", False),
        ("jazz without any drums", False),
        ("drumless", False),
        ("soft drums", True),
        ("solo piano", False),
        ("with a guitar solo", None),
        ("no piano or drums", False),
        ("no piano, drums", True),
    ],
)
def test_drums_are_read_from_the_text(text: str, drums: bool | None) -> None:
    assert brief(text).drums is drums


def test_negated_words_are_ruled_out() -> None:
    found = brief("not sad, no guitar, without strings or choir, no jazz")
    assert {"acoustic guitar", "clean guitar", "strings", "choir"} <= found.no_instruments
    assert "sad" in found.no_moods
    assert found.no_genres == {"jazz"}
    assert (found.genres, found.moods, found.instruments) == ((), (), ())


def test_overlapping_instrument_and_genre_names_are_told_apart() -> None:
    assert brief("a slow piano ballad").instruments == ("piano",)
    assert brief("a solemn church organ hymn").instruments == ("church organ",)
    assert brief("church organ").genres == ()
    assert brief("drum and bass").instruments == ()


def test_instruments_keep_their_order() -> None:
    assert brief("with violin, piano and a bass guitar").instruments == ("violin", "piano", "bass guitar")


@pytest.mark.parametrize(
    ("text", "sung"),
    [("instrumental rock", False), ("no vocals", False), ("rock with vocals", True), ("solo piano", False)],
)
def test_vocals_are_read_from_the_text(text: str, sung: bool) -> None:
    assert brief(text).sung is sung


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("a lo-fi tune about rain", "rain"),
        ("song about a lonely astronaut, with piano", "a lonely astronaut"),
        ("a slow waltz about café lights and a naïve heart", "cafe lights and a naive heart"),
        ("about my cat with a banjo", "my cat"),
        ("waltz for my grandmother", "my grandmother"),
        ("a cheerful ukulele song about a dog named Biscuit", "a dog named Biscuit"),
        ('a pop song about my cat called "Mr O’Hara" with piano', "my cat called Mr O'Hara"),
        ("a lullaby for a girl named Ana, in F", "a girl named Ana"),
        ("a song called Rain", "Rain"),
        ("a song about rain called Puddles", "Puddles"),
        ("a folk song about a lost dog, called Come Home", "Come Home"),
        ("a folk song about a dog titled Come Home", "Come Home"),
        ("a song about a dog named", "a dog"),
        ("about <b>", ""),
        ("about 雨", ""),
        ("about <b>robots</b> & 雨", "robots"),
        ("about", ""),
        ("about fuck", ""),
        ("jazz", ""),
    ],
)
def test_subject_is_read_from_the_text(text: str, subject: str) -> None:
    assert brief(text).subject == subject


def test_subject_sets_no_genre_or_instrument() -> None:
    found = brief("a folk song about heavy metal and trumpets")
    assert found.genres == ("folk",)
    assert found.instruments == ()


def test_description_beside_a_style_sets_no_genre() -> None:
    found = brief("rock climbing at night", style="ambient, harp")
    assert found.genres == ("ambient",)
    assert found.subject == "rock climbing at night"


def test_fields_override_the_text() -> None:
    found = brief("techno 130 bpm in D minor, 2 minutes", bpm=99, key="Eb major", duration=33.0)
    assert (found.bpm, found.key, found.duration) == (99, Key(3, "major"), 33.0)


@pytest.mark.parametrize("text", ["waltz", "a song in 3/4", "jazz waltz"])
def test_waltz_is_read_from_the_text(text: str) -> None:
    assert brief(text).metre == "3/4"


@pytest.mark.parametrize(
    ("text", "metre"),
    [
        ("an Irish jig", "6/8"),
        ("a ballad in 6/8", "6/8"),
        ("12/8 blues", "6/8"),
        ("cool jazz in five", "5/4"),
        ("a 5/4 groove", "5/4"),
        ("a march in 2/4", "4/4"),
        ("pop", ""),
    ],
)
def test_the_metre_is_read_from_the_text(text: str, metre: str) -> None:
    assert brief(text).metre == metre


@pytest.mark.parametrize(
    ("text", "instruments", "subject"),
    [
        ("a slow waltz for accordion and double bass in E minor", ("accordion", "upright bass"), ""),
        ("a western song with lap steel guitar", ("slide guitar",), ""),
        ("waltz for my grandmother", (), "my grandmother"),
        ("a song about growing up in a small town, with banjo", ("banjo",), "growing up in a small town"),
        ("a song about a lost dog with piano and cello", ("piano", "cello"), "a lost dog"),
        ("a tune for ukulele and handpan", ("nylon guitar", "steel drum"), ""),
    ],
)
def test_instruments_are_no_subject(text: str, instruments: tuple[str, ...], subject: str) -> None:
    assert (brief(text).instruments, brief(text).subject) == (instruments, subject)


def test_every_general_midi_program_and_some_two_hundred_names_are_known() -> None:
    assert {row.program for row in INSTRUMENTS.values()} == set(range(128))
    assert len({word for row in INSTRUMENTS.values() for word in row.words}) >= 300


def test_two_genres_blend() -> None:
    both = brief("plainsong over a house beat")
    assert set(both.genres) == {"house", "choral"}
    assert both.genres[0] == "house"


@pytest.mark.parametrize("text", ["H minor", "", "minor", "D dorian", "D minor please"])
def test_parse_key_rejects_invalid_keys(text: str) -> None:
    with pytest.raises(ValueError, match="key must be"):
        parse_key(text)


def test_tables_refer_to_what_exists() -> None:
    assert len(GENRES) >= 24
    assert len(MOODS) >= 28
    for genre in GENRES.values():
        assert set(genre.categories) <= set(CATEGORIES)
        named = {*genre.chords, *genre.lead, *genre.pad, *genre.bass_sounds}
        assert named <= set(INSTRUMENTS), genre.name


@pytest.mark.parametrize(
    ("text", "subject", "duration", "bpm"),
    [
        ("a jazz tune about 2 minutes long", "", 120, None),
        ("about 90 seconds of techno", "", 90, None),
        ("house at about 130 bpm", "", None, 130),
        ("a song for 3:30 am", "", None, None),
        ("two and a half minutes of ambient", "", 150, None),
        ("pop, 1m 30s", "", 90, None),
        ("lo-fi, about 2:30", "", 150, None),
        ("a song about two minutes of silence", "two minutes of silence", None, None),
        ("a 3 minute song about my 2 cats", "my 2 cats", 180, None),
    ],
)
def test_quantities_are_no_subjects(text: str, subject: str, duration: float | None, bpm: int | None) -> None:
    found = brief(text)
    assert (found.subject, found.duration, found.bpm) == (subject, duration, bpm)


def test_what_a_song_is_for_leaves_what_it_is() -> None:
    waltz = brief("a waltz for two")
    assert (waltz.metre, waltz.genres, waltz.subject) == ("3/4", ("waltz",), "")
    lullaby = brief("a lullaby for my baby")
    assert (lullaby.genres, lullaby.subject) == (("lullaby",), "my baby")
