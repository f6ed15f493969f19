"""Drafts, presets, and the order of one's own requests."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from melodymaker import db
from melodymaker.create import queries, service
from melodymaker.db.models import Generation, Preset
from melodymaker.errors import AlreadyOver, GenerationFailed, InvalidInput, NotFound, TooManyAttempts
from melodymaker.generation.claims import claim_next
from melodymaker.generation.requests import submit_request
from melodymaker.types import GenerationId, Mode, SongRequest
from tests.conftest import Adapters, Person

LYRICS = "[Verse 1]\nOne\nTwo"


def test_write_draft_uses_the_fields_that_are_filled(owner: Person, adapters: Adapters) -> None:
    requested = []
    adapters.generator.draft = requested.append
    for request in (SongRequest(description=" rain "), SongRequest(style="folk,  warm"), SongRequest(lyrics=LYRICS)):
        if request.lyrics:
            service.write_draft(owner.id, request, 1)
        else:
            service.write_draft(owner.id, request)
    assert [(job.request.description, job.request.style, job.request.lyrics, job.line) for job in requested] == [
        ("rain", "", "", None),
        ("folk, warm", "folk, warm", "", None),
        ("One", "", LYRICS, 1),
    ]
    assert len({job.request.seed for job in requested}) == 3  # each call writes something else


@pytest.mark.parametrize(
    ("request_", "line", "field"),
    [
        (SongRequest(), None, "description"),
        (SongRequest(description="a" * 1001), None, "description"),
        (SongRequest(style="a" * 1001), None, "style"),
        (SongRequest(description="a", lyrics=LYRICS), 0, "lyrics"),
        (SongRequest(description="a", lyrics=LYRICS), 3, "lyrics"),
        (SongRequest(description="a", lyrics=LYRICS), -1, "lyrics"),
        (SongRequest(description="a", lyrics="a" * 5001), 0, "lyrics"),
    ],
)
def test_write_draft_errors_name_their_field(
    owner: Person, request_: SongRequest, line: int | None, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        service.write_draft(owner.id, request_, line)
    assert list(caught.value.fields) == [field]


def test_write_draft_is_rate_limited(owner: Person, outsider: Person) -> None:
    for _ in range(20):
        service.write_draft(owner.id, SongRequest(description="a"))
    with pytest.raises(TooManyAttempts):
        service.write_draft(owner.id, SongRequest(description="a"))
    service.write_draft(outsider.id, SongRequest(description="a"))


def test_write_draft_raises_the_engines_reason(owner: Person, adapters: Adapters) -> None:
    adapters.generator.failures.append(GenerationFailed("The writer is busy."))
    with pytest.raises(GenerationFailed, match="busy"):
        service.write_draft(owner.id, SongRequest(description="a"))


SETTINGS = SongRequest(
    mode=Mode.CUSTOM, title="T", style="folk", lyrics=LYRICS, duration=60, bpm=90, key="C major", seed=7
)


def test_a_preset_saved_by_several_at_once_is_one(owner: Person) -> None:
    with ThreadPoolExecutor(4) as threads:
        saved = threads.map(lambda _: service.save_preset(owner.id, "Usual", SETTINGS), range(4))
    assert list(saved) == ["Usual"] * 4
    assert [row.name for row in queries.presets_of(owner.id)] == ["Usual"]


def test_a_preset_restores_its_settings(owner: Person) -> None:
    assert service.save_preset(owner.id, "  Rainy \n lo-fi ", SETTINGS) == "Rainy lo-fi"
    service.save_preset(owner.id, "Other", SongRequest(description="b"))
    service.save_preset(owner.id, "Other", SongRequest(description="c"))
    rows = queries.presets_of(owner.id)
    assert [row.name for row in rows] == ["Other", "Rainy lo-fi"]
    assert queries.preset_settings(owner.id, rows[1].id) == SETTINGS
    assert queries.preset_settings(owner.id, rows[0].id).description == "c"
    gone = service.delete_preset(owner.id, rows[1].id)
    assert queries.settings_in(gone.settings) == SETTINGS
    assert len(queries.presets_of(owner.id)) == 1


@pytest.mark.parametrize("name", ["", "  ", "a" * 61])
def test_a_preset_needs_a_name(owner: Person, name: str) -> None:
    with pytest.raises(InvalidInput):
        service.save_preset(owner.id, name, SETTINGS)


def test_presets_are_private_and_limited_in_number(
    owner: Person, outsider: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.save_preset(owner.id, "Mine", SETTINGS)
    (row,) = queries.presets_of(owner.id)
    for key in (row.id, "nobody", "\x00", "x" * 999):
        with pytest.raises(NotFound):
            queries.preset_settings(outsider.id, key)
        with pytest.raises(NotFound):
            service.delete_preset(outsider.id, key)
    monkeypatch.setattr(service, "MAX_PRESETS", 1)
    service.save_preset(owner.id, "Mine", SongRequest())
    with pytest.raises(InvalidInput, match="which is the most"):
        service.save_preset(owner.id, "Another", SETTINGS)


def test_a_preset_with_unknown_settings_raises_not_found(owner: Person) -> None:
    service.save_preset(owner.id, "Old", SETTINGS)
    with db.transaction() as session:
        session.exec(sa.update(Preset).values(settings='{"mode": "theremin"}'))
    with pytest.raises(NotFound):
        queries.preset_settings(owner.id, queries.presets_of(owner.id)[0].id)


def test_request_of_returns_an_earlier_request_to_its_owner(owner: Person, outsider: Person) -> None:
    generation_id = submit_request(owner.id, SETTINGS)
    assert queries.request_of(owner.id, generation_id) == SETTINGS
    for person, key in ((outsider, generation_id), (owner, GenerationId("nobody"))):
        with pytest.raises(NotFound):
            queries.request_of(person.id, key)


def test_a_given_title_overrides_the_engines(owner: Person) -> None:
    from tasks.songs import make_next_songs

    submit_request(owner.id, SETTINGS)
    submit_request(owner.id, SongRequest(mode=Mode.CUSTOM, style="folk", lyrics=LYRICS))
    for _ in range(2):
        make_next_songs()
    from melodymaker.library.queries import songs_of

    assert [row.title for row in songs_of(owner.id)[0]] == ["A Scripted Song"] * 2 + ["T"] * 2
    with pytest.raises(InvalidInput) as caught:
        submit_request(owner.id, SongRequest(mode=Mode.CUSTOM, style="folk", lyrics=LYRICS, title="a" * 121))
    assert list(caught.value.fields) == ["title"]


def _order(person: Person) -> list[str]:
    with db.read() as session:
        return [session.get_one(Generation, one).description for one in queries.waiting_of(person.id)[0]]


def test_move_request_changes_the_order_of_claims(owner: Person, outsider: Person) -> None:
    ids = {words: submit_request(owner.id, SongRequest(description=words)) for words in "abc"}
    submit_request(outsider.id, SongRequest(description="z"))
    assert _order(owner) == ["a", "b", "c"]
    for words, step, order in (("c", -1, "acb"), ("a", 1, "cab"), ("c", -1, "cab"), ("b", 1, "cab")):
        service.move_request(owner.id, ids[words], step)
        assert _order(owner) == list(order)
    rows = queries.waiting_of(owner.id)[0].values()
    assert [(row.first, row.last) for row in rows] == [(True, False), (False, False), (False, True)]
    claim = claim_next("worker")
    assert claim is not None
    assert claim.generation.description == "c"
    with pytest.raises(AlreadyOver):
        service.move_request(owner.id, ids["c"], 1)
    assert _order(outsider) == ["z"]


def test_move_request_refuses_requests_of_others(owner: Person, outsider: Person) -> None:
    mine = submit_request(owner.id, SongRequest(description="a"))
    submit_request(owner.id, SongRequest(description="b"))
    submit_request(outsider.id, SongRequest(description="z"))
    for key in (mine, GenerationId("nobody"), GenerationId("'\x00")):
        with pytest.raises(NotFound):
            service.move_request(outsider.id, key, 1)
    assert _order(owner) == ["a", "b"]
