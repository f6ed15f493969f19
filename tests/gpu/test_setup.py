"""Starting the service: settings, keys and models."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from gpu import models
from gpu.bench.measures import MEASURES, Bench
from gpu.bench.report import Report
from gpu.catalog import MUSIC
from gpu.contract import Stage
from gpu.hardware import missing_for_compilers
from gpu.pipeline import Studio
from gpu.server import jobs_of, keys_of
from gpu.settings import TINY, Settings, load_settings
from tests.gpu.conftest import tiny_settings

ROOT = Path(__file__).resolve().parents[2]


def test_given_settings_override_the_environment() -> None:
    environment = {
        "MUSIC_MODEL": "2b",
        "MODEL_DIR": "/there",
        "MODAL_SCALEDOWN": "30",
        "MODAL_GPU_SNAPSHOT": "1",
        "DEVICE": "",
    }
    settings = load_settings(environment, model_dir=Path("/here"), device=None)
    assert (settings.music_model, settings.model_dir, settings.device) == ("2b", Path("/here"), "cuda")
    assert (settings.modal_scaledown, settings.modal_gpu_snapshot) == (30, True)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MUSIC_MODEL", "3b", "xl-sft, xl-turbo, 2b"),
        ("WRITER_MODEL", "gpt", "qwen3-4b, shared"),
        ("COVER_MODEL", "oil", "flux2-klein"),
        ("MODAL_SCALEDOWN", "soon", "whole number"),
    ],
)
def test_invalid_environment_values_are_named(name: str, value: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        load_settings({name: value})


def test_settings_do_not_show_their_secrets() -> None:
    assert "hush" not in repr(Settings(modal_key="hush", modal_secret="hush"))


def test_the_server_refuses_to_start_without_keys() -> None:
    closed = Settings(modal_key="k", modal_secret="s")
    assert keys_of(closed, "0.0.0.0", no_auth=False) == ("k", "s")
    assert keys_of(closed, "127.0.0.1", no_auth=True) == ("k", "s")
    assert keys_of(Settings(), "127.0.0.1", no_auth=True) is None
    assert keys_of(Settings(), "localhost", no_auth=True) is None
    for settings, host, no_auth in (
        (Settings(), "127.0.0.1", False),
        (Settings(), "0.0.0.0", True),
        (Settings(), "gpu.example.org", True),
        (Settings(), "::", True),
        (Settings(modal_key="k"), "0.0.0.0", False),
    ):
        with pytest.raises(ValueError, match="MODAL_KEY and MODAL_SECRET"):
            keys_of(settings, host, no_auth=no_auth)


def test_the_command_names_missing_models() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gpu.server"], cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "set MODAL_KEY and MODAL_SECRET" in done.stderr


def test_a_folder_without_a_recorded_commit_is_refused(tmp_path: Path) -> None:
    settings = Settings(model_dir=tmp_path, device="cpu", sizes=TINY)
    models.folder_of(tmp_path, MUSIC["xl-sft"]).mkdir()
    with pytest.raises(FileNotFoundError, match=r"python -m gpu\.download"):
        Studio(settings)


def test_turbo_models_are_shifted_and_the_others_are_not() -> None:
    for model in MUSIC.values():
        assert (model.steps, model.shift) == ((8, 3.0) if model.turbo else (50, 1.0))


def test_importing_the_gateway_needs_no_torch() -> None:
    code = "import sys, gpu.api, gpu.modal_jobs; sys.exit('torch' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_bench_prints_one_json_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report("cpu")
    bench = Bench(report, real=False, music=("xl-turbo",), lengths=(10,), duration=10, cards=(8,))
    for measure in MEASURES.values():
        measure(bench)
    figures = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(set(figure) == {"name", "value", "unit", "budget", "holds"} for figure in figures)
    values = {figure["name"]: figure["value"] for figure in figures}
    # Which takes longer is not compared: models as small as these take as long as the machine is busy.
    for name in ("10 s, a pair", "10 s, one take", "10 s pair, a step"):
        assert values[f"xl-turbo, {name}"] > 0
    assert {f"card of 8 GB, {stage}" for stage in Stage} <= set(values)
    for name in ("writer, 1 texts", "planner 4b, 4 texts"):
        assert values[f"{name}, as it is"] > 0
    assert values["queue, pairs"] > 0
    assert "queue, failed" not in values
    assert len(report.table().splitlines()) == len(figures) + 2


def test_what_a_compiler_lacks_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/gcc")
    monkeypatch.setattr("sysconfig.get_paths", lambda: {"include": str(tmp_path)})
    assert missing_for_compilers() == ["Python's headers (python3-dev)"]
    (tmp_path / "Python.h").touch()
    assert missing_for_compilers() == []
    monkeypatch.setattr("shutil.which", lambda _name: None)
    assert missing_for_compilers() == ["gcc"]


def test_missing_models_end_the_start_with_words(tmp_path: Path) -> None:
    with (
        pytest.raises(SystemExit, match=r"holds no downloaded model: run `python -m gpu\.download"),
        jobs_of(Settings(model_dir=tmp_path, device="cpu")),
    ):
        pass


def test_too_little_memory_ends_the_start_with_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_studio: Studio, _device: str) -> None:
        message = "CUDA out of memory"
        raise torch.OutOfMemoryError(message)

    monkeypatch.setattr(Studio, "to", full)
    with pytest.raises(SystemExit, match="too little memory free for these models"), jobs_of(tiny_settings(tmp_path)):
        pass
