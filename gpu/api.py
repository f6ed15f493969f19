"""The routes, the same for the server and for Modal's gateway."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Body, FastAPI

from gpu import catalog, models
from gpu.contract import (
    ENDED,
    DescribedLyricsRequest,
    DescriptionRequest,
    Job,
    JobRequest,
    LyricsRequest,
    ServiceCapabilities,
    SongRequest,
)
from gpu.errors import ServiceError
from gpu.gate import REFUSALS, guard
from gpu.jobs import Jobs
from gpu.settings import TINY, Settings, songs_at_once

_POLL_SECONDS = 0.25


def create_app(jobs: Jobs, capabilities: ServiceCapabilities, keys: tuple[str, str] | None) -> FastAPI:
    """The routes over these jobs. Keys are None where somebody else has checked them before."""
    app = FastAPI(title="MelodyMaker GPU service", version="1", responses=REFUSALS)
    guard(app, keys)
    app.include_router(_jobs(jobs))
    app.include_router(_scripts(jobs))
    app.include_router(_service(jobs, capabilities))
    return app


def _jobs(jobs: Jobs) -> APIRouter:
    router = APIRouter(tags=["jobs"])

    @router.post("/jobs", status_code=202)
    def submit(request: Annotated[JobRequest, Body()]) -> Job:
        """Start a job; an id that is already known gives the job that has it."""
        return jobs.submit(request)

    @router.get("/jobs/{job_id}")
    def get(job_id: str) -> Job:
        """The job as it stands."""
        return jobs.get(job_id)

    @router.delete("/jobs/{job_id}")
    def cancel(job_id: str) -> Job:
        """Cancel the job."""
        return jobs.cancel(job_id)

    return router


def _scripts(jobs: Jobs) -> APIRouter:
    """The routes that answer when the song is done, for scripts that can wait."""
    router = APIRouter(tags=["scripts"])

    @router.post("/generate_with_description")
    async def generate_with_description(request: DescriptionRequest) -> Job:
        """Make a song from a description."""
        return await _finished(jobs, request)

    @router.post("/generate_with_lyrics")
    async def generate_with_lyrics(request: LyricsRequest) -> Job:
        """Make a song from lyrics and a style."""
        return await _finished(jobs, request)

    @router.post("/generate_with_described_lyrics")
    async def generate_with_described_lyrics(request: DescribedLyricsRequest) -> Job:
        """Make a song from a style and a description of the lyrics."""
        return await _finished(jobs, request)

    return router


def _service(jobs: Jobs, capabilities: ServiceCapabilities) -> APIRouter:
    router = APIRouter(tags=["service"])

    @router.get("/capabilities")
    def get_capabilities() -> ServiceCapabilities:
        """What the service can do."""
        return capabilities

    @router.get("/health")
    def health() -> dict[str, str]:
        """That the service lets the caller in and would take a job."""
        jobs.check()
        return {"status": "ok", "model": capabilities.model}

    @router.get("/alive")
    def alive() -> dict[str, str]:
        """That the service runs."""
        return {"status": "ok"}

    return router


def capabilities_of(settings: Settings, at_once: int | None = None) -> ServiceCapabilities:
    """What the chosen models can do; `at_once` is how many songs are under way together, if not in one process."""
    music = models.music_of(settings)
    wait = music.wait
    writer, cover, planner = (models.writer_of(settings), models.cover_of(settings), models.planner_of(settings))
    notes = [f"Lyrics by {(writer or cover or music).repo}, covers {f'by {cover.repo}' if cover else 'are drawn'}."]
    notes += [f"Planned by {planner.repo}."] if planner else []
    # A cover starts from what the model's own audio tokenizer hears in the source.
    covers = models.reads_codes(models.folder_of(settings.model_dir, music))
    if settings.sizes == TINY:
        wait = "a few seconds"
        notes = ["These are tiny models with random weights: what they make is noise."]
    elif settings.device == "cpu":
        wait = "many minutes"
    return ServiceCapabilities(
        model=settings.music_model,
        label=music.label,
        sings=True,
        honours_guidance=not music.turbo,
        languages=list(catalog.LANGUAGES),
        shortest=10,
        longest=settings.longest,
        remix=[*(["cover"] if covers else []), "repaint", "extend"],
        typical_wait=wait,
        at_once=at_once or songs_at_once(settings),
        notes=notes,
    )


async def _finished(jobs: Jobs, request: SongRequest) -> Job:
    job = await asyncio.to_thread(jobs.submit, request)
    while job.status not in ENDED:
        await asyncio.sleep(_POLL_SECONDS)
        job = await asyncio.to_thread(jobs.get, job.id)
    if job.error:
        raise ServiceError(job.error.code, job.error.message, field=job.error.field, retry=job.error.retry)
    return job
