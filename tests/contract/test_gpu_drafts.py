"""Drafts from the GPU service: what is sent, and what is made of each answer."""

from dataclasses import replace
from typing import Any

import pytest

from gpu import contract
from melodymaker import ports
from melodymaker.adapters import gpu_generator
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.errors import EngineUnreachable, GenerationFailed
from melodymaker.types import Seconds, SongRequest
from tests.doubles import RecordingListener
from tests.gpu_answers import job, refusal, result, state
from tests.scripted_service import Answer, ScriptedService

REQUEST = SongRequest(description="a walk at dawn", style="folk", seed=3)
DRAFT_JOB = ports.DraftJob(REQUEST)
DRAFT = contract.DraftResult(
    title="Dawn",
    style="folk, slow",
    language="en",
    bpm=80,
    key="Eb minor",
    duration=95.0,
    categories=["folk"],
    lyrics="[Verse]\nGrey light",
)


def test_a_draft_is_the_services_answer(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [state("queued"), state("running"), state("done", result=DRAFT)]
    draft = generator.draft(DRAFT_JOB)
    assert draft == ports.Draft("Dawn", "folk, slow", "[Verse]\nGrey light", 80, "E♭ minor", Seconds(95))
    first, *others = service.received
    assert first.body is not None
    assert [(received.method, received.path) for received in others] == [("GET", f"/jobs/{first.body['id']}")] * 2


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"style": "", "instrumental": True},
        {"description": "", "style": "", "lyrics": "one\ntwo"},
        {"description": "", "style": "folk", "lyrics": "one\ntwo"},
        {"description": " ", "style": "folk"},
    ],
)
def test_draft_requests_follow_the_contract(
    service: ScriptedService, generator: GpuGenerator, changes: dict[str, Any]
) -> None:
    service.script = [state("done", result=DRAFT)]
    job = ports.DraftJob(replace(REQUEST, **changes), line=1 if changes.get("lyrics") else None)
    generator.draft(job)
    (received,) = service.received
    request = contract.JOB_REQUEST.validate_python(received.body)
    assert isinstance(request, contract.DraftRequest)
    for name in ("description", "style", "lyrics", "instrumental", "seed"):
        assert getattr(request, name) == getattr(job.request, name)
    assert request.line == job.line


def test_an_empty_draft_request_is_not_sent(service: ScriptedService, generator: GpuGenerator) -> None:
    with pytest.raises(GenerationFailed, match="what the song is about") as caught:
        generator.draft(ports.DraftJob(replace(REQUEST, description=" ", style="")))
    assert not caught.value.retry
    assert not service.received


def test_a_failed_draft_raises_the_reason(
    service: ScriptedService, generator: GpuGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = contract.Error(code=contract.ErrorCode.MODEL_FAILED, message="The writer stopped.", retry=True)
    for script, text in (
        ([refusal(429, "busy")], "busy"),
        ([state("running"), refusal(404, "not_found")], "stopped unexpectedly"),
        ([state("running"), state("failed", error=failed)], "The writer stopped."),
    ):
        service.script = script
        with pytest.raises(GenerationFailed, match=text):
            generator.draft(DRAFT_JOB)
    service.script = [Answer(503)]
    with pytest.raises(EngineUnreachable):
        generator.draft(DRAFT_JOB)


def test_a_draft_that_takes_too_long_is_cancelled(
    service: ScriptedService, generator: GpuGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_generator, "_LONGEST_DRAFT", 0)
    service.script = [state("running")]
    with pytest.raises(GenerationFailed, match="busy"):
        generator.draft(DRAFT_JOB)
    assert service.received[-1].method == "DELETE"


@pytest.mark.parametrize(
    ("key", "shown"),
    [("Eb minor", "E♭ minor"), ("F# minor", "F♯ minor"), ("Bb major", "B♭ major"), ("B minor", "B minor")],
)
def test_keys_are_shown_as_the_app_writes_them(
    service: ScriptedService, generator: GpuGenerator, key: str, shown: str
) -> None:
    service.script = [state("done", result=result().model_copy(update={"key": key}))]
    assert {take.key for take in generator.generate(job(), RecordingListener()).takes} == {shown}
