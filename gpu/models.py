"""The models, where they lie, and which commit of each is there.

The service reads the commits into each song's provenance, and refuses a folder that has none or lacks a file.
"""

import json
import struct
from pathlib import Path
from typing import Any

from gpu.catalog import COVER, MUSIC, PLANNER, WRITER, CoverModel, Model, MusicModel
from gpu.settings import Settings

_RECORD = "REVISION"
INDEX = "model_index.json"
_CODES = ("audio_tokenizer", "audio_token_detokenizer")


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
    index = read_index(folder)
    return all((index.get(part) or [None])[0] for part in _CODES)


def revision_of(folder: Path) -> str:
    """The commit that was downloaded into the folder; raises FileNotFoundError when none is, or not all of it."""
    commit = recorded(folder)
    if not commit:
        msg = f"{folder} holds no downloaded model: run `python -m gpu.download --model-dir {folder.parent}`"
        raise FileNotFoundError(msg)
    check_complete(folder)
    return commit


def recorded(folder: Path) -> str:
    """The commit that is noted in the folder; empty where there is none."""
    record = folder / _RECORD
    return record.read_text().strip() if record.is_file() else ""


def record_revision(folder: Path, commit: str) -> None:
    """Note which commit lies in the folder; done last, so that a broken download is no model."""
    (folder / _RECORD).write_text(commit + "\n")


def read_index(folder: Path) -> dict[str, Any]:
    """What the pipeline in the folder consists of; empty for a single model."""
    path = folder / INDEX
    return json.loads(path.read_text()) if path.is_file() else {}


def components(index: dict[str, Any]) -> list[str]:
    """The names of the parts that an index names, which are those of their folders."""
    return [name for name, kind in index.items() if isinstance(kind, list) and kind[0]]


def check_complete(folder: Path) -> None:
    """Raise FileNotFoundError unless all parts and all of their weights are there."""
    index = read_index(folder)
    for part in [folder / name for name in components(index)] if index else [folder]:
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
