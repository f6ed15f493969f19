"""The models, where they lie, and which commit of each is there.

`python -m gpu.models --model-dir models` downloads the chosen ones (`MUSIC_MODEL`, `WRITER_MODEL`, `COVER_MODEL`).
It first asks the hub for the commit behind `revision`, downloads exactly that, and writes the commit beside the
weights; the service reads it from there into each song's provenance, and refuses a folder that has none.

To pin a model, put the commit that the download printed (or the one on its page on the hub) into `revision` below.
"main" takes whatever is newest on the day of the download, once: the weights change only by another download.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from gpu.settings import Settings, load_settings

_RECORD = "REVISION"


@dataclass(frozen=True)
class Model:
    """A repository of the Hugging Face hub."""

    repo: str
    revision: str = "main"


@dataclass(frozen=True)
class MusicModel(Model):
    """A variant of ACE-Step 1.5. Turbo is distilled: it ignores guidance, and needs the time steps shifted."""

    label: str = ""
    turbo: bool = False
    steps: int = 50
    shift: float = 1.0
    wait: str = ""


@dataclass(frozen=True)
class CoverModel(Model):
    """A few-step image model and the largest square that it paints well, in pixels."""

    size: int = 1024


MUSIC = {
    "xl-sft": MusicModel("ACE-Step/acestep-v15-xl-sft-diffusers", label="ACE-Step 1.5 XL", wait="about a minute"),
    "xl-turbo": MusicModel(
        "ACE-Step/acestep-v15-xl-turbo-diffusers",
        label="ACE-Step 1.5 XL Turbo", turbo=True, steps=8, shift=3.0, wait="half a minute",
    ),
    # The makers publish the 2B model in their own format only; this is the diffusers form of its turbo variant.
    "2b": MusicModel(
        "Runware/acestep-v15-turbo-diffusers",
        label="ACE-Step 1.5 2B Turbo", turbo=True, steps=8, shift=3.0, wait="half a minute",
    ),
}  # fmt: skip
WRITER = {"qwen3-4b": Model("Qwen/Qwen3-4B-Instruct-2507")}
COVER = {
    "flux2-klein": CoverModel("black-forest-labs/FLUX.2-klein-4B"),
    # Stability AI's non-commercial licence: only for those whom it allows.
    "sdxl-turbo": CoverModel("stabilityai/sdxl-turbo", size=512),
}
# Those of ACE-Step's languages that the writer writes well (ISO 639).
LANGUAGES = (
    "en", "de", "es", "fr", "it", "pt", "nl", "pl", "ru", "uk", "cs", "sv", "da", "no", "fi", "ro", "hu", "el", "tr",
    "ar", "he", "hi", "bn", "ja", "ko", "zh", "yue", "vi", "th", "id", "ms", "tl",
)  # fmt: skip


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
