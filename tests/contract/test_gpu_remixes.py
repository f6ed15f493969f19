"""Remixes at the GPU service: what the adapter asks for, and where the service finds the source."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from gpu import contract
from melodymaker.adapters.gpu_generator import GpuGenerator
from melodymaker.errors import GenerationFailed
from melodymaker.types import FileName, RemixKind
from tests.doubles import RecordingListener
from tests.gpu_answers import CAPABILITIES, DONE, job, state
from tests.scripted_service import Answer, ScriptedService

MASTER = FileName("0" * 32 + ".flac")


@pytest.mark.parametrize(
    ("changes", "task", "start", "end", "duration"),
    [
        ({"remix": RemixKind.VARY}, "cover", None, None, None),
        ({"remix": RemixKind.RESTYLE, "style": "ska"}, "cover", None, None, None),
        ({"remix": RemixKind.REPLACE, "remix_from": 0.0, "remix_to": 9.5}, "repaint", 0.0, 9.5, None),
        ({"remix": RemixKind.EXTEND, "remix_from": 42.5, "duration": 90}, "extend", 42.5, None, 90),
        ({"remix": RemixKind.EXTEND, "duration": 90}, "extend", None, None, 90),
    ],
)
def test_remixes_follow_the_contract(
    service: ScriptedService,
    generator: GpuGenerator,
    changes: dict[str, Any],
    task: str,
    start: float | None,
    end: float | None,
    duration: int | None,
) -> None:
    service.script = [DONE]
    asked = {"description": "", "style": "folk", "lyrics": "la", "duration": None, "difference": 0.9, **changes}
    wanted = replace(job(**asked, source_id="song", guidance_low=10.0), source=MASTER)
    generator.generate(wanted, RecordingListener())
    (received,) = service.received
    request = contract.JOB_REQUEST.validate_python(received.body)
    assert isinstance(request, contract.RemixRequest)
    assert (request.task, request.start, request.end, request.duration) == (task, start, end, duration)
    assert (request.strength, request.guidance, request.lyrics) == (0.9, (10.0, 15.0), "la")
    assert request.style == wanted.request.style
    assert (request.bpm, request.key, request.seed) == (100, "D minor", 7)
    address = urlsplit(request.source)
    assert f"{address.scheme}://{address.netloc}" == "http://localhost:3000"
    assert MASTER in address.path
    assert "signature" in address.query


def test_a_remix_without_lyrics_is_asked_for_as_an_instrumental(
    service: ScriptedService, generator: GpuGenerator
) -> None:
    service.script = [DONE]
    asked = job(description="", style="folk", instrumental=True, remix=RemixKind.VARY, source_id="song")
    generator.generate(replace(asked, source=MASTER), RecordingListener())
    assert contract.JOB_REQUEST.validate_python(service.received[0].body).kind == "remix"


@pytest.mark.parametrize(
    ("reported", "kinds"),
    [
        ([], ()),
        (["cover"], (RemixKind.VARY, RemixKind.RESTYLE)),
        (["repaint", "lego"], (RemixKind.REPLACE,)),
        (["extend"], (RemixKind.EXTEND,)),
    ],
)
def test_capabilities_name_the_remixes_that_the_service_can_make(
    service: ScriptedService, generator: GpuGenerator, reported: list[str], kinds: tuple[RemixKind, ...]
) -> None:
    answer = CAPABILITIES.model_copy(update={"remix": reported})
    service.script = [Answer(200, answer.model_dump(mode="json"))]
    generator.read_capabilities()
    assert generator.capabilities.remix == kinds
    assert not generator.capabilities.remixes_own_scores


def test_an_unreadable_source_fails_in_the_services_words(service: ScriptedService, generator: GpuGenerator) -> None:
    error = contract.Error(
        code=contract.ErrorCode.SOURCE_UNREADABLE, message="The source cannot be had.", field="source"
    )
    service.script = [state("failed", error=error)]
    remix = job(description="", style="folk", lyrics="la", remix=RemixKind.VARY, source_id="song")
    with pytest.raises(GenerationFailed, match="The source cannot be had") as caught:
        generator.generate(replace(remix, source=MASTER), RecordingListener())
    assert not caught.value.retry
