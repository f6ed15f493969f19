"""What an engine gets of a remix's source, when the request is made at last."""

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.db.models import Generation, Song
from melodymaker.errors import InvalidInput
from melodymaker.generation.claims import claim_next
from melodymaker.remixes.service import RemixChoice, remix_song
from melodymaker.songs.service import delete_song, publish_song
from melodymaker.types import RemixKind, SongId, Status
from tasks import songs
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song
from tests.unit.remixes.conftest import remixing

VARY = RemixChoice(RemixKind.VARY)
MASTER = "0" * 32 + ".flac"


def _generation() -> Generation:
    with db.read() as session:
        return session.exec(select(Generation).where(Generation.remix == "vary")).one()


def _remixes() -> list[Song]:
    with db.read() as session:
        return list(session.exec(select(Song).where(Song.source_id.is_not(None))))


def test_an_engine_of_scores_needs_no_song_any_more(
    owner: Person, outsider: Person, by_score: Adapters, song: SongId
) -> None:
    remix_song(outsider.id, song, VARY)
    delete_song(owner.id, song)
    songs.make_next_songs()
    assert [made.status for made in _remixes()] == [Status.READY, Status.READY]
    (job,) = by_score.generator.jobs
    assert job.source is None
    assert job.request.source
    assert job.request.remix == RemixKind.VARY


def test_an_engine_of_sound_gets_the_sources_master(owner: Person, outsider: Person, by_sound: Adapters) -> None:
    song = make_song(owner.id, public=True, master=MASTER)
    remix_song(outsider.id, song, VARY)
    songs.make_next_songs()
    (job,) = by_sound.generator.jobs
    assert (job.source, job.request.source) == (MASTER, "")
    assert [made.title for made in _remixes()] == ["Rain (variation)"] * 2


@pytest.mark.parametrize("change", ["unpublished", "deleted"])
def test_without_its_sound_the_remix_fails_in_clear_words(
    owner: Person, outsider: Person, by_sound: Adapters, change: str
) -> None:
    song = make_song(owner.id, public=True, master=MASTER)
    remix_song(outsider.id, song, VARY)
    if change == "deleted":
        delete_song(owner.id, song)
    else:
        publish_song(owner.id, song, public=False)
    songs.make_next_songs()
    failed = _generation()
    assert (failed.status, failed.attempts) == (Status.FAILED, 1)
    assert "was deleted, or is no longer public" in failed.reason
    assert not by_sound.generator.jobs
    assert not by_sound.files()


def test_ones_own_private_song_is_enough(owner: Person, by_sound: Adapters) -> None:
    remix_song(owner.id, make_song(owner.id, master=MASTER), VARY)
    songs.make_next_songs()
    assert by_sound.generator.jobs[0].source == MASTER


def test_a_finished_remix_outlives_its_source(
    owner: Person, outsider: Person, by_score: Adapters, song: SongId
) -> None:
    remix_song(outsider.id, song, VARY)
    songs.make_next_songs()
    made = SongId(_remixes()[0].id)
    publish_song(outsider.id, made, public=True)
    delete_song(owner.id, song)
    assert (stored_song(made).source_id, stored_song(made).status) == (song, Status.READY)
    publish_song(outsider.id, made, public=False)
    delete_song(outsider.id, made)


def test_the_claim_carries_all_of_the_request(owner: Person, by_score: Adapters, song: SongId) -> None:
    remix_song(owner.id, song, RemixChoice(RemixKind.REPLACE, 0.9, start=1.5, end=9.25))
    claim = claim_next("worker")
    assert claim is not None
    request = claim.generation.request
    assert (request.remix, request.difference, request.remix_from, request.remix_to) == ("replace", 0.9, 1.5, 9.25)


def test_kinds_that_the_engine_has_lost_meanwhile_are_refused(owner: Person, by_score: Adapters, song: SongId) -> None:
    remixing(by_score, own_scores=False)
    by_score.generator.capabilities = type(by_score.generator).capabilities
    with pytest.raises(InvalidInput):
        remix_song(owner.id, song, VARY)
