"""Pages by key, rows ready to draw."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song, now
from melodymaker.errors import NotFound
from melodymaker.generation.claims import claim_next, report_progress
from melodymaker.generation.requests import submit_request
from melodymaker.library.queries import Choice, Part, songs_of
from melodymaker.songs import queries, service
from melodymaker.songs.lyrics import lyrics_of
from melodymaker.songs.lyrics_sections import Line, Phrase, Section
from melodymaker.songs.rows import clock
from melodymaker.types import Mode, SongRequest, Stage, Status, UserId
from tests.conftest import Person


def _many(user_id: UserId, count: int) -> None:
    """Requests in one and the same instant, so that only the id tells them apart."""
    moment = now()
    with db.transaction() as session:
        for number in range(count):
            generation = Generation(
                user_id=user_id,
                description=str(number),
                seed=1,
                guidance_low=7.5,
                guidance_high=15,
                created_at=moment,
                status=Status.READY,
            )
            session.add(generation)
            session.flush()
            session.add_all(
                Song(
                    generation_id=generation.id,
                    user_id=user_id,
                    take=take,
                    title=str(number),
                    created_at=moment,
                    status=Status.READY,
                )
                for take in "AB"
            )


def test_pages_hold_every_song_once(owner: Person) -> None:
    _many(owner.id, 30)
    seen, cursor = songs_of(owner.id)
    sizes = [len(seen)]
    while cursor:
        rows, cursor = songs_of(owner.id, Choice(), Part(after=cursor))
        sizes.append(len(rows))
        seen += rows
    assert sizes == [24, 24, 12]
    assert len({row.id for row in seen}) == 60


def test_pages_of_pairs_hold_every_request_once(owner: Person) -> None:
    _many(owner.id, 24)
    first, cursor = queries.pairs_of(owner.id)
    second, end = queries.pairs_of(owner.id, after=cursor)
    assert end is None
    assert len({pair.id for pair in first + second}) == 24
    assert all([song.take for song in pair.songs] == ["A", "B"] for pair in first)


def test_the_newest_comes_first(owner: Person) -> None:
    for text in ("old", "new"):
        submit_request(owner.id, SongRequest(description=text))
    assert [pair.request for pair in queries.pairs_of(owner.id)[0]] == ["new", "old"]
    assert [(row.title, row.take) for row in songs_of(owner.id)[0]] == [
        ("New", "A"),
        ("New", "B"),
        ("Old", "A"),
        ("Old", "B"),
    ]


def test_songs_can_be_filtered_by_status(owner: Person) -> None:
    _many(owner.id, 1)
    submit_request(owner.id, SongRequest(description="waiting"))
    assert {row.status for row in songs_of(owner.id, Choice(status="pending"))[0]} == {Status.QUEUED}
    assert {row.status for row in songs_of(owner.id, Choice(status=Status.READY))[0]} == {Status.READY}
    assert songs_of(owner.id, Choice(status="nonsense")) == ([], None)


def test_progress_has_the_stage_and_the_time_left(owner: Person) -> None:
    generation_id = submit_request(owner.id, SongRequest(description="a"))
    claim = claim_next("worker")
    assert claim is not None
    assert queries.progress_of(owner.id)[generation_id] == queries.ProgressRow("Writing the lyrics", 0, "")
    report_progress(claim, Stage.COMPOSING, 0.5)
    with db.transaction() as session:
        session.exec(sa.update(Generation).values(started_at=now() - timedelta(seconds=10)))
    row = queries.progress_of(owner.id)[generation_id]
    assert (row.stage, row.percent, row.left) == ("Composing the music", 50, "10 s left")


def test_details_name_the_requests_settings(owner: Person) -> None:
    custom = SongRequest(mode=Mode.CUSTOM, style="folk, warm", lyrics="[Verse]\nla la")
    submit_request(owner.id, custom)
    submit_request(owner.id, SongRequest(mode=Mode.CUSTOM, style="folk", instrumental=True))
    assert [pair.request for pair in queries.pairs_of(owner.id)[0]] == [
        "folk · instrumental",
        "folk, warm · own lyrics: [Verse] la la",
    ]


def test_lyrics_of_an_engine_that_does_not_sing_are_marked(owner: Person) -> None:
    _many(owner.id, 1)
    song_id = next(song.id for song in songs_of(owner.id)[0] if song.take == "A")
    for sung in (False, True):
        with db.transaction() as session:
            session.exec(
                sa.update(Song).values(lyrics="[Verse 1]\none", sung=sung, style="folk", bpm=90, key="C major")
            )
        row = lyrics_of(owner.id, song_id)
        assert row.sections == [Section("Verse 1", [Line([Phrase("one", aside=False)])])]
        assert (row.about, row.sung) == ("Take A · folk · 90 BPM · C major", sung)


@pytest.mark.parametrize("kind", ["stream", "password_hash", "id", ""])
def test_only_files_of_ready_songs_have_a_name(owner: Person, kind: str) -> None:
    submit_request(owner.id, SongRequest(description="a"))
    with pytest.raises(NotFound):
        queries.media_name(owner.id, songs_of(owner.id)[0][0].id, kind)


@pytest.mark.parametrize(("seconds", "text"), [(0, ""), (9.6, "0:10"), (94, "1:34"), (180, "3:00")])
def test_clock_formats_minutes_and_seconds(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.fixture
def library(owner: Person) -> Person:
    """Three songs of the owner, each a take A and a take B."""
    for number, (title, style, lyrics) in enumerate(
        (
            ("Rain on the Windowsill", "lo-fi, warm", "[Verse 1]\nI count the drops"),
            ("O'Neil's Waltz", "waltz, accordion", ""),
            ("Żółć 雨の歌", "techno, rock AND roll", "ÉTÉ à la mer"),
        )
    ):
        submit_request(owner.id, SongRequest(description=str(number)))
        with db.transaction() as session:
            for song in session.exec(select(Song).where(Song.title == str(number))):
                song.title = title
                song.style = style
                song.lyrics = lyrics
    return owner


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", 3),
        ("   ", 3),
        ("rain", {"Rain on the Windowsill"}),
        ("RAI win", {"Rain on the Windowsill"}),
        ("drops", {"Rain on the Windowsill"}),
        ("warm lo-fi", {"Rain on the Windowsill"}),
        ("o'neil", {"O'Neil's Waltz"}),
        ("żółć", {"Żółć 雨の歌"}),
        ("été", {"Żółć 雨の歌"}),
        ("rock AND", {"Żółć 雨の歌"}),
        ("nowhere", set()),
        ("rain accordion", set()),
        ('"', 3),
        ("-x", set()),
        ("* OR NEAR(", set()),
        ("rain' OR '1'='1", set()),
        ("a" * 10_000, set()),
        ("%", 3),
        ("\x00", 3),
    ],
)
def test_search_accepts_any_text(library: Person, text: str, titles: set[str] | int) -> None:
    found = [row.title for row in songs_of(library.id, Choice(text=text))[0]]
    assert len(found) == (titles * 2 if isinstance(titles, int) else len(titles) * 2)
    assert isinstance(titles, int) or set(found) == titles


def test_search_finds_only_the_users_songs(library: Person, outsider: Person) -> None:
    assert songs_of(outsider.id, Choice(text="rain")) == ([], None)


def test_search_follows_renaming(library: Person) -> None:
    song_id = songs_of(library.id, Choice(text="waltz"))[0][0].id
    service.rename_song(library.id, song_id, "Zephyr")
    assert [row.id for row in songs_of(library.id, Choice(text="zeph"))[0]] == [song_id]
    assert song_id not in [row.id for row in songs_of(library.id, Choice(text="neil"))[0]]
