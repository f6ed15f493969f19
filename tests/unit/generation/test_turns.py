"""How long a request waits: judged by the last runs and by what goes before it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from melodymaker import db, ports
from melodymaker.db.models import Generation, now
from melodymaker.generation.claims import claim_next, report_progress
from melodymaker.generation.requests import submit_request
from melodymaker.generation.turns import Wait, waits_of
from melodymaker.types import SongRequest, Stage, UserId
from tests.conftest import Adapters, Person
from tests.factories import make_song, stored_song


def _made_in(person: Person, *seconds: float) -> None:
    """Make songs that took this long."""
    for each in seconds:
        song_id = make_song(person.id)
        with db.transaction() as session:
            made = session.get_one(Generation, stored_song(song_id).generation_id)
            made.started_at = now() - timedelta(seconds=each)
            made.finished_at = now()


def _ask(person: Person, times: int = 1) -> list[str]:
    return [submit_request(person.id, SongRequest(description="a tune")) for _ in range(times)]


def _texts(user_id: UserId) -> list[str]:
    waits, new = waits_of(user_id)
    return [*(wait.text for wait in waits.values()), new.text]


def test_a_wait_is_judged_by_how_long_songs_usually_took(owner: Person) -> None:
    _made_in(owner, 10, 10, 3600)  # one of them was held up
    _ask(owner, 2)
    assert _texts(owner.id) == [
        "about 10 seconds",
        "about 20 seconds, after your other one",
        "about 30 seconds, after your 2 others",
    ]


def test_a_wait_that_nothing_is_known_of_is_the_engines(owner: Person) -> None:
    assert _texts(owner.id) == ["no time"]
    _ask(owner)
    assert _texts(owner.id) == ["no time", "after your other one"]


def test_what_is_being_made_counts_for_what_is_left_of_it(owner: Person, outsider: Person) -> None:
    _made_in(owner, 100)
    _ask(outsider)
    claim = claim_next("worker")
    assert claim is not None
    report_progress(claim, Stage.COMPOSING, 0.8)
    assert waits_of(owner.id)[1] == Wait(pytest.approx(120, abs=0.5), 1)


def test_a_new_request_stands_before_the_later_turns_of_others(owner: Person, outsider: Person) -> None:
    _made_in(outsider, 60)
    _ask(outsider, 8)
    assert waits_of(owner.id)[1].ahead == 0
    assert waits_of(outsider.id)[1].ahead == 8


def test_an_engine_that_makes_several_at_once_makes_ones_own_one_after_the_other(
    owner: Person, outsider: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_in(owner, 60)
    engine = ports.in_use().generator
    monkeypatch.setattr(engine, "capabilities", replace(engine.capabilities, at_once=4), raising=False)
    _ask(outsider, 2)
    assert waits_of(owner.id)[1] == Wait(pytest.approx(60, abs=0.5), 0)
    assert waits_of(outsider.id)[1] == Wait(pytest.approx(180, abs=0.5), 2, 2)


def test_while_the_engine_does_not_answer_nothing_is_promised(
    owner: Person, adapters: Adapters, monkeypatch: pytest.MonkeyPatch
) -> None:
    _made_in(owner, 10)
    engine = ports.in_use().generator
    away = replace(engine.capabilities, answers=False, typical_wait="longer than usual")
    monkeypatch.setattr(engine, "capabilities", away, raising=False)
    _ask(owner)
    assert _texts(owner.id) == ["longer than usual", "longer than usual, after your other one"]


@pytest.mark.parametrize(
    ("seconds", "ahead", "text"),
    [
        (0.4, 0, "about a second"),
        (31, 0, "about 30 seconds"),
        (59, 0, "about a minute"),
        (75, 0, "about a minute"),
        (180, 2, "about 3 minutes, 2 ahead of you"),
        (3 * 3600, 1200, "about 3 hours, 1,200 ahead of you"),
    ],
)
def test_a_wait_is_written_in_words(seconds: float, ahead: int, text: str, adapters: Adapters) -> None:
    assert Wait(seconds, ahead).text == text
