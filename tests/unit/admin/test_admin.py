"""What admins do, and that nobody else can."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from melodymaker import db
from melodymaker.admin import queries, service
from melodymaker.admin.site import site_of
from melodymaker.comments.queries import comments_page
from melodymaker.comments.service import write_comment
from melodymaker.db.models import AdminAction, Generation, Song, User
from melodymaker.discover.shelves import Shelf, songs_on
from melodymaker.errors import AlreadyOver, InvalidInput, NotFound, Suspended
from melodymaker.follows.service import set_follow
from melodymaker.generation.claims import claim_next
from melodymaker.generation.outcomes import fail
from melodymaker.generation.requests import submit_request
from melodymaker.profiles.queries import profile_of
from melodymaker.reports.service import report
from melodymaker.songs.page_queries import song_page
from melodymaker.songs.permissions import get_playable_song, playable_by
from melodymaker.songs.service import publish_song
from melodymaker.types import (
    CommentId,
    GenerationId,
    Kind,
    Reason,
    Reported,
    SongId,
    SongRequest,
    Status,
    UserId,
    song_topic,
)
from tasks.admins import main as make_admin
from tests.conftest import Adapters, Person
from tests.factories import make_people, make_song, stored_song


@pytest.fixture
def admin(owner: Person) -> Person:
    """The first account, which is an admin's."""
    return owner


ACTS: dict[str, Callable[[UserId, str], object]] = {
    "hide_song": lambda actor, one: service.hide_song(actor, SongId(one), hidden=True),
    "feature_song": lambda actor, one: service.feature_song(actor, SongId(one), featured=True),
    "hide_comment": lambda actor, one: service.hide_comment(actor, CommentId(one)),
    "suspend_person": lambda actor, one: service.suspend_person(actor, UserId(one), suspended=True),
    "dismiss_reports": lambda actor, one: service.dismiss_reports(actor, Reported.SONG, one),
    "retry_generation": lambda actor, one: service.retry_generation(actor, GenerationId(one)),
    "open_reports": lambda actor, _: queries.open_reports(actor),
    "failures": lambda actor, _: queries.failures(actor),
    "people": lambda actor, _: queries.people(actor, ""),
    "actions": lambda actor, _: queries.actions(actor),
    "site_of": lambda actor, _: site_of(actor),
}


def _log() -> list[tuple[str, str]]:
    with db.read() as session:
        return [(one.action, one.about) for one in session.exec(select(AdminAction).order_by(AdminAction.at))]


def _failed(user_id: UserId) -> GenerationId:
    generation_id = submit_request(user_id, SongRequest(description="a tune that fails"))
    claim = claim_next("worker")
    assert claim
    fail(claim, "The engine broke.", retry=False)
    return generation_id


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_an_admin_can_do_it(admin: Person, outsider: Person, act: str) -> None:
    song = make_song(admin.id, public=True)
    targets = {
        "hide_comment": write_comment(admin.id, song, "mine"),
        "suspend_person": admin.id,
        "retry_generation": _failed(admin.id),
    }
    report(outsider.id, Reported.SONG, song, Reason.SPAM)
    with pytest.raises(NotFound):
        ACTS[act](outsider.id, targets.get(act, song))
    make_admin("mira@example.com", admin=False)
    with pytest.raises(NotFound):
        ACTS[act](admin.id, targets.get(act, song))
    assert stored_song(song).hidden_at is None
    assert [action for action, _ in _log()] == ["make no admin"]


def _hears(viewer: UserId | None, song: SongId) -> bool:
    """Whether the rule for rows and the rule for one song say that the viewer hears it; they agree."""
    with db.read() as session:
        row = session.exec(select(Song.id).where(Song.id == song, playable_by(viewer))).first()
        try:
            one = get_playable_song(session, viewer, song)
        except NotFound:
            one = None
    assert (row is None) == (one is None)
    return row is not None


def test_a_hidden_song_is_its_owners_and_the_admins_until_it_is_restored(admin: Person, outsider: Person) -> None:
    song = make_song(outsider.id, "Loud", public=True)
    report(admin.id, Reported.SONG, song, Reason.SPAM, "noise")
    (row,) = queries.open_reports(admin.id)
    assert (row.about, row.author, row.reasons, row.texts) == ("Loud", "Okto", [("spam", 1)], ["noise"])
    assert service.hide_song(admin.id, song, hidden=True) == "Loud"
    assert queries.open_reports(admin.id) == []
    (third,) = make_people(1)
    for viewer in (outsider.id, admin.id):
        assert song_page(viewer, song).song.hidden
        assert _hears(viewer, song)
    for other in (None, third):
        with pytest.raises(NotFound):
            song_page(other, song)
        assert not _hears(other, song)
    publish_song(outsider.id, song, public=False)
    publish_song(outsider.id, song, public=True)
    assert stored_song(song).listed_at is None
    assert [(row.hidden_song, row.address) for row in queries.actions(admin.id)[0]] == [(song, f"/song/{song}")]
    publish_song(outsider.id, song, public=False)
    with pytest.raises(NotFound):
        song_page(admin.id, song)
    assert not _hears(admin.id, song)
    publish_song(outsider.id, song, public=True)
    service.hide_song(admin.id, song, hidden=False)
    assert [row.hidden_song for row in queries.actions(admin.id)[0]] == ["", ""]
    assert song_page(None, song).song.title == "Loud"
    assert _log() == [("hide song", "Loud"), ("restore song", "Loud")]


def test_a_suspended_person_can_listen_and_nothing_else_and_their_songs_are_hidden(
    admin: Person, outsider: Person
) -> None:
    song = make_song(outsider.id, public=True)
    hers = make_song(admin.id, public=True)
    service.suspend_person(admin.id, outsider.id, suspended=True)
    acts: list[Callable[[], object]] = [
        lambda: submit_request(outsider.id, SongRequest(description="a tune")),
        lambda: publish_song(outsider.id, song, public=True),
        lambda: write_comment(outsider.id, hers, "still here"),
        lambda: set_follow(outsider.id, admin.id, on=True),
    ]
    for act in acts:
        with pytest.raises(Suspended):
            act()
    assert song_page(outsider.id, hers).song.id == hers
    assert songs_on(None, Shelf("new"))[0][0].id == hers
    assert len(songs_on(None, Shelf("new"))[0]) == 1
    with pytest.raises(NotFound):
        profile_of(None, "okto")
    assert profile_of(admin.id, "okto").suspended
    assert _hears(admin.id, song)
    service.suspend_person(admin.id, outsider.id, suspended=False)
    assert profile_of(None, "okto").songs == 1
    for act in acts:
        act()


def test_pages_that_show_a_comment_hear_that_its_author_is_suspended(
    admin: Person, outsider: Person, adapters: Adapters
) -> None:
    song = make_song(admin.id, public=True)
    write_comment(outsider.id, song, "Hello")
    service.suspend_person(admin.id, outsider.id, suspended=True)
    told = {topic for change, topics in adapters.live.published if change.kind == Kind.PERSON for topic in topics}
    assert song_topic(song) in told


def test_admins_cannot_be_suspended_and_a_private_song_cannot_be_featured(admin: Person, outsider: Person) -> None:
    with pytest.raises(InvalidInput):
        service.suspend_person(admin.id, admin.id, suspended=True)
    with pytest.raises(InvalidInput):
        service.feature_song(admin.id, make_song(outsider.id), featured=True)
    song = make_song(outsider.id, "Fine", public=True)
    service.feature_song(admin.id, song, featured=True)
    assert [one.title for one in songs_on(None, Shelf("featured"))[0]] == ["Fine"]
    service.feature_song(admin.id, song, featured=False)
    assert songs_on(None, Shelf("featured"))[0] == []


def test_a_reported_comment_is_removed_and_its_count_is_exact(admin: Person, outsider: Person) -> None:
    song = make_song(admin.id, public=True)
    comment = write_comment(outsider.id, song, "Buy my pills")
    report(admin.id, Reported.COMMENT, comment, Reason.SPAM)
    service.hide_comment(admin.id, comment)
    assert comments_page(None, song).threads == []
    assert stored_song(song).comments == 0
    assert queries.open_reports(admin.id) == []
    assert _log() == [("remove comment", "Buy my pills")]
    with pytest.raises(NotFound):
        service.hide_comment(admin.id, comment)


def test_dismissed_reports_are_closed_and_can_be_made_again(admin: Person, outsider: Person) -> None:
    song = make_song(admin.id, public=True)
    report(outsider.id, Reported.SONG, song, Reason.SPAM)
    service.dismiss_reports(admin.id, Reported.SONG, song)
    assert queries.open_reports(admin.id) == []
    with pytest.raises(NotFound):
        service.dismiss_reports(admin.id, Reported.SONG, song)
    report(outsider.id, Reported.SONG, song, Reason.SPAM)
    assert len(queries.open_reports(admin.id)) == 1


def test_a_failed_request_can_be_tried_again(admin: Person, outsider: Person) -> None:
    failed = _failed(outsider.id)
    (row,) = queries.failures(admin.id)[0]
    assert (row.id, row.person, row.reason) == (failed, "Okto", "The engine broke.")
    service.retry_generation(admin.id, failed)
    assert queries.failures(admin.id)[0] == []
    claim = claim_next("worker")
    assert claim
    assert claim.generation.id == failed
    with pytest.raises(AlreadyOver):
        service.retry_generation(admin.id, failed)
    with db.read() as session:
        assert session.get_one(Generation, failed).status == Status.PROCESSING
        assert {song.status for song in session.exec(select(Song))} == {Status.PROCESSING}


def test_people_are_found_by_name_handle_and_email(admin: Person, outsider: Person) -> None:
    for text in ("okto", "OKTO@example.com", "okt"):
        assert [row.handle for row in queries.people(admin.id, text)] == ["okto"]
    assert {row.handle for row in queries.people(admin.id, "")} == {"mira", "okto"}
    make_admin("okto@example.com", admin=True)
    assert [row.admin for row in queries.people(admin.id, "okto")] == [True]
    with db.read() as session:
        assert session.get_one(User, outsider.id).admin
    with pytest.raises(SystemExit):
        make_admin("nobody@example.com", admin=True)


def test_the_site_shows_its_parts_and_figures(admin: Person) -> None:
    submit_request(admin.id, SongRequest(description="a tune"))
    site = site_of(admin.id)
    assert [(part.name, part.well) for part in site.parts] == [
        (name, True) for name in ("Database", "Queue", "Storage", "Engine", "Workers")
    ]
    assert dict(site.figures)["Waiting"] == "1"
    assert site.workers == []
    claim_next("host-1")
    assert site_of(admin.id).workers == ["host-1"]
