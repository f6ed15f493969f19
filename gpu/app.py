"""The service on Modal: a thin gateway without a GPU, and a class with one.

    modal run gpu/app.py::download     fill the Volume with the models, once
    modal run gpu/app.py               make one song, to see that all is well
    modal deploy gpu/app.py            put it on the web

Callers need a proxy-auth token of the workspace (its key and secret are the headers `Modal-Key`, `Modal-Secret`).
Set before deploying, all optional: MODAL_GPU (L40S), from which follow MUSIC_MODEL, PLANNER, WRITER_MODEL, COVER_MODEL
and INT8 unless they are set too; MODAL_SCALEDOWN (seconds), MODAL_MIN_CONTAINERS, MODAL_MAX_CONTAINERS,
MODAL_GPU_SNAPSHOT (1 to snapshot the card's memory too, which Modal calls experimental), MODAL_HF_SECRET (the name of a
Secret with HF_TOKEN, for downloads that need an account).
"""

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import modal

import gpu
from gpu import memory
from gpu.api import capabilities_of, create_app
from gpu.contract import CONTENT_TYPES, DescriptionRequest, SongResult, TakeUploads
from gpu.modal_jobs import ModalJobs, run_job
from gpu.settings import load_settings

if TYPE_CHECKING:
    from fastapi import FastAPI

log = logging.getLogger(__name__)

MINUTES = 60
# Letters of a failure that people are shown.
_REASON = 200
_MODELS = Path("/models")
_REQUIREMENTS = Path(gpu.__file__).parent / "requirements.txt"

_CARD = memory.MODAL_CARDS.get(os.environ.get("MODAL_GPU", "L40S").split(":")[0].rstrip("!"))
settings = load_settings(gigabytes=_CARD)
app = modal.App("melodymaker-gpu")
weights = modal.Volume.from_name("melodymaker-models", create_if_missing=True)
states = modal.Dict.from_name("melodymaker-jobs", create_if_missing=True)
# Containers are told what was chosen when they were deployed.
_CHOICE = {
    "MUSIC_MODEL": settings.music_model,
    "PLANNER": settings.planner,
    "WRITER_MODEL": settings.writer_model,
    "COVER_MODEL": settings.cover_model,
    "INT8": "1" if settings.int8 else "0",
    "MODAL_GPU": settings.modal_gpu,
    "MODEL_DIR": str(_MODELS),
    "MODAL_GPU_SNAPSHOT": "1" if settings.modal_gpu_snapshot else "",
}
# The whole folder: the lists of requirements are read inside too.
_SOURCE: dict[str, Any] = {"ignore": ["**/__pycache__"]}
_python = modal.Image.debian_slim(python_version="3.11")
# A compiler for what torch compiles on the card.
_image = _python.apt_install("gcc", "libc6-dev").uv_pip_install(requirements=[str(_REQUIREMENTS)])
gpu_image = _image.env({**_CHOICE, "HF_HUB_OFFLINE": "1"}).add_local_python_source("gpu", "song_files", **_SOURCE)
download_image = _image.env(_CHOICE).add_local_python_source("gpu", **_SOURCE)
_GATEWAY_REQUIREMENTS = [line for line in _REQUIREMENTS.read_text().split() if line.startswith(("fastapi", "pydantic"))]
gateway_image = _python.uv_pip_install(*_GATEWAY_REQUIREMENTS).env(_CHOICE).add_local_python_source("gpu", **_SOURCE)
_MEMORY_MIB = round(memory.all_gigabytes(settings) * 1e9 / 2**20) + 8 * 1024
_AT_ONCE = 2
_download_secrets = [modal.Secret.from_name(settings.modal_hf_secret)] if settings.modal_hf_secret else []


@app.function(image=download_image, volumes={str(_MODELS): weights}, secrets=_download_secrets, timeout=60 * MINUTES)
def download() -> dict[str, str]:
    """Fill the Volume with the chosen models; gives the commit of each."""
    from gpu.download import download as fetch

    commits = fetch(settings)
    weights.commit()
    print("\n".join(f"{repo} {commit}" for repo, commit in commits.items()))
    return commits


@app.cls(
    image=gpu_image,
    gpu=settings.modal_gpu,
    # A snapshot is made of what is in main memory: all models, and what they are loaded with.
    cpu=4.0,
    memory=_MEMORY_MIB,
    volumes={str(_MODELS): weights},
    scaledown_window=settings.modal_scaledown,
    min_containers=settings.modal_min_containers,
    max_containers=settings.modal_max_containers,
    timeout=30 * MINUTES,
    startup_timeout=15 * MINUTES,
    enable_memory_snapshot=True,
    experimental_options={"enable_gpu_snapshot": True} if settings.modal_gpu_snapshot else {},
)
# Two at a time: one has the card (the studio sees to that), while another is mastered, encoded and uploaded.
@modal.concurrent(max_inputs=_AT_ONCE, target_inputs=1)
class Singer:
    """A container with a GPU and the models."""

    @modal.enter(snap=True)
    def load(self) -> None:
        """Load the models into main memory, which Modal keeps a snapshot of; the card's too, if that is asked for."""
        from gpu.pipeline import Studio

        # What was chosen is said in one line.
        logging.basicConfig(level=logging.INFO)
        self.studio = Studio(settings)
        if settings.modal_gpu_snapshot:
            self.studio.to(settings.device)
            # Only here: a container that starts without this snapshot would take longer than it saves.
            self.studio.compile()
            self.studio.warm_up()

    @modal.enter(snap=False)
    def move_to_gpu(self) -> None:
        """Move the models to the GPU again in each container, unless they came there with the snapshot."""
        self.studio.to(settings.device)

    @modal.method()
    def run(self, job_id: str, body: dict[str, Any]) -> None:
        """Run a job of the gateway's to its end; its state and result are in the Dict."""
        run_job(states, job_id, body, self.studio.make)

    @modal.method()
    def sample(self, description: str, duration: float) -> tuple[str, dict[str, bytes]]:
        """Make one song without any storage; gives its title, and its files by name."""
        from gpu.progress import Progress

        files: dict[str, bytes] = {}
        first, second = (
            TakeUploads(**{name: f"http://sample/{index}-{name}" for name in CONTENT_TYPES}) for index in (1, 2)
        )
        request = DescriptionRequest(description=description, duration=duration, seed=1, uploads=(first, second))

        def keep(path: Path, address: str, _content_type: str, _check: object) -> None:
            files[f"{urlsplit(address).path[1:]}{path.suffix}"] = path.read_bytes()

        progress = Progress(lambda stage, done: print(f"{stage} {done:.0%}"), lambda: False)
        result = self.studio.make(request, progress, keep)
        return (result.title if isinstance(result, SongResult) else ""), files


# To the type checker a decorated class is no class.
_singer: Any = Singer


class _Calls:
    """The calls of the class with a GPU."""

    def spawn(self, job_id: str, body: dict[str, Any]) -> str:
        return _singer().run.spawn(job_id, body).object_id

    def backlog(self) -> int:
        try:
            return _singer().run.get_current_stats().backlog
        except modal.exception.Error:
            # The limit is a courtesy; that it cannot be looked up is no reason to refuse a song.
            log.warning("the number of waiting jobs is not to be had", exc_info=True)
            return 0

    def failure(self, call_id: str) -> str | None:
        try:
            modal.FunctionCall.from_id(call_id).get(timeout=0)
        except (TimeoutError, modal.exception.OutputExpiredError, modal.exception.ConnectionError):
            # It goes on, it is long over, or nobody knows.
            return None
        except Exception as error:  # noqa: BLE001 - what went wrong in a container is raised here, whatever it is
            return (str(error) or type(error).__name__).strip().splitlines()[-1][:_REASON]
        return None

    def cancel(self, call_id: str) -> None:
        try:
            modal.FunctionCall.from_id(call_id).cancel()
        except modal.exception.Error:
            # Its container will find that the job has ended.
            log.warning("a call could not be taken back", exc_info=True)


# The Volume tells which parts the models have.
@app.function(image=gateway_image, volumes={str(_MODELS): weights}, scaledown_window=5 * MINUTES)
@modal.concurrent(max_inputs=100)
@modal.asgi_app(requires_proxy_auth=True)
def gateway() -> "FastAPI":
    """The routes. Modal has checked the callers' keys before they get here."""
    at_once = _AT_ONCE * settings.modal_max_containers
    return create_app(ModalJobs(states, _Calls()), capabilities_of(settings, at_once), keys=None)


@app.local_entrypoint()
def main(description: str = "a warm folk song about coming home", duration: float = 30) -> None:
    """Make one song on Modal and write its files here."""
    title, files = _singer().sample.remote(description, duration)
    for name, content in files.items():
        Path(name).write_bytes(content)
    print(f"{title}: {', '.join(files)}")
