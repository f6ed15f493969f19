"""The models, where they lie, and which commit of each is there.

`python -m gpu.models --model-dir models` downloads the chosen ones (`MUSIC_MODEL`, `WRITER_MODEL`, `COVER_MODEL`).
It first asks the hub for the commit behind `revision`, downloads exactly that, and writes the commit beside the
weights; the service reads it from there into each song's provenance, and refuses a folder that has none.
"""

import argparse
from pathlib import Path

from gpu.catalog import COVER, MUSIC, WRITER, CoverModel, Model, MusicModel
from gpu.settings import Settings, load_settings

_RECORD = "REVISION"


def folder_of(model_dir: Path, model: Model) -> Path:
    """Where a model's files lie."""
    return model_dir / model.repo.replace("/", "--")


def revision_of(folder: Path) -> str:
    """The commit that was downloaded into the folder; raises FileNotFoundError when none is recorded."""
    record = folder / _RECORD
    if not record.is_file():
        msg = f"{folder} holds no downloaded model: run `python -m gpu.models --model-dir {folder.parent}`"
        raise FileNotFoundError(msg)
    return record.read_text().strip()


def record_revision(folder: Path, commit: str) -> None:
    """Note which commit lies in the folder; done last, so that a broken download is no model."""
    (folder / _RECORD).write_text(commit + "\n")


def chosen(settings: Settings) -> tuple[MusicModel, Model, CoverModel]:
    """The music, writer and cover model that the settings name."""
    return MUSIC[settings.music_model], WRITER[settings.writer_model], COVER[settings.cover_model]


def download(settings: Settings) -> dict[str, str]:
    """Fetch the chosen models into the model folder; returns the commit of each repository."""
    from huggingface_hub import HfApi, snapshot_download  # offline machines never need it

    commits = {}
    for model in chosen(settings):
        commit = HfApi().model_info(model.repo, revision=model.revision).sha or ""
        folder = folder_of(settings.model_dir, model)
        snapshot_download(model.repo, revision=commit, local_dir=folder)
        record_revision(folder, commit)
        commits[model.repo] = commit
    return commits


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Download the models that the environment names.")
    parser.add_argument("--model-dir", type=Path)
    for repo, commit in download(load_settings(model_dir=parser.parse_args().model_dir)).items():
        print(f"{repo} {commit}")
