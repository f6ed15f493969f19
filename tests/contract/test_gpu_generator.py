"""The adapter of the GPU service: what it sends, what it makes of each answer, and its patience."""

import json
import re
import socket
from contextlib import closing
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
from melodymaker.types import MAX_DESCRIPTION, MAX_LYRICS, MAX_STYLE, Stage
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
def test_every_request_is_what_the_contract_says(
    service: ScriptedService, generator: GpuGenerator, changes: dict[str, Any], kind: str
) -> None:
    service.script = [DONE]
    asked_for = job(**changes)
    generator.generate(asked_for, RecordingListener())
    (asked,) = service.asked
    assert (asked.method, asked.path, asked.keys) == ("POST", "/jobs", ("key", "secret"))
    request = contract.JOB_REQUEST.validate_python(asked.body)
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
def test_whatever_the_app_lets_through_the_service_takes(
    service: ScriptedService, generator: GpuGenerator, lyrics: str
) -> None:
    service.script = [DONE]
    words = {"style": "é" * MAX_STYLE, "lyrics": lyrics}
    for bpm, seed, key in ((BPM.start, 0, ideas.KEYS[0]), (BPM.stop - 1, MAX_SEED, "F# minor")):
        description = "" if lyrics else "é" * MAX_DESCRIPTION
        generator.generate(job(**words, description=description, bpm=bpm, seed=seed, key=key), RecordingListener())
        body = service.asked[-1].body
        contract.JOB_REQUEST.validate_python(body)
        assert len(json.dumps(body, ensure_ascii=False).encode()) < contract.MAX_BODY
    for key in ideas.KEYS:
        assert re.fullmatch(contract.Key.__metadata__[0].pattern, key)


def test_files_have_the_types_that_the_contract_uploads_them_with() -> None:
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
    assert [asked.path for asked in service.asked[1:]] == [f"/jobs/{listener.saved_jobs[0]}"] * 2


def test_a_job_that_an_earlier_worker_began_is_asked_for_by_its_id(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [RUNNING, DONE]
    listener = RecordingListener()
    generator.generate(job(resumes=ID), listener)
    assert listener.saved_jobs == [ID]
    assert service.asked[0].body is not None
    assert service.asked[0].body["id"] == ID  # the same id again is the same job


def test_the_job_is_noted_before_it_begins(service: ScriptedService, generator: GpuGenerator) -> None:
    class Lost(RecordingListener):
        def save_job(self, job_id: str) -> None:
            raise GenerationCancelled

    with pytest.raises(GenerationCancelled):
        generator.generate(job(), Lost())
    assert not service.asked


@pytest.mark.parametrize("trouble", [Answer(drop=True), Answer(502), Answer(503)])
def test_trouble_on_the_way_is_tried_again(service: ScriptedService, generator: GpuGenerator, trouble: Answer) -> None:
    service.script = [trouble, trouble, RUNNING, trouble, DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"
    first, *others = [asked.body["id"] for asked in service.asked if asked.body]
    assert others == [first, first]


def test_trouble_that_stays_is_told_so_that_the_job_can_be_resumed(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [Answer(503)]
    with pytest.raises(EngineUnreachable) as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry
    assert len(service.asked) == 5


def test_nobody_at_the_address_is_told_the_same_way(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with closing(GpuService(url, "", "", pause=0.001)) as client, pytest.raises(EngineUnreachable):
            GpuGenerator(LocalStorage(tmp_path, b"s", ""), client).generate(job(), RecordingListener())


def test_a_busy_service_is_waited_for(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(429, "busy", **{"Retry-After": "0"}), DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"


def test_waiting_for_a_busy_service_can_be_called_off(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(429, "busy", **{"Retry-After": "3600"})]
    listener = RecordingListener()
    listener.off.set()
    with pytest.raises(GenerationCancelled):
        generator.generate(job(), listener)


def test_called_off_it_leaves_the_job_to_whoever_decides(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING]
    listener = RecordingListener()
    listener.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        generator.generate(job(), listener)
    assert {asked.method for asked in service.asked} == {"POST"}
    generator.abandon(listener.saved_jobs[0])
    assert (service.asked[-1].method, service.asked[-1].path) == ("DELETE", f"/jobs/{listener.saved_jobs[0]}")


def test_abandoning_what_is_forgotten_is_no_error(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [refusal(404, "not_found")]
    generator.abandon(ID)


def test_a_job_that_the_service_forgot_is_tried_anew(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING, refusal(404, "not_found")]
    with pytest.raises(GenerationFailed) as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry
    assert not isinstance(caught.value, EngineUnreachable)


@pytest.mark.parametrize("retry", [True, False])
def test_a_failed_job_says_why(service: ScriptedService, generator: GpuGenerator, retry: bool) -> None:
    error = contract.Error(code=contract.ErrorCode.OUT_OF_MEMORY, message="Too long for this card.", retry=retry)
    service.script = [RUNNING, state("failed", error=error)]
    with pytest.raises(GenerationFailed, match="Too long for this card") as caught:
        generator.generate(job(), RecordingListener())
    assert caught.value.retry == retry


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (refusal(422, "invalid", "The key is odd."), "The key is odd."),
        (refusal(401, "unauthorised"), "not set up correctly"),
        (Answer(403), "not set up correctly"),
    ],
)
def test_a_refusal_is_not_tried_again(
    service: ScriptedService, generator: GpuGenerator, answer: Answer, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.script = [answer]
    with pytest.raises(GenerationFailed, match=words) as caught:
        generator.generate(job(), RecordingListener())
    assert not caught.value.retry
    assert len(service.asked) == 1
    assert "refused" in caplog.text


def test_redirects_are_followed_within_the_service_only(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(303, headers={"Location": "/later?call=1"}), DONE]
    assert generator.generate(job(), RecordingListener()).title == "Rain"
    assert [(asked.method, asked.path) for asked in service.asked] == [("POST", "/jobs"), ("GET", "/later?call=1")]
    with served() as other:
        other.script = [DONE]
        service.script = [Answer(303, headers={"Location": f"{other.url}/jobs"})]
        with pytest.raises(EngineUnreachable):
            generator.generate(job(), RecordingListener())
        assert not other.asked  # nobody else gets the keys


def test_what_the_service_can_do_is_what_the_app_shows(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200, CAPABILITIES.model_dump(mode="json"))]
    generator.read_capabilities()
    can = generator.capabilities
    assert (can.label, can.longest, can.honours_guidance) == ("ACE-Step 1.5 XL turbo", 600, False)
    assert (can.shortest, can.typical_wait, can.sings) == (10, "about a minute", True)
    assert (can.languages, can.remix) == (("en", "de"), ("cover", "repaint", "extend"))
    assert len(service.asked) == 1


def test_what_it_can_do_is_asked_again_in_the_background(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(503)]
    assert "does not answer" in generator.capabilities.notes[0]
    assert generator._reading.acquire(timeout=5)  # held while it asks
    generator._reading.release()
    assert len(service.asked) == 1
    assert "does not answer" in generator.capabilities.notes[0]


def test_its_health_is_the_services(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200), Answer(503)]
    generator.check()
    with pytest.raises(EngineUnreachable):
        generator.check()
