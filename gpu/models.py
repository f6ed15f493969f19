"""The models, where they lie, and which commit of each is there.

`python -m gpu.models --model-dir models` downloads those that the environment names and the card has room for. It asks
the hub for the commit behind `revision` the first time, and from then on takes that commit again, which lies beside the
weights; `--newest` asks anew. Of a repository only the files come that its index names. The service reads the commits
into each song's provenance, and refuses a folder that has none or lacks a file.
"""

import argparse
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gpu.catalog import COVER, MUSIC, PLANNER, WRITER, CoverModel, Model, MusicModel
from gpu.settings import Settings, load_settings

_RECORD = "REVISION"
_INDEX = "model_index.json"
_CODES = ("audio_tokenizer", "audio_token_detokenizer")
_KINDS = ("*.json", "*.safetensors", "*.txt", "*.model", "*.jinja")
# The same weights once more, in other kinds of numbers.
_TWICE = ("*.fp16.safetensors", "*.bin", "*.msgpack", "*.onnx")


def music_of(settings: Settings) -> MusicModel:
    """The music model that the settings name."""
    return MUSIC[settings.music_model]


def writer_of(settings: Settings) -> Model | None:
    """The writer that the settings name; None when it is the cover model's text encoder."""
    return WRITER.get(settings.writer_model)


def cover_of(settings: Settings) -> CoverModel | None:
    """The cover model that the settings name, if one."""
    return COVER.get(settings.cover_model)


def planner_of(settings: Settings) -> Model | None:
    """The planner that the settings name, if one and if the music model that was downloaded reads its codes."""
    reads = reads_codes(folder_of(settings.model_dir, music_of(settings)))
    return PLANNER.get(settings.planner) if reads else None


def folder_of(model_dir: Path, model: Model) -> Path:
    """Where a model's files lie."""
    return model_dir / model.repo.replace("/", "--") / model.folder


def reads_codes(folder: Path) -> bool:
    """Whether the music model in the folder ships its audio tokenizer, which covers and a planner need."""
    index = _read_index(folder)
    return all((index.get(part) or [None])[0] for part in _CODES)


def revision_of(folder: Path) -> str:
    """The commit that was downloaded into the folder; raises FileNotFoundError when none is, or not all of it."""
    record = folder / _RECORD
    if not record.is_file():
        msg = f"{folder} holds no downloaded model: run `python -m gpu.models --model-dir {folder.parent}`"
        raise FileNotFoundError(msg)
    _check_complete(folder)
    return record.read_text().strip()


def record_revision(folder: Path, commit: str) -> None:
    """Note which commit lies in the folder; done last, so that a broken download is no model."""
    (folder / _RECORD).write_text(commit + "\n")


def download(settings: Settings, *, newest: bool = False) -> dict[str, str]:
    """Fetch the chosen models into the model folder; returns the commit of each repository."""
    commits = {}
    for model in _chosen(settings):
        commits[model.repo] = _fetch(settings.model_dir, model, newest=newest)
    return commits


def _chosen(settings: Settings) -> Iterator[Model]:
    yield music_of(settings)
    # Only now it is known whether the music model reads a planner's codes.
    for model in (planner_of(settings), writer_of(settings), cover_of(settings)):
        if model:
            yield model


def _fetch(model_dir: Path, model: Model, *, newest: bool) -> str:
    from huggingface_hub import HfApi, hf_hub_download, snapshot_download  # offline machines never need it

    folder = folder_of(model_dir, model)
    root = folder if not model.folder else folder.parent
    record = folder / _RECORD
    known = record.read_text().strip() if record.is_file() and not newest else ""
    commit = known or HfApi().model_info(model.repo, revision=model.revision).sha or ""
    if not model.folder and HfApi().file_exists(model.repo, _INDEX, revision=commit):
        hf_hub_download(model.repo, _INDEX, revision=commit, local_dir=root)
    patterns = [_INDEX, *(f"{part}{kind}" for part in _parts(folder, model) for kind in _KINDS)]
    snapshot_download(
        model.repo, revision=commit, local_dir=root, allow_patterns=patterns, ignore_patterns=list(_TWICE)
    )
    _check_complete(folder)
    record_revision(folder, commit)
    return commit


def _parts(folder: Path, model: Model) -> list[str]:
    """The folders of a repository that are needed, each with a slash."""
    index = _read_index(folder)
    if index:
        return [f"{name}/" for name in _components(index)]
    return [f"{model.folder}/" if model.folder else ""]


def _read_index(folder: Path) -> dict[str, Any]:
    path = folder / _INDEX
    return json.loads(path.read_text()) if path.is_file() else {}


def _components(index: dict[str, Any]) -> list[str]:
    return [name for name, kind in index.items() if isinstance(kind, list) and kind[0]]


def _check_complete(folder: Path) -> None:
    """Raise FileNotFoundError unless all parts and all of their weights are there."""
    index = _read_index(folder)
    for part in [folder / name for name in _components(index)] if index else [folder]:
        found = list(part.glob("*.safetensors")) if part.is_dir() else []
        wanted = {name for path in part.glob("*.safetensors.index.json") for name in _shards(path)}
        lacking = wanted - {path.name for path in found}
        cut = [path.name for path in found if not _is_whole(path)]
        # A part with a model's settings has weights; tokenizers and schedulers have other files.
        bare = not found and (part / "config.json").is_file()
        if not part.is_dir() or lacking or cut or bare:
            names = ", ".join(sorted({*lacking, *cut})) or "its weights"
            msg = f"{part} lacks {names}: run the download again"
            raise FileNotFoundError(msg)


def _shards(path: Path) -> set[str]:
    return set(json.loads(path.read_text())["weight_map"].values())


def _is_whole(path: Path) -> bool:
    """Whether a file of weights is as long as its head says."""
    with path.open("rb") as file:
        head = file.read(8)
        if len(head) < 8:
            return False
        (length,) = struct.unpack("<Q", head)
        if 8 + length > path.stat().st_size:
            return False
        entries = json.loads(file.read(length))
    ends = [entry["data_offsets"][1] for name, entry in entries.items() if name != "__metadata__"]
    return path.stat().st_size >= 8 + length + max(ends, default=0)


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
