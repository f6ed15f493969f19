"""The adapter of the GPU service: what it sends, what it makes of each answer, and its patience."""

import json
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from gpu import contract
from melodymaker import ideas, ports
from melodymaker.adapters import gpu_generator
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.local_storage import LocalStorage
from melodymaker.errors import EngineUnreachable, GenerationCancelled, GenerationFailed
from melodymaker.media_types import content_type
from melodymaker.songs.service import BPM, MAX_DESCRIPTION, MAX_LYRICS, MAX_SEED, MAX_STYLE
from melodymaker.types import FileName, Seconds, Stage
from tests.doubles import PatientWatcher
from tests.scripted_service import Answer, ScriptedService, served

ID = "0123456789abcdef"
FILES = tuple(
    ports.TakeFiles(
        *(FileName(f"{place}{letter * 31}.{end}") for place, end in enumerate(("flac", "mp3", "webp", "webp")))
    )
    for letter in "ab"
)


def _job(**changes: object) -> ports.Job:
    fields = {
        "description": "a folk tune",
        "style": "",
        "lyrics": None,
        "instrumental": False,
        "duration": Seconds(60),
        "bpm": 100,
        "key": "D minor",
        "seed": 7,
        "guidance": (7.5, 15.0),
        "files": FILES,
    }
    return ports.Job(**{**fields, **changes})


def _take(guidance: float | None) -> contract.TakeResult:
    return contract.TakeResult(duration=60.0, seed=8, guidance=guidance, peaks=[0.5] * 160, loudness=-14.0)


def _result(guidance: float | None = 7.5) -> contract.SongResult:
    return contract.SongResult(
        title="Rain",
        style="folk, warm",
        language="en",
        bpm=100,
        key="D minor",
        lyrics="[Verse]\nRain",
        categories=["folk"],
        takes=(_take(guidance), _take(guidance)),
        provenance=contract.Provenance(
            model="acestep-v15-xl-sft",
            revision="abc",
            steps=50,
            shift=1.0,
            writer="Qwen3-4B",
            writer_revision="abc",
            cover="FLUX.2-klein-4B",
            cover_revision="abc",
        ),
        seconds={contract.Stage.COMPOSING: 30.0},
    )


def _state(status: str, **more: Any) -> Answer:
    told = contract.Job(
        id=ID,
        kind=contract.Kind.DESCRIPTION,
        status=contract.JobStatus(status),
        created_at="2026-01-01T00:00:00Z",
        **more,
    )
    return Answer(202, told.model_dump(mode="json"))


def _refusal(status: int, code: str, message: str = "No.", **headers: str) -> Answer:
    body = contract.ErrorBody(error=contract.Error(code=contract.ErrorCode(code), message=message))
    return Answer(status, body.model_dump(mode="json"), headers)


RUNNING = _state("running", stage=contract.Stage.COMPOSING, progress=0.4)
DONE = _state("done", progress=1.0, result=_result())
CAPABILITIES = contract.ServiceCapabilities(
    model="acestep-v15-xl-turbo",
    label="ACE-Step 1.5 XL turbo",
    sings=True,
    honours_guidance=False,
    languages=["en", "de"],
    shortest=10,
    longest=600,
    remix=["cover", "repaint", "extend"],
    typical_wait="about a minute",
)


@pytest.fixture
def service() -> Iterator[ScriptedService]:
    with served() as one:
        yield one


@pytest.fixture
def generator(service: ScriptedService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[GpuGenerator]:
    monkeypatch.setattr(gpu_generator, "_FIRST_POLL", 0.01)
    storage = LocalStorage(tmp_path, b"secret", "http://localhost:3000")
    with closing(GpuService(service.url, "key", "secret", pause=0.001)) as client:
        yield GpuGenerator(storage, client)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({}, "description"),
        ({"style": "folk"}, "described_lyrics"),
        ({"description": "", "style": "folk", "lyrics": "[Verse]\nRain"}, "lyrics"),
        ({"description": "", "style": "folk", "instrumental": True}, "lyrics"),
        ({"duration": None, "bpm": None, "key": None, "instrumental": True}, "description"),
    ],
)
def test_every_request_is_what_the_contract_says(
    service: ScriptedService, generator: GpuGenerator, changes: dict[str, Any], kind: str
) -> None:
    service.script = [DONE]
    job = _job(**changes)
    generator.generate(job, PatientWatcher())
    (asked,) = service.asked
    assert (asked.method, asked.path, asked.keys) == ("POST", "/jobs", ("key", "secret"))
    request = contract.JOB_REQUEST.validate_python(asked.body)
    assert isinstance(request, contract.SongRequest)
    assert request.kind == kind
    assert (request.seed, request.guidance, request.duration, request.bpm) == (7, (7.5, 15.0), job.duration, job.bpm)
    assert len({address for take in request.uploads for address in take.model_dump().values()}) == 8


@pytest.mark.parametrize("lyrics", [None, "🎹" * MAX_LYRICS])
def test_whatever_the_app_lets_through_the_service_takes(
    service: ScriptedService, generator: GpuGenerator, lyrics: str | None
) -> None:
    service.script = [DONE]
    words = {"style": "é" * MAX_STYLE, "lyrics": lyrics}
    for bpm, seed, key in ((BPM.start, 0, ideas.KEYS[0]), (BPM.stop - 1, MAX_SEED, "F# minor")):
        description = "" if lyrics else "é" * MAX_DESCRIPTION
        generator.generate(_job(**words, description=description, bpm=bpm, seed=seed, key=key), PatientWatcher())
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
    service.script = [_state("queued"), RUNNING, _state("done", result=_result(guidance))]
    watcher = PatientWatcher()
    pair = generator.generate(_job(), watcher)
    assert (pair.title, pair.lyrics, pair.model) == ("Rain", "[Verse]\nRain", "acestep-v15-xl-sft")
    assert [take.guidance for take in pair.takes] == [guidance, guidance]
    assert (pair.takes[0].duration, pair.takes[0].bpm, pair.takes[0].categories) == (60.0, 100, ("folk",))
    assert watcher.told == [(Stage.COMPOSING, 0.4)]
    assert [asked.path for asked in service.asked[1:]] == [f"/jobs/{watcher.noted[0]}"] * 2


def test_a_job_that_an_earlier_worker_began_is_asked_for_by_its_id(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [RUNNING, DONE]
    watcher = PatientWatcher()
    generator.generate(_job(resumes=ID), watcher)
    assert watcher.noted == [ID]
    assert service.asked[0].body is not None
    assert service.asked[0].body["id"] == ID  # the same id again is the same job


def test_the_job_is_noted_before_it_begins(service: ScriptedService, generator: GpuGenerator) -> None:
    class Lost(PatientWatcher):
        def note(self, job_id: str) -> None:
            raise GenerationCancelled

    with pytest.raises(GenerationCancelled):
        generator.generate(_job(), Lost())
    assert not service.asked


@pytest.mark.parametrize("trouble", [Answer(drop=True), Answer(502), Answer(503)])
def test_trouble_on_the_way_is_tried_again(service: ScriptedService, generator: GpuGenerator, trouble: Answer) -> None:
    service.script = [trouble, trouble, RUNNING, trouble, DONE]
    assert generator.generate(_job(), PatientWatcher()).title == "Rain"
    first, *others = [asked.body["id"] for asked in service.asked if asked.body]
    assert others == [first, first]


def test_trouble_that_stays_is_told_so_that_the_job_can_be_resumed(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [Answer(503)]
    with pytest.raises(EngineUnreachable) as caught:
        generator.generate(_job(), PatientWatcher())
    assert caught.value.retry
    assert len(service.asked) == 5


def test_nobody_at_the_address_is_told_the_same_way(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: connections are refused
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with closing(GpuService(url, "", "", pause=0.001)) as client, pytest.raises(EngineUnreachable):
            GpuGenerator(LocalStorage(tmp_path, b"s", ""), client).generate(_job(), PatientWatcher())


def test_a_busy_service_is_waited_for(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [_refusal(429, "busy", **{"Retry-After": "0"}), DONE]
    assert generator.generate(_job(), PatientWatcher()).title == "Rain"


def test_waiting_for_a_busy_service_can_be_called_off(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [_refusal(429, "busy", **{"Retry-After": "3600"})]
    watcher = PatientWatcher()
    watcher.off.set()
    with pytest.raises(GenerationCancelled):
        generator.generate(_job(), watcher)


def test_called_off_it_leaves_the_job_to_whoever_decides(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING]
    watcher = PatientWatcher()
    watcher.off_at_first_report = True
    with pytest.raises(GenerationCancelled):
        generator.generate(_job(), watcher)
    assert {asked.method for asked in service.asked} == {"POST"}
    generator.abandon(watcher.noted[0])
    assert (service.asked[-1].method, service.asked[-1].path) == ("DELETE", f"/jobs/{watcher.noted[0]}")


def test_abandoning_what_is_forgotten_is_no_error(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [_refusal(404, "not_found")]
    generator.abandon(ID)


def test_a_job_that_the_service_forgot_is_tried_anew(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [RUNNING, _refusal(404, "not_found")]
    with pytest.raises(GenerationFailed) as caught:
        generator.generate(_job(), PatientWatcher())
    assert caught.value.retry
    assert not isinstance(caught.value, EngineUnreachable)


@pytest.mark.parametrize("retry", [True, False])
def test_a_failed_job_says_why(service: ScriptedService, generator: GpuGenerator, retry: bool) -> None:
    error = contract.Error(code=contract.ErrorCode.OUT_OF_MEMORY, message="Too long for this card.", retry=retry)
    service.script = [RUNNING, _state("failed", error=error)]
    with pytest.raises(GenerationFailed, match="Too long for this card") as caught:
        generator.generate(_job(), PatientWatcher())
    assert caught.value.retry == retry


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (_refusal(422, "invalid", "The key is odd."), "The key is odd."),
        (_refusal(401, "unauthorised"), "not set up correctly"),
        (Answer(403), "not set up correctly"),
    ],
)
def test_a_refusal_is_not_tried_again(
    service: ScriptedService, generator: GpuGenerator, answer: Answer, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    service.script = [answer]
    with pytest.raises(GenerationFailed, match=words) as caught:
        generator.generate(_job(), PatientWatcher())
    assert not caught.value.retry
    assert len(service.asked) == 1
    assert "refused" in caplog.text


def test_redirects_are_followed_within_the_service_only(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(303, headers={"Location": "/later?call=1"}), DONE]
    assert generator.generate(_job(), PatientWatcher()).title == "Rain"
    assert [(asked.method, asked.path) for asked in service.asked] == [("POST", "/jobs"), ("GET", "/later?call=1")]
    with served() as other:
        other.script = [DONE]
        service.script = [Answer(303, headers={"Location": f"{other.url}/jobs"})]
        with pytest.raises(EngineUnreachable):
            generator.generate(_job(), PatientWatcher())
        assert not other.asked  # nobody else gets the keys


def test_what_the_service_can_do_is_what_the_app_shows(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200, CAPABILITIES.model_dump(mode="json"))]
    generator.learn()
    can = generator.capabilities
    assert (can.label, can.longest, can.honours_guidance) == ("ACE-Step 1.5 XL turbo", 600, False)
    assert (can.shortest, can.typical_wait, can.sings) == (10, "about a minute", True)
    assert (can.languages, can.remix) == (("en", "de"), ("cover", "repaint", "extend"))
    assert len(service.asked) == 1


def test_what_it_can_do_is_asked_again_in_the_background(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(503)]
    assert "does not answer" in generator.capabilities.notes[0]
    assert generator._asking.acquire(timeout=5)  # held while it asks
    generator._asking.release()
    assert len(service.asked) == 1
    assert "does not answer" in generator.capabilities.notes[0]


DRAFT_JOB = ports.DraftJob(description="a walk at dawn", style="folk", lyrics="", line=None, instrumental=False, seed=3)
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


def test_a_draft_is_what_the_services_writer_says(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [_state("queued"), _state("running"), _state("done", result=DRAFT)]
    draft = generator.draft(DRAFT_JOB)
    assert draft == ports.Draft("Dawn", "folk, slow", "[Verse]\nGrey light", 80, "E♭ minor", Seconds(95))
    first, *others = service.asked
    assert first.body is not None
    assert [(asked.method, asked.path) for asked in others] == [("GET", f"/jobs/{first.body['id']}")] * 2


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"style": "", "instrumental": True},
        {"description": "", "style": "", "lyrics": "one\ntwo", "line": 1},
        {"description": "", "style": "folk", "lyrics": "one\ntwo"},
        {"description": " ", "style": "folk"},
    ],
)
def test_every_draft_asked_for_is_what_the_contract_says(
    service: ScriptedService, generator: GpuGenerator, changes: dict[str, Any]
) -> None:
    service.script = [_state("done", result=DRAFT)]
    job = replace(DRAFT_JOB, **changes)
    generator.draft(job)
    (asked,) = service.asked
    request = contract.JOB_REQUEST.validate_python(asked.body)
    assert isinstance(request, contract.DraftRequest)
    assert {name: getattr(request, name) for name in asdict(job)} == asdict(job)
    assert asked.body is not None
    assert asked.body.keys() == {"id", "kind", *asdict(job)}


def test_a_draft_of_nothing_is_not_asked_for(service: ScriptedService, generator: GpuGenerator) -> None:
    with pytest.raises(GenerationFailed, match="what the song is about") as caught:
        generator.draft(replace(DRAFT_JOB, description=" ", style=""))
    assert not caught.value.retry
    assert not service.asked


def test_a_draft_that_cannot_be_had_says_why(
    service: ScriptedService, generator: GpuGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = contract.Error(code=contract.ErrorCode.MODEL_FAILED, message="The writer stopped.", retry=True)
    for script, words in (
        ([_refusal(429, "busy")], "busy"),
        ([_state("running"), _refusal(404, "not_found")], "stopped unexpectedly"),
        ([_state("running"), _state("failed", error=failed)], "The writer stopped."),
    ):
        service.script = script
        with pytest.raises(GenerationFailed, match=words):
            generator.draft(DRAFT_JOB)
    service.script = [Answer(503)]
    with pytest.raises(EngineUnreachable):
        generator.draft(DRAFT_JOB)


def test_a_draft_that_takes_too_long_is_called_off(
    service: ScriptedService, generator: GpuGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gpu_generator, "_LONGEST_DRAFT", 0)
    service.script = [_state("running")]
    with pytest.raises(GenerationFailed, match="busy"):
        generator.draft(DRAFT_JOB)
    assert service.asked[-1].method == "DELETE"


@pytest.mark.parametrize(
    ("said", "shown"),
    [("Eb minor", "E♭ minor"), ("F# minor", "F♯ minor"), ("Bb major", "B♭ major"), ("B minor", "B minor")],
)
def test_keys_are_shown_as_the_app_writes_them(
    service: ScriptedService, generator: GpuGenerator, said: str, shown: str
) -> None:
    service.script = [_state("done", result=_result().model_copy(update={"key": said}))]
    assert {take.key for take in generator.generate(_job(), PatientWatcher()).takes} == {shown}


def test_its_health_is_the_services(service: ScriptedService, generator: GpuGenerator) -> None:
    service.script = [Answer(200), Answer(503)]
    generator.check()
    with pytest.raises(EngineUnreachable):
        generator.check()
