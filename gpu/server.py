"""The service on a machine of one's own: `python -m gpu.server --model-dir models`.

It wants the header pair `Modal-Key` and `Modal-Secret` with each request, to be set as MODAL_KEY and MODAL_SECRET.
Without them it starts only with --no-auth, and then only on a loopback address.

`python -m gpu.server --tiny --port 8300` starts it with tiny models of random weights on the processor: everything
works, and the songs are noise.
"""

import argparse
import ipaddress
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from gpu.api import capabilities_of, create_app
from gpu.jobs import LocalJobs
from gpu.settings import TINY, Settings, load_settings, songs_at_once

log = logging.getLogger(__name__)


def keys_of(settings: Settings, host: str, *, no_auth: bool) -> tuple[str, str] | None:
    """The pair that requests must carry; raises ValueError when the service would be open to the network."""
    if settings.modal_key and settings.modal_secret:
        return settings.modal_key, settings.modal_secret
    loopback = host == "localhost" or (host.replace(".", "").isdigit() and ipaddress.ip_address(host).is_loopback)
    if not no_auth:
        msg = "set MODAL_KEY and MODAL_SECRET, the pair that requests must carry (or give --no-auth on loopback)"
    elif not loopback:
        msg = "--no-auth is for loopback addresses only: set MODAL_KEY and MODAL_SECRET"
    else:
        return None
    raise ValueError(msg)


@contextmanager
def jobs_of(settings: Settings) -> Iterator[LocalJobs]:
    """Jobs over freshly loaded models on the settings' device; they are cancelled at the end."""
    # These take seconds to import, which a wrong option should not cost.
    import torch

    from gpu.pipeline import Studio

    try:
        studio = Studio(settings)
        studio.to(settings.device)
        if settings.device.startswith("cuda"):
            studio.compile()
            studio.warm_up()
    except FileNotFoundError as error:
        sys.exit(str(error))
    except torch.OutOfMemoryError:
        sys.exit("The card has too little memory free for these models: choose smaller ones, or set CARD_GB lower.")
    jobs = LocalJobs(studio.make, at_once=songs_at_once(settings))
    try:
        yield jobs
    finally:
        jobs.close()


def main() -> None:
    """Read the command line and serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m gpu.server", description="Make songs with ACE-Step.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8300)
    parser.add_argument("--model-dir", type=Path, help="where `python -m gpu.download` put the models")
    parser.add_argument("--device", help="cuda, cuda:1 … or cpu")
    parser.add_argument("--no-auth", action="store_true", help="let everybody in; only on a loopback address")
    parser.add_argument("--tiny", action="store_true", help="tiny models with random weights, for trying things out")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    # It would tell the signatures of presigned addresses.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        settings = load_settings(model_dir=options.model_dir, device=options.device)
        keys = keys_of(settings, options.host, no_auth=options.no_auth)
    except ValueError as error:
        parser.error(str(error))
    with tempfile.TemporaryDirectory(prefix="melodymaker-") as folder:
        if not options.tiny:
            settings = _for_card(settings, parser)
        else:
            settings = load_settings(model_dir=Path(folder), device=options.device or "cpu", sizes=TINY)
            _prepare_tiny(settings)
        with jobs_of(settings) as jobs:
            app = create_app(jobs, capabilities_of(settings), keys)
            uvicorn.run(app, host=options.host, port=options.port, log_level="info", access_log=False)


def _for_card(settings: Settings, parser: argparse.ArgumentParser) -> Settings:
    """The settings for the card that is here, which may be told to be smaller than it is."""
    from gpu import hardware

    card = hardware.card_gigabytes(settings.device)
    try:
        settings = load_settings(model_dir=settings.model_dir, device=settings.device, gigabytes=card)
    except ValueError as error:
        parser.error(str(error))
    if card and (cap := os.environ.get("CARD_GB")):
        hardware.cap_memory(settings.device, float(cap))
    if card and (missing := hardware.missing_for_compilers()):
        log.warning("%s not found: the writer and the planner are not compiled, and slower", " and ".join(missing))
    return settings


def _prepare_tiny(settings: Settings) -> None:
    import torch

    from gpu import tiny

    # Tiny models gain nothing from more threads, and whoever tries things out has other uses for the cores.
    torch.set_num_threads(2)
    tiny.build(settings)


if __name__ == "__main__":
    main()
