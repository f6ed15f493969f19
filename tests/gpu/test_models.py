"""Downloading the models: which files, of which commit, and whether all of them came."""

import fnmatch
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from gpu import app as modal_app
from gpu import models
from gpu.catalog import MUSIC, PLANNER
from gpu.download import download
from gpu.settings import TINY, Settings

MUSIC_REPO = MUSIC["xl-sft"].repo
PLANNER_REPO = PLANNER["1.7b"].repo
CODES = ["audio_tokenizer", "audio_token_detokenizer"]


@dataclass
class Hub:
    """A hub whose repositories are folders; remembers what was asked of it."""

    root: Path
    looked_up: list[str] = field(default_factory=list)
    fetched: list[tuple[str, str]] = field(default_factory=list)

    def model_info(self, repo: str, revision: str) -> Any:
        self.looked_up.append(f"{repo}@{revision}")
        return SimpleNamespace(sha=f"commit of {repo}")

    def file_exists(self, repo: str, name: str, *, revision: str) -> bool:
        assert revision == f"commit of {repo}"
        return (self.root / repo / name).is_file()

    def hf_hub_download(self, repo: str, name: str, *, revision: str, local_dir: Path) -> None:
        self.snapshot_download(repo, revision=revision, local_dir=local_dir, allow_patterns=[name], ignore_patterns=[])

    def snapshot_download(
        self, repo: str, *, revision: str, local_dir: Path, allow_patterns: list[str], ignore_patterns: list[str]
    ) -> None:
        self.fetched.append((repo, revision))
        for path in (self.root / repo).rglob("*"):
            name = path.relative_to(self.root / repo).as_posix()
            wanted = any(fnmatch.fnmatch(name, pattern) for pattern in allow_patterns)
            if path.is_file() and wanted and not any(fnmatch.fnmatch(name, pattern) for pattern in ignore_patterns):
                (local_dir / name).parent.mkdir(parents=True, exist_ok=True)
                (local_dir / name).write_bytes(path.read_bytes())


def add_part(folder: Path) -> None:
    """A part with its settings and weights, and its weights in other kinds of numbers."""
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    save_file({"a": torch.zeros(8)}, folder / "model.safetensors")
    for more in ("model.fp16.safetensors", "model.bin", "picture.png"):
        (folder / more).write_text("more")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    hub = Hub(tmp_path / "hub")
    parts = ["transformer", "vae", *CODES]
    index = {"_class_name": "AceStepPipeline", **{part: ["diffusers", "Kind"] for part in parts}, "extra": [None, None]}
    for part in (*parts, "not_named"):
        add_part(hub.root / MUSIC_REPO / part)
    (hub.root / MUSIC_REPO / models.INDEX).write_text(json.dumps(index))
    add_part(hub.root / PLANNER_REPO / "acestep-5Hz-lm-1.7B")
    add_part(hub.root / PLANNER_REPO / "acestep-v15-turbo")
    add_part(hub.root / "Qwen/Qwen3-4B-Instruct-2507")
    monkeypatch.setattr("huggingface_hub.HfApi", lambda: hub)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", hub.hf_hub_download)
    monkeypatch.setattr("huggingface_hub.snapshot_download", hub.snapshot_download)
    return hub


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(model_dir=tmp_path / "models", sizes=TINY, planner="1.7b", cover_model="none")


def files(settings: Settings) -> set[str]:
    return {path.relative_to(settings.model_dir).as_posix() for path in settings.model_dir.rglob("*") if path.is_file()}


def test_only_what_the_index_names_is_downloaded(hub: Hub, settings: Settings) -> None:
    commits = download(settings)
    assert commits == {repo: f"commit of {repo}" for repo in (MUSIC_REPO, PLANNER_REPO, "Qwen/Qwen3-4B-Instruct-2507")}
    found = files(settings)
    music = MUSIC_REPO.replace("/", "--")
    assert f"{music}/vae/model.safetensors" in found
    assert "ACE-Step--Ace-Step1.5/acestep-5Hz-lm-1.7B/model.safetensors" in found
    assert "Qwen--Qwen3-4B-Instruct-2507/config.json" in found
    assert not [name for name in found if "not_named" in name or "turbo" in name or "fp16" in name or ".bin" in name]
    for repo in commits:
        assert (repo, f"commit of {repo}") in hub.fetched


def test_a_second_download_takes_the_commits_of_the_first(hub: Hub, settings: Settings) -> None:
    download(settings)
    asked = len(hub.looked_up)
    download(settings)
    assert len(hub.looked_up) == asked == 3
    download(settings, newest=True)
    assert len(hub.looked_up) == 6


def test_a_music_model_without_codes_needs_no_planner(hub: Hub, settings: Settings) -> None:
    index = hub.root / MUSIC_REPO / models.INDEX
    index.write_text(json.dumps({**json.loads(index.read_text()), "audio_tokenizer": [None, None]}))
    assert PLANNER_REPO not in download(settings)


@pytest.mark.parametrize("loss", ["cut", "missing", "shard", "part"])
def test_a_download_that_lacks_something_is_no_model(hub: Hub, settings: Settings, loss: str) -> None:
    part = hub.root / MUSIC_REPO / "transformer"
    weights = part / "model.safetensors"
    if loss == "cut":
        weights.write_bytes(weights.read_bytes()[:-4])
    elif loss == "missing":
        weights.unlink()
    elif loss == "shard":
        index = {"weight_map": {"a": "model.safetensors", "b": "model-2.safetensors"}}
        (part / "model.safetensors.index.json").write_text(json.dumps(index))
    else:
        for path in part.iterdir():
            path.unlink()
    with pytest.raises(FileNotFoundError, match=r"transformer lacks .*run the download again"):
        download(settings)
    with pytest.raises(FileNotFoundError, match="holds no downloaded model"):
        models.revision_of(models.folder_of(settings.model_dir, MUSIC["xl-sft"]))


def test_a_file_that_is_cut_later_is_noticed_at_the_start(hub: Hub, settings: Settings) -> None:
    download(settings)
    folder = models.folder_of(settings.model_dir, MUSIC["xl-sft"])
    assert models.revision_of(folder) == f"commit of {MUSIC_REPO}"
    weights = folder / "vae" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:20])
    with pytest.raises(FileNotFoundError, match=r"vae lacks model\.safetensors"):
        models.revision_of(folder)


@pytest.mark.filterwarnings("ignore:.*will not have access to the mounted Volume:UserWarning")
def test_modal_downloads_into_its_volume_and_prints_the_commits(
    hub: Hub, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = []
    monkeypatch.setattr(modal_app, "settings", settings)
    monkeypatch.setattr(modal_app.weights, "commit", lambda: saved.append(files(settings)))
    modal_app.download.local()
    assert len(saved) == 1
    assert f"{MUSIC_REPO} commit of {MUSIC_REPO}\n" in capsys.readouterr().out
