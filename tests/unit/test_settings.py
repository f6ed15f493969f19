"""The settings: defaults, refusals, the secret."""

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from melodymaker.settings import Settings
from tests.conftest import ROOT


def _settings(folder: Path, **values: object) -> Settings:
    return Settings(data_dir=folder / "data", _env_file=None, **values)


def test_no_setting_is_required(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    assert settings.database == f"sqlite:///{tmp_path / 'data' / 'melodymaker.sqlite'}"
    assert settings.url == "http://localhost:3000"
    assert (tmp_path / "data").is_dir()


@pytest.mark.parametrize(("given", "number"), [("20GB", 20 * 10**9), ("512 MiB", 2**29), ("1000", 1_000), ("0", 0)])
def test_byte_sizes_accept_units(tmp_path: Path, given: str, number: int) -> None:
    assert _settings(tmp_path, bytes_per_user=given).bytes_per_user == number
    assert _settings(tmp_path).bytes_per_user == 20 * 10**9


def test_the_secret_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    secret = _settings(tmp_path).secret
    assert len(secret) >= 32
    assert _settings(tmp_path).secret == secret
    assert stat.S_IMODE((tmp_path / "data" / "secret.key").stat().st_mode) == 0o600
    assert _settings(tmp_path / "other").secret != secret


def test_an_empty_key_file_is_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret.key"
    file.parent.mkdir()
    file.touch()
    secret = _settings(tmp_path).secret
    assert len(secret) >= 32
    assert file.read_bytes() == secret
    assert list(file.parent.iterdir()) == [file]


def test_a_key_file_that_holds_something_else_is_named(tmp_path: Path) -> None:
    file = tmp_path / "data" / "secret.key"
    file.parent.mkdir()
    file.write_bytes(b"\xffshort")
    with pytest.raises(ValidationError, match=re.escape(str(file))):
        _settings(tmp_path)
    assert file.read_bytes() == b"\xffshort"


def test_processes_that_start_at_once_agree_on_the_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: _settings(tmp_path).secret, range(16)))
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", 0),
        ("port", 70_000),
        ("public_url", "music.example.org"),
        ("public_url", "https://example.org/music"),
        ("public_url", "https://example.org?music"),
        ("secret_key", "short"),
        ("engine", "theremin"),
        ("otel_exporter_otlp_endpoint", "collector:4318"),
        ("otel_exporter_otlp_headers", "Basic abc"),
        ("otel_exporter_otlp_headers", "a=b\nc=d"),
        ("database_url", "mysql://localhost/x"),
        ("sound_font", "/no/such/font.sf2"),
        ("gpu_url", "modal.run"),
        ("smtp_url", "mail.example.org"),
        ("smtp_url", "http://mail.example.org"),
        ("smtp_url", "smtp://"),
        ("smtp_url", "smtp://mail.example.org:port"),
        ("smtp_url", "smtps://mail.example.org:70000"),
        ("mail_from", "nobody"),
        ("mail_from", "MelodyMaker <nobody>"),
        ("songs_per_day", -1),
        ("songs_per_day", 1),
        ("songs_per_day", "many"),
        ("bytes_per_user", -1),
        ("bytes_per_user", "20 songs"),
        ("bytes_per_user", "much"),
        ("free_credits", -1),
        ("credits", "yes"),
        ("polar_packs", "10"),
        ("polar_packs", "0=a"),
        ("polar_packs", "10=a,b"),
        ("polar_base_url", "here"),
        ("polar_environment", "test"),
    ],
)
def test_a_wrong_value_is_refused(tmp_path: Path, name: str, value: object) -> None:
    with pytest.raises(ValidationError) as caught:
        _settings(tmp_path, **{name: value})
    assert [error["loc"] for error in caught.value.errors()] == [(name,)]


@pytest.mark.parametrize(
    ("values", "gpu"),
    [
        ({}, False),
        ({"gpu_url": "http://127.0.0.1:8000"}, True),
        ({"gpu_url": "http://127.0.0.1:8000", "engine": "sketch"}, False),
        ({"gpu_url": "http://127.0.0.1:8000", "engine": "gpu"}, True),
    ],
)
def test_the_engine_is_chosen_by_the_settings(tmp_path: Path, values: dict[str, str], gpu: bool) -> None:
    assert _settings(tmp_path, **values).on_gpu == gpu


@pytest.mark.parametrize(
    ("url", "encodings"),
    [("", ["gzip"]), ("http://192.168.1.5:3000", ["gzip"]), ("https://songs.example.com", ["brotli", "gzip"])],
)
def test_pages_are_compressed_as_browsers_ask_for_them(tmp_path: Path, url: str, encodings: list[str]) -> None:
    assert _settings(tmp_path, public_url=url).encodings == encodings


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"engine": "gpu"}, "GPU_URL"),
        ({"gpu_url": "http://127.0.0.1:8000", "modal_key": "k"}, "MODAL_SECRET"),
        ({"gpu_url": "http://127.0.0.1:8000", "modal_secret": "s"}, "MODAL_KEY"),
    ],
)
def test_incomplete_gpu_settings_are_refused(tmp_path: Path, values: dict[str, str], missing: str) -> None:
    with pytest.raises(ValidationError, match=f"{missing}: missing"):
        _settings(tmp_path, **values)


@pytest.mark.parametrize(
    ("values", "missing"),
    [({"smtp_url": "smtp://mail.example.org"}, "MAIL_FROM"), ({"mail_from": "music@example.org"}, "SMTP_URL")],
)
def test_incomplete_mail_settings_are_refused(tmp_path: Path, values: dict[str, str], missing: str) -> None:
    with pytest.raises(ValidationError, match=f"{missing}: missing"):
        _settings(tmp_path, **values)


_POLAR = {"credits": "on", "polar_access_token": "t", "polar_webhook_secret": "s", "polar_packs": "10=a, 40/month=b"}


@pytest.mark.parametrize("missing", ["polar_access_token", "polar_webhook_secret", "polar_packs", "credits"])
def test_incomplete_payment_settings_are_refused(tmp_path: Path, missing: str) -> None:
    with pytest.raises(ValidationError, match=missing.upper()):
        _settings(tmp_path, **{name: value for name, value in _POLAR.items() if name != missing})


def test_packs_are_read(tmp_path: Path) -> None:
    assert _settings(tmp_path, **_POLAR).packs == (("a", 10, False), ("b", 40, True))
    assert _settings(tmp_path).packs == ()


@pytest.mark.parametrize("name", ["github_client_id", "google_client_secret"])
def test_incomplete_provider_settings_are_refused(tmp_path: Path, name: str) -> None:
    other = name.replace("secret", "id") if name.endswith("secret") else name.replace("_id", "_secret")
    with pytest.raises(ValidationError, match=f"{other.upper()}: missing"):
        _settings(tmp_path, **{name: "something"})


@pytest.mark.parametrize("url", ["smtp://mail", "smtps://me:p%40ss@mail.example.org", "smtp://127.0.0.1:2525"])
def test_mail_settings_are_accepted(tmp_path: Path, url: str) -> None:
    assert _settings(tmp_path, smtp_url=url, mail_from="MelodyMaker <music@example.org>").smtp_url == url


def test_one_message_lists_every_wrong_setting(tmp_path: Path) -> None:
    wrong = {
        "PORT": "many",
        "ENGINE": "theremin",
        "PUBLIC_URL": "nowhere",
        "SONGS_PER_DAY": "1",
        "BYTES_PER_USER": "much",
        "SMTP_URL": "mail.example.org",
        "MAIL_FROM": "nobody",
        "DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from melodymaker.settings import load_settings; load_settings()"],
        cwd=ROOT,
        env={**os.environ, **wrong},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert [line.split(":")[0].strip() for line in done.stderr.splitlines()[1:]] == [
        "PORT",
        "PUBLIC_URL",
        "ENGINE",
        "SMTP_URL",
        "MAIL_FROM",
        "SONGS_PER_DAY",
        "BYTES_PER_USER",
    ]
    assert "BYTES_PER_USER: should be a number of bytes, such as 20GB" in done.stderr


def test_a_data_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ValidationError, match=r"DATA_DIR: .* is no folder that can be written"):
        Settings(data_dir=tmp_path / "file" / "data", _env_file=None)


def test_every_setting_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    named = set(re.findall(r"^# ([A-Z0-9_]+)=", example, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}
