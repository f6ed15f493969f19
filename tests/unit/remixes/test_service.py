"""Asking for remixes: who may, of what, and what is asked of the engine."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from melodymaker import db, ports
from melodymaker.create.queries import preset_settings, presets_of, request_of
from melodymaker.create.service import save_preset
from melodymaker.db.models import Generation, Preset, Song, now
from melodymaker.errors import InvalidInput, NotFound, NotWelcome, RemixesNotAllowed, TooManyPending, TooManySongs
from melodymaker.follows.service import block_person
from melodymaker.generation.outcomes import cancel_request
from melodymaker.generation.requests import MAX_PENDING, submit_request
from melodymaker.remixes import service
from melodymaker.remixes.service import RemixChoice, remix_song, repeat_request
from melodymaker.songs.service import delete_song, publish_song
from melodymaker.types import REMIX_FIELDS, GenerationId, RemixKind, SongId, SongRequest
from tests.conftest import Adapters, Person
from tests.factories import make_song

pytestmark = pytest.mark.usefixtures("by_score")
VARY = RemixChoice(RemixKind.VARY)


def _request(generation_id: GenerationId) -> SongRequest:
    with db.read() as session:
        return session.get_one(Generation, generation_id).request


def _takes(generation_id: GenerationId) -> list[Song]:
    with db.read() as session:
        return list(session.exec(select(Song).where(Song.generation_id == generation_id).order_by(Song.take)))


def test_a_remix_keeps_what_its_source_says(owner: Person, song: SongId) -> None:
    request = _request(remix_song(owner.id, song, VARY))
    assert (request.remix, request.source_id, request.difference) == (RemixKind.VARY, song, 0.5)
    assert (request.lyrics, request.style, request.bpm, request.key) == (
        "[Verse 1]\nRain",
        "folk, warm",
        90,
        "C major",
    )
    assert request.guidance == (10.0, 15.0)
    assert request.title == "Rain (variation)"


def test_the_songs_of_a_remix_name_their_source_from_the_start(owner: Person, song: SongId) -> None:
    for take in _takes(remix_song(owner.id, song, VARY)):
        assert (take.source_id, take.source_user_id, take.title) == (song, owner.id, "Rain (variation)")


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        (RemixChoice(RemixKind.RESTYLE, style="  Bossa nova, warm "), "Rain (Bossa nova version)"),
        (RemixChoice(RemixKind.EXTEND, seconds=90), "Rain (extended)"),
        (RemixChoice(RemixKind.REPLACE, start=1, end=9), "Rain (new part)"),
    ],
)
def test_titles_say_what_became_of_a_song(owner: Person, choice: RemixChoice, title: str) -> None:
    named = make_song(owner.id, "Rain (variation)", engine="scripted")
    assert _takes(remix_song(owner.id, named, choice))[0].title == title


def test_a_long_title_keeps_its_end(owner: Person) -> None:
    long = make_song(owner.id, "x" * 120, engine="scripted")
    assert _takes(remix_song(owner.id, long, VARY))[0].title == "x" * 108 + " (variation)"


def test_only_a_restyled_song_has_another_style(owner: Person, song: SongId) -> None:
    restyled = remix_song(owner.id, song, RemixChoice(RemixKind.RESTYLE, style="metal\nloud"))
    assert _request(restyled).style == "metal loud"
    assert _request(remix_song(owner.id, song, RemixChoice(RemixKind.VARY, style="metal"))).style == "folk, warm"


def test_a_song_without_lyrics_is_remixed_as_an_instrumental(owner: Person) -> None:
    hummed = make_song(owner.id, lyrics="", engine="scripted")
    assert _request(remix_song(owner.id, hummed, VARY)).instrumental


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (RemixChoice(RemixKind.NONE), "kind"),
        (RemixChoice(RemixKind.RESTYLE), "style"),
        (RemixChoice(RemixKind.RESTYLE, style="x" * 1_001), "style"),
        (RemixChoice(RemixKind.REPLACE), "part"),
        (RemixChoice(RemixKind.REPLACE, start=5.0, end=5.5), "part"),
        (RemixChoice(RemixKind.REPLACE, start=9.0, end=5.0), "part"),
        (RemixChoice(RemixKind.EXTEND, start=-1.0, seconds=90), "part"),
        (RemixChoice(RemixKind.EXTEND, start=4.0, seconds=90), "part"),
        (RemixChoice(RemixKind.EXTEND, start=85.0, seconds=90), "part"),
        (RemixChoice(RemixKind.EXTEND, seconds=65), "part"),
        (RemixChoice(RemixKind.EXTEND, start=float("nan"), seconds=90), "part"),
        (RemixChoice(RemixKind.EXTEND, seconds=9_000), "duration"),
        (RemixChoice(RemixKind.VARY, difference=1.5), "difference"),
        (RemixChoice(RemixKind.VARY, difference=float("nan")), "difference"),
    ],
)
def test_remix_song_refuses_what_cannot_be_made(owner: Person, song: SongId, choice: RemixChoice, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        remix_song(owner.id, song, choice)
    assert list(caught.value.fields) == [field]


def test_others_remix_a_published_song_unless_its_owner_forbids_it(
    owner: Person, outsider: Person, song: SongId
) -> None:
    remix_song(outsider.id, song, VARY)
    service.set_allow_remixes(owner.id, song, allowed=False)
    with pytest.raises(RemixesNotAllowed):
        remix_song(outsider.id, song, VARY)
    remix_song(owner.id, song, VARY)
    service.set_allow_remixes(owner.id, song, allowed=True)
    remix_song(outsider.id, song, VARY)
    block_person(owner.id, outsider.id)
    with pytest.raises(NotWelcome):
        remix_song(outsider.id, song, VARY)


def test_nobody_remixes_a_song_that_they_may_not_hear(owner: Person, outsider: Person) -> None:
    private = make_song(owner.id, engine="scripted")
    deleted = make_song(owner.id, engine="scripted", public=True)
    delete_song(owner.id, deleted)
    unfinished = make_song(owner.id, engine="scripted", status="failed")
    for song_id in (private, deleted, unfinished, SongId("nothing"), SongId("")):
        with pytest.raises(NotFound):
            remix_song(outsider.id, song_id, VARY)
    remix_song(owner.id, private, VARY)


def test_only_the_owner_says_who_may_remix(outsider: Person, song: SongId) -> None:
    with pytest.raises(NotFound):
        service.set_allow_remixes(outsider.id, song, allowed=False)


def test_an_engine_of_scores_remixes_its_own_songs_only(owner: Person) -> None:
    other = make_song(owner.id, engine="acestep")
    with pytest.raises(InvalidInput, match="cannot make this kind of remix"):
        remix_song(owner.id, other, VARY)


def test_an_engine_of_sound_remixes_every_song(owner: Person, by_sound: Adapters) -> None:
    request = _request(remix_song(owner.id, make_song(owner.id, engine="acestep"), VARY))
    assert request.source == ""


def test_a_request_sent_twice_is_made_once(owner: Person, song: SongId) -> None:
    first = remix_song(owner.id, song, VARY, "submission")
    assert remix_song(owner.id, song, VARY, "submission") == first
    assert remix_song(owner.id, song, RemixChoice(RemixKind.VARY, 0.9), "submission") != first
    assert remix_song(owner.id, song, VARY) != first


def test_remixes_count_as_all_songs_do(owner: Person, song: SongId, adapters: Adapters) -> None:
    adapters.limit(songs_per_day=3)
    remix_song(owner.id, make_song(owner.id, engine="scripted", created_at=now() - timedelta(days=3)), VARY)
    with pytest.raises(TooManySongs):
        remix_song(owner.id, song, VARY)
    adapters.limit()
    for _ in range(MAX_PENDING - 1):
        remix_song(owner.id, song, VARY)
    with pytest.raises(TooManyPending):
        remix_song(owner.id, song, VARY)


def test_the_source_is_stored_with_the_request_and_holds_the_sources_before_it(owner: Person, song: SongId) -> None:
    first = remix_song(owner.id, song, VARY)
    with db.transaction() as session:
        ready = {"status": "ready", "engine": "scripted", "score_hash": "2" * 64}
        session.exec(sa.update(Song).where(col(Song.generation_id) == first).values(**ready))
    second = _request(remix_song(owner.id, SongId(_takes(first)[1].id), RemixChoice(RemixKind.EXTEND, seconds=80)))
    source = ports.Source.of(second.source)
    assert (source.take, source.score_hash, source.request) == (1, "2" * 64, _request(first))
    before = ports.Source.of(source.request.source)
    assert (before.take, before.score_hash, before.request.description) == (0, "1" * 64, "Rain")
    assert "\\" not in second.source.replace("\\n", "")  # JSON within JSON would double in length each time


def test_words_from_outside_go_with_the_source(owner: Person) -> None:
    song = make_song(owner.id, "Tin", engine="scripted", score_hash="3" * 64, lyrics="La la", writer="poet-1")
    own = make_song(owner.id, "Own", engine="scripted", score_hash="4" * 64, lyrics="La la")
    written, plain = (ports.Source.of(_request(remix_song(owner.id, one, VARY)).source).request for one in (song, own))
    assert (written.lyrics, plain.lyrics) == ("La la", "")


def test_repeat_request_asks_once_more_whether_the_source_may_be_taken(
    owner: Person, outsider: Person, song: SongId
) -> None:
    remix = remix_song(outsider.id, song, VARY)
    again = repeat_request(outsider.id, remix)
    assert _request(again) == _request(remix)
    assert _takes(again)[0].source_id == song
    publish_song(owner.id, song, public=False)
    with pytest.raises(NotFound):
        repeat_request(outsider.id, remix)
    with pytest.raises(NotFound):
        repeat_request(owner.id, remix)


def test_repeat_request_repeats_songs_of_their_own(owner: Person) -> None:
    first = submit_request(owner.id, SongRequest(description="a tune"))
    assert _request(repeat_request(owner.id, first)) == _request(first)


def test_a_request_is_repeated_once_as_long_as_that_is_pending(owner: Person) -> None:
    first = submit_request(owner.id, SongRequest(description="a tune"))
    again = repeat_request(owner.id, first)
    assert repeat_request(owner.id, first) == again
    cancel_request(owner.id, again)
    third = repeat_request(owner.id, first)
    assert third not in {first, again}
    assert repeat_request(owner.id, again) == third


def test_presets_and_the_composer_carry_nothing_of_a_remix(owner: Person, song: SongId) -> None:
    remix = remix_song(owner.id, song, RemixChoice(RemixKind.REPLACE, 0.9, start=1, end=9))
    composer = request_of(owner.id, remix)
    assert (composer.remix, composer.source_id, composer.source, composer.remix_to) == (RemixKind.NONE, "", "", None)
    assert composer.lyrics == "[Verse 1]\nRain"
    save_preset(owner.id, "mine", _request(remix))
    with db.read() as session:
        stored = json.loads(session.exec(select(Preset.settings)).one())
    assert not set(REMIX_FIELDS) & set(stored)
    assert preset_settings(owner.id, presets_of(owner.id)[0].id).source == ""
