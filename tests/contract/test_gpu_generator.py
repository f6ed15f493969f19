"""The adapter of the GPU service: what it sends, what it makes of each answer, and when it retries."""

import json
import re
import socket
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gpu import contract
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.create import ideas
from melodymaker.errors import EngineUnreachable, GenerationCancelled, GenerationFailed
from melodymaker.generation.requests import BPM, MAX_SEED
from melodymaker.types import MAX_DESCRIPTION, MAX_LYRICS, MAX_STYLE, RemixKind, Stage
from melodymaker.web.media_types import content_type
from tests.doubles import RecordingListener
from tests.gpu_answers import CAPABILITIES, DONE, FILES, ID, RUNNING, job, refusal, result, state
from tests.scripted_service import Answer, ScriptedService, served


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "description"),
        ({"style": "folk"}, "described_lyrics"),
        ({"description": "", "style": "folk", "lyrics": "[Verse]\nRain"}, "lyrics"),
        ({"description": "", "style": "folk", "instrumental": True}, "lyrics"),
        ({"duration": None, "bpm": None, "key": "", "instrumental": True}, "description"),
    ],
)
def test_requests_follow_the_contract(
    service: ScriptedService, generator: GpuGenerator, changes: dict[str, Any], kind: str
) -> None:
    service.script = [DONE]
    asked_for = job(**changes)
    generator.generate(asked_for, RecordingListener())
    (received,) = service.received
    assert (received.method, received.path, received.keys) == ("POST", "/jobs", ("key", "secret"))
    request = contract.JOB_REQUEST.validate_python(received.body)
    assert isinstance(request, contract.SongRequest)
    assert request.kind == kind
    assert (request.seed, request.guidance, request.duration, request.bpm) == (
        7,
        (7.5, 15.0),
        asked_for.request.duration,
        asked_for.request.bpm,
    )
    assert len({address for take in request.uploads for address in take.model_dump().values()}) == 8


@pytest.mark.parametrize("lyrics", ["", "🎹" * MAX_LYRICS])
def test_every_valid_request_of_the_app_is_valid_for_the_service(
    service: ScriptedService, generator: GpuGenerator, lyrics: str
) -> None:
    service.script = [DONE]
    text = {"style": "é" * MAX_STYLE, "lyrics": lyrics}
    for bpm, seed, key in ((BPM.start, 0, ideas.KEYS[0]), (BPM.stop - 1, MAX_SEED, "F# minor")):
        description = "" if lyrics else "é" * MAX_DESCRIPTION
        generator.generate(job(**text, description=description, bpm=bpm, seed=seed, key=key), RecordingListener())
        body = service.received[-1].body
        contract.JOB_REQUEST.validate_python(body)
        assert len(json.dumps(body, ensure_ascii=False).encode()) < contract.MAX_BODY
    for key in ideas.KEYS:
        assert re.fullmatch(contract.Key.__metadata__[0].pattern, key)


def test_uploads_are_signed_for_the_contracts_content_types() -> None:
    for kind, type_ in contract.CONTENT_TYPES.items():
        assert content_type(getattr(FILES[0], kind)) == type_


def test_stages_are_the_same_on_both_sides() -> None:
    assert [stage.value for stage in contract.Stage] == [stage.value for stage in Stage]


@pytest.mark.parametrize("guidance", [7.5, None])
def test_a_finished_job_becomes_a_pair(
    service: ScriptedService, generator: GpuGenerator, guidance: float | None
) -> None:
    service.script = [state("queued"), RUNNING, state("done", result=result(guidance))]
    listener = RecordingListener()
    pair = generator.generate(job(), listener)
    assert (pair.title, pair.lyrics, pair.model) == ("Rain", "[Verse]\nRain", "acestep-v15-xl-sft")
    assert [take.guidance for take in pair.takes] == [guidance, guidance]
    assert (pair.takes[0].duration, pair.takes[0].bpm, pair.takes[0].categories) == (60.0, 100, ("folk",))
    assert listener.reported == [(Stage.COMPOSING, 0.4)]
    assert [received.path for received in service.received[1:]] == [f"/jobs/{listener.saved_jobs[0]}"] * 2


def test_a_job_of_an_earlier_worker_is_polled_by_its_id(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING, DONE]
    listener = RecordingListener()
    generator.generate(job(resumes=ID), listener)
    assert listener.saved_jobs == [ID]
    assert service.received[0].body is not None
    assert service.received[0].body["id"] == ID  # the same id again is the same job


def test_the_job_is_saved_before_it_is_sent(service: ScriptedService, generator: GpuGenerator) -> None:
    class Lost(RecordingListener):
        def save_job(self, job_id: str) -> None:
            raise GenerationCancelled

    with pytest.raises(GenerationCancelled):
        generator.generate(job(), Lost())
    assert not service.received


@pytest.mark.parametrize("trouble", [Answer(drop=True), Answer(502), Answer(503)])
def test_network_errors_are_retried(service: ScriptedService, generator: GpuGenerator, trouble: Answer) -> None:
    service.script = [trouble, trouble, RUNNING, trouble, DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"
    first, *others = [received.body["id"] for received in service.received if received.body]
    assert others == [first, first]


def test_lasting_network_errors_raise_engine_unreachable_with_the_job(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [Answer(503)]
    with pytest.raises(EngineUnreachable) as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry
    assert len(service.received) == 5


def test_a_refused_connection_raises_engine_unreachable(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with closing(GpuService(url, "", "", pause=0.001)) as client, pytest.raises(EngineUnreachable):
            GpuGenerator(LocalStorage(tmp_path, b"s", ""), client).generate(job(), RecordingListener())


def test_a_busy_service_is_waited_for(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(429, "busy", **{"Retry-After": "0"}), DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"


def test_waiting_for_a_busy_service_can_be_cancelled(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(429, "busy", **{"Retry-After": "3600"})]
    listener = RecordingListener()
    listener.off.set()
    with pytest.raises(GenerationCancelled):
        generator.generate(job(), listener)


def test_a_cancelled_generation_does_not_delete_the_job(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING]
    listener = RecordingListener()
    listener.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        generator.generate(job(), listener)
    assert {received.method for received in service.received} == {"POST"}
    generator.abandon(listener.saved_jobs[0])
    assert (service.received[-1].method, service.received[-1].path) == ("DELETE", f"/jobs/{listener.saved_jobs[0]}")


def test_abandon_of_a_forgotten_job_does_nothing(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(404, "not_found")]
    generator.abandon(ID)


def test_a_job_that_the_service_forgot_is_sent_again(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING, refusal(404, "not_found")]
    with pytest.raises(GenerationFailed) as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry
    assert not isinstance(caught.value, EngineUnreachable)


@pytest.mark.parametrize("retry", [True, False])
def test_a_failed_job_raises_the_reason(service: ScriptedService, generator: GpuGenerator, retry: bool) -> None:
    error = contract.Error(code=contract.ErrorCode.OUT_OF_MEMORY, message="Too long for this card.", retry=retry)
    service.script = [RUNNING, state("failed", error=error)]
    with pytest.raises(GenerationFailed, match="Too long for this card") as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry == retry


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (refusal(422, "invalid", "The key is odd."), "The key is odd."),
        (refusal(401, "unauthorised"), "not set up correctly"),
        (Answer(403), "not set up correctly"),
    ],
)
def test_a_refused_request_is_not_retried(
    service: ScriptedService, generator: GpuGenerator, answer: Answer, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.script = [answer]
    with pytest.raises(GenerationFailed, match=text) as caught:
        generator.generate(job(), RecordingListener())
    assert not caught.value.retry
    assert len(service.received) == 1
    assert "refused" in caplog.text


def test_redirects_to_other_hosts_are_not_followed(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(303, headers={"Location": "/later?call=1"}), DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"
    assert [(received.method, received.path) for received in service.received] == [
        ("POST", "/jobs"),
        ("GET", "/later?call=1"),
    ]
    with served() as other:
        other.script = [DONE]
        service.script = [Answer(303, headers={"Location": f"{other.url}/jobs"})]
        with pytest.raises(EngineUnreachable):
            generator.generate(job(), RecordingListener())
        assert not other.received  # nobody else gets the keys


@pytest.mark.parametrize(
    ("kind", "changes", "sent"),
    [
        (RemixKind.VARY, {"difference": 0.3}, {"task": "cover", "strength": 0.3}),
        (RemixKind.RESTYLE, {"difference": 0.8, "style": "ska"}, {"task": "cover", "strength": 0.8, "style": "ska"}),
        (RemixKind.EXTEND, {"remix_from": 40.0, "duration": 90}, {"task": "extend", "start": 40.0, "duration": 90}),
        (RemixKind.REPLACE, {"remix_from": 4.0, "remix_to": 9.0}, {"task": "repaint", "start": 4.0, "end": 9.0}),
    ],
)
def test_a_remix_is_sent_with_its_source_and_language(
    service: ScriptedService, generator: GpuGenerator, kind: RemixKind, changes: dict[str, Any], sent: dict[str, Any]
) -> None:
    service.script = [DONE]
    remix = job(
        remix=kind, source_id="song", description="", lyrics="la", guidance_low=10.0, **{"duration": None, **changes}
    )
    generator.generate(replace(remix, source=FILES[0].master, language="pt"), RecordingListener())
    body = service.received[0].body
    request = contract.JOB_REQUEST.validate_python(body)
    assert isinstance(request, contract.RemixRequest)
    assert body["source"].endswith(FILES[0].master) or FILES[0].master in body["source"]
    assert (body["kind"], body["language"], request.guidance) == ("remix", "pt", (10.0, 15.0))
    assert {name: body[name] for name in sent} == sent


@pytest.mark.parametrize(("language", "lyrics"), [("", "la"), ("English", "la"), ("en", "")])
def test_a_language_that_is_not_known_is_left_to_the_service(
    service: ScriptedService, generator: GpuGenerator, language: str, lyrics: str
) -> None:
    service.script = [DONE]
    remix = job(remix=RemixKind.VARY, source_id="song", description="", lyrics=lyrics, instrumental=not lyrics)
    generator.generate(replace(remix, source=FILES[0].master, language=language), RecordingListener())
    assert "language" not in service.received[0].body


def test_capabilities_are_the_services(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200, CAPABILITIES.model_dump(mode="json"))]
    generator.read_capabilities()
    can = generator.capabilities
    assert (can.label, can.longest, can.honours_guidance) == ("ACE-Step 1.5 XL turbo", 600, False)
    assert (can.shortest, can.typical_wait, can.sings) == (10, "about a minute", True)
    assert can.languages == ("en", "de")
    assert can.remix == (RemixKind.VARY, RemixKind.RESTYLE, RemixKind.EXTEND, RemixKind.REPLACE)
    assert can.at_once == 3
    assert len(service.received) == 1


def test_capabilities_are_refreshed_in_the_background(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(503)]
    assert "does not answer" in generator.capabilities.notes[0]
    assert generator._reading.acquire(timeout=5)  # held while it asks
    generator._reading.release()
    assert len(service.received) == 1
    assert "does not answer" in generator.capabilities.notes[0]


def test_check_follows_the_services_health(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200), Answer(503)]
    generator.check()
    with pytest.raises(EngineUnreachable):
        generator.check()
