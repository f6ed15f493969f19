"""What a GPU service answers, in the contract's own words, and a job to ask it for."""

from dataclasses import replace
from typing import Any

from gpu import contract
from melodymaker import ports
from melodymaker.types import FileName, SongRequest
from tests.scripted_service import Answer

ID = "0123456789abcdef"
FILES = tuple(
    ports.TakeFiles(
        *(FileName(f"{index}{letter * 31}.{end}") for index, end in enumerate(("flac", "mp3", "webp", "webp")))
    )
    for letter in "ab"
)


def job(resumes: str = "", **changes: object) -> ports.Job:
    request = SongRequest(description="a folk tune", duration=60, bpm=100, key="D minor", seed=7)
    return ports.Job(replace(request, **changes), FILES, resumes)


def take(guidance: float | None) -> contract.TakeResult:
    return contract.TakeResult(duration=60.0, seed=8, guidance=guidance, peaks=[0.5] * 160, loudness=-14.0)


def result(guidance: float | None = 7.5) -> contract.SongResult:
    return contract.SongResult(
        title="Rain",
        style="folk, warm",
        language="en",
        bpm=100,
        key="D minor",
        lyrics="[Verse]\nRain",
        categories=["folk"],
        takes=(take(guidance), take(guidance)),
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


def state(status: str, **more: Any) -> Answer:
    answered = contract.Job(
        id=ID,
        kind=contract.Kind.DESCRIPTION,
        status=contract.JobStatus(status),
        created_at="2026-01-01T00:00:00Z",
        **more,
    )
    return Answer(202, answered.model_dump(mode="json"))


def refusal(status: int, code: str, message: str = "No.", **headers: str) -> Answer:
    body = contract.ErrorBody(error=contract.Error(code=contract.ErrorCode(code), message=message))
    return Answer(status, body.model_dump(mode="json"), headers)


RUNNING = state("running", stage=contract.Stage.COMPOSING, progress=0.4)
DONE = state("done", progress=1.0, result=result())
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
    at_once=3,
)
