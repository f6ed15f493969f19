"""The composer's handlers beside Create: drafts, presets, the queue; as owner, as somebody else, signed out."""

import contextlib
from collections.abc import AsyncIterator

import pytest
import reflex as rx

from melodymaker.create import queries, service
from melodymaker.create.preset_state import PresetState
from melodymaker.create.state import CreateState
from melodymaker.errors import GenerationFailed, NotFound, NotSignedIn
from melodymaker.generation.requests import submit_request
from melodymaker.types import Mode, SongRequest
from tests.conftest import Adapters, Person
from tests.unit.states import Tab

pytestmark = pytest.mark.anyio
LYRICS = "[Verse 1]\nOne\nTwo"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Background events hold their state with `async with`; here nothing else uses it."""

    async def enter(state: rx.State) -> rx.State:
        return state

    async def leave(_state: rx.State, *_: object) -> None:
        return None

    monkeypatch.setattr(CreateState, "__aenter__", enter, raising=False)
    monkeypatch.setattr(CreateState, "__aexit__", leave, raising=False)


@contextlib.asynccontextmanager
async def _composer(person: Person, **fields: object) -> AsyncIterator[CreateState]:
    state = await Tab(person.token, "/create").state(CreateState)
    await CreateState.load_composer.fn(state)
    state._change(**fields)
    yield state


async def test_a_draft_fills_the_custom_tab_and_charges_nothing(owner: Person, adapters: Adapters) -> None:
    async with _composer(owner, description="rain") as state:
        await CreateState.write_draft.fn(state)
        request = state._request()
        assert (request.mode, request.title, request.style, state.typed["bpm"], request.key) == (
            "custom",
            "Drafted",
            "folk, warm",
            "90",
            "C major",
        )
        assert (request.lyrics, state.length, state.writing) == ("[Verse 1]\nOne line", 90.0, "")
        assert not adapters.generator.jobs


async def test_rewrite_line_keeps_the_other_lines(owner: Person) -> None:
    async with _composer(owner, mode="custom", lyrics=LYRICS, style="folk") as state:
        assert state.lines == [(1, "One"), (2, "Two")]
        await CreateState.rewrite_line.fn(state, 2)
        first, second, third = state.request.lyrics.split("\n")
        assert (first, second) == ("[Verse 1]", "One")
        assert third.startswith("Another line")
        for forged in (0, 99, -1, "x", None):
            await CreateState.rewrite_line.fn(state, forged)
        assert state.request.lyrics.split("\n")[:2] == ["[Verse 1]", "One"]


def test_changes_made_while_a_draft_is_written_are_kept() -> None:
    assert service.with_line("a\nmine", 1, "a\nb", "a\nnew") == "a\nmine"
    assert service.with_line("a\nb\nc", 1, "a\nb", "a\nnew") == "a\nnew\nc"
    assert service.with_line("a", 1, "a\nb", "a\nnew") == "a"


async def test_a_failed_draft_keeps_the_fields(owner: Person, adapters: Adapters) -> None:
    async with _composer(owner) as state:
        await CreateState.write_draft.fn(state)
        assert "description" in state.errors
        state._change(description="rain")
        adapters.generator.failures.append(GenerationFailed("The writer is busy."))
        assert await CreateState.write_draft.fn(state) is not None
        assert (state.request.description, state.request.mode, state.writing) == ("rain", "simple", "")


async def test_remarks_are_shown_only_for_written_lyrics(owner: Person) -> None:
    async with _composer(owner, mode="custom", lyrics="[Verse 1\nla") as state:
        assert [remark.line for remark in state.remarks] == [1]
        assert state.mendable
        await CreateState.mend_lyrics.fn(state)
        assert (state.request.lyrics, state.remarks) == ("[Verse 1]\nla", [])
        state._change(lyrics="[", instrumental=True)
        assert state.remarks == []


async def _press(state: CreateState, handler: str, *arguments: object) -> None:
    await getattr(CreateState, handler).fn(state, *arguments)


@pytest.mark.parametrize(
    ("handler", "arguments", "own"),
    [
        ("surprise", (), {"description": "my own words"}),
        ("use_idea", ("an idea",), {"description": "my own words"}),
        ("write_draft", (), {"mode": "custom", "title": "Mine", "style": "folk", "lyrics": LYRICS}),
        ("rewrite_line", (2,), {"mode": "custom", "style": "folk", "lyrics": LYRICS}),
        ("mend_lyrics", (), {"mode": "custom", "lyrics": "[Verse 1\nla", "style": "folk"}),
    ],
)
async def test_words_that_are_replaced_can_be_had_back(
    owner: Person, handler: str, arguments: tuple[object, ...], own: dict[str, object]
) -> None:
    async with _composer(owner, **own) as state:
        before = state.request
        await _press(state, handler, *arguments)
        after = state.request
        assert after != before
        await _press(state, "undo")
        assert state.request == before
        await _press(state, "undo")  # which can be undone as well
        assert state.request == after


async def test_a_preset_in_place_of_own_words_can_be_undone(owner: Person) -> None:
    service.save_preset(owner.id, "Trains", SongRequest(description="a last train"))
    (preset,) = queries.presets_of(owner.id)
    tab = Tab(owner.token, "/create")
    composer, presets = await tab.state(CreateState), await tab.state(PresetState)
    composer._change(description="my own words")
    await PresetState.apply_preset.fn(presets, preset.id)
    assert composer.request.description == "a last train"
    await CreateState.undo.fn(composer)
    assert composer.request.description == "my own words"


async def test_back_in_simple_a_drafts_tempo_key_and_length_are_gone(owner: Person) -> None:
    async with _composer(owner, description="rain", key="D minor") as state:
        await _press(state, "write_draft")
        await _press(state, "set_mode", "simple")
        assert (state.typed["bpm"], state.request.key, state.request.duration) == ("", "D minor", None)
        await _press(state, "write_draft")
        await _press(state, "set_text", "bpm", "101")
        await _press(state, "set_mode", "simple")
        assert (state.typed["bpm"], state.request.key, state.request.duration) == ("101", "D minor", None)


async def test_set_text_ignores_unknown_fields(owner: Person) -> None:
    async with _composer(owner) as state:
        await CreateState.set_text.fn(state, "_owner", "forged")
        await CreateState.set_text.fn(state, "mode", "forged")
        await CreateState.set_text.fn(state, "title", 5)
        assert (state._owner, state.request.mode, state.request.title) == (owner.id, "simple", "")


async def test_load_composer_fills_only_the_owners_request(owner: Person, outsider: Person) -> None:
    request = SongRequest(mode=Mode.CUSTOM, title="T", style="folk", lyrics=LYRICS, duration=60, bpm=90, seed=7)
    generation_id = submit_request(owner.id, request)
    state = await Tab(owner.token, f"/create?from={generation_id}").state(CreateState)
    await CreateState.load_composer.fn(state)
    assert state._request() == request
    for token, refusal in ((outsider.token, NotFound), ("", NotSignedIn)):
        other = await Tab(token, f"/create?from={generation_id}").state(CreateState)
        with pytest.raises(refusal):
            await CreateState.load_composer.fn(other)
        assert other.request.lyrics == ""


async def test_presets_are_saved_applied_deleted_and_restored(owner: Person, outsider: Person) -> None:
    tab = Tab(owner.token)
    composer = await tab.state(CreateState)
    presets = await tab.state(PresetState)
    composer._change(description="rain", duration=60)
    await PresetState.submit_preset.fn(presets, {"name": " "})
    assert presets.error == "A preset needs a name."
    await PresetState.submit_preset.fn(presets, {"name": "Rain"})
    (row,) = presets.presets
    composer._change(description="", duration=None)
    await PresetState.apply_preset.fn(presets, row.id)
    assert (composer.request.description, composer.length) == ("rain", 60.0)
    await PresetState.delete_preset.fn(presets, row.id)
    assert presets.presets == queries.presets_of(owner.id) == []
    await PresetState.bring_back.fn(presets)
    assert [one.name for one in presets.presets] == ["Rain"]
    other = await Tab(outsider.token).state(PresetState)
    await PresetState.bring_back.fn(other)
    for handler in (PresetState.apply_preset, PresetState.delete_preset):
        with pytest.raises(NotFound):
            await handler.fn(other, presets.presets[0].id)
        with pytest.raises(NotSignedIn):
            await handler.fn(await Tab().state(PresetState), presets.presets[0].id)


async def test_what_the_engine_does_not_know_is_named_where_it_was_typed(owner: Person) -> None:
    composer = await Tab(owner.token).state(CreateState)
    composer._change(description="rain with OTAMATONE", style="folk")
    assert composer.description_note == "The engine cannot do this, and leaves it out: “OTAMATONE”"
    assert composer.style_note == ""
    composer._change(mode=Mode.CUSTOM)
    assert composer.description_note == ""  # what the lyrics are about is no music
