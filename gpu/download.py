"""Fetching the models that the environment names and the card has room for (`python -m gpu.download`).

The hub is asked for the commit behind `revision` the first time; from then on that commit is taken, which lies beside
the weights, unless `--newest` is given. Of a repository only the files come that its index names.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from gpu import models
from gpu.catalog import Model
from gpu.settings import Settings, load_settings

_KINDS = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
# The same weights once more, in other kinds of numbers.
_TWICE = ("*.fp16.safetensors", "*.bin", "*.msgpack", "*.onnx")


def download(settings: Settings, *, newest: bool = False) -> dict[str, str]:
    """Fetch the chosen models into the model folder; returns the commit of each repository."""
    commits = {}
    for model in _chosen(settings):
        commits[model.repo] = _fetch(settings.model_dir, model, newest=newest)
    return commits


def _chosen(settings: Settings) -> Iterator[Model]:
    yield models.music_of(settings)
    # Only now it is known whether the music model reads a planner's codes.
    for model in (models.planner_of(settings), models.writer_of(settings), models.cover_of(settings)):
        if model:
            yield model


def _fetch(model_dir: Path, model: Model, *, newest: bool) -> str:
    from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # offline machines never need it

    folder = models.folder_of(model_dir, model)
    root = folder if not model.folder else folder.parent
    known = "" if newest else models.recorded(folder)
    commit = known or HfApi().model_info(model.repo, revision=model.revision).sha or ""
    if not model.folder and HfApi().file_exists(model.repo, models.INDEX, revision=commit):
        hf_hub_download(model.repo, models.INDEX, revision=commit, local_dir=root)
    patterns = [models.INDEX, *(f"{part}{kind}" for part in _parts(folder, model) for kind in _KINDS)]
    snapshot_download(
        model.repo, revision=commit, local_dir=root, allow_patterns=patterns, ignore_patterns=list(_TWICE)
    )
    models.check_complete(folder)
    models.record_revision(folder, commit)
    return commit


def _parts(folder: Path, model: Model) -> list[str]:
    """The folders of a repository that are needed, each with a slash."""
    index = models.read_index(folder)
    if index:
        return [f"{name}/" for name in models.components(index)]
    return [f"{model.folder}/" if model.folder else ""]


def main() -> None:
    """Read the command line and download."""
    from gpu.hardware import card_gigabytes  # takes seconds to import

    parser = argparse.ArgumentParser(description="Download the models that the environment names.")
    parser.add_argument("--model-dir", type=Path)
    parser.add_argument("--newest", action="store_true", help="ask the hub for newer commits than those that are here")
    options = parser.parse_args()
    settings = load_settings(model_dir=options.model_dir, gigabytes=card_gigabytes("cuda"))
    for repo, commit in download(settings, newest=options.newest).items():
        print(f"{repo} {commit}")


if __name__ == "__main__":
    main()
