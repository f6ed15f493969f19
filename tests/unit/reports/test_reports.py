"""Reporting: what can be reported, by whom, and how often."""

import pytest
from sqlmodel import col, select

from melodymaker import db
from melodymaker.comments.service import write_comment
from melodymaker.db.models import Report
from melodymaker.errors import InvalidInput, MelodyError, NotFound, TooManyAttempts
from melodymaker.reports.service import report
from melodymaker.types import Reason, Reported
from tests.conftest import Person
from tests.factories import make_song


def _reports() -> list[tuple[str, str, str]]:
    with db.read() as session:
        found = session.exec(select(Report).order_by(col(Report.kind)))
        return [(one.kind, one.reason, one.text) for one in found]


def test_songs_comments_and_people_can_be_reported(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    comment = write_comment(owner.id, song, "Buy my pills")
    report(outsider.id, Reported.SONG, song, Reason.RIGHTS, " copied ")
    report(outsider.id, Reported.COMMENT, comment, Reason.SPAM)
    report(outsider.id, Reported.PERSON, owner.id, Reason.HATE)
    assert _reports() == [("comment", "spam", ""), ("person", "hate", ""), ("song", "rights", "copied")]


def test_a_second_report_of_the_same_thing_changes_the_first(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    report(outsider.id, Reported.SONG, song, Reason.SPAM)
    report(outsider.id, Reported.SONG, song, Reason.OTHER, "changed my mind")
    assert _reports() == [("song", "other", "changed my mind")]


def test_what_one_cannot_see_cannot_be_reported(owner: Person, outsider: Person) -> None:
    private = make_song(owner.id)
    comment = write_comment(owner.id, private, "a note to myself")
    for kind, target in (
        (Reported.SONG, private),
        (Reported.COMMENT, comment),
        (Reported.PERSON, "nobody"),
        (Reported.SONG, ""),
    ):
        with pytest.raises(NotFound):
            report(outsider.id, kind, target, Reason.SPAM)
    assert _reports() == []


def test_ones_own_things_and_long_texts_are_refused(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    for kind, target in ((Reported.SONG, song), (Reported.PERSON, owner.id)):
        with pytest.raises(InvalidInput):
            report(owner.id, kind, target, Reason.SPAM)
    with pytest.raises(InvalidInput):
        report(outsider.id, Reported.SONG, song, Reason.SPAM, "x" * 501)
    assert _reports() == []


def test_the_twenty_first_report_within_an_hour_is_refused(owner: Person, outsider: Person) -> None:
    song = make_song(owner.id, public=True)
    caught: list[MelodyError] = []
    for _ in range(21):
        try:
            report(outsider.id, Reported.SONG, song, Reason.SPAM)
        except TooManyAttempts as error:
            caught.append(error)
    assert len(caught) == 1
