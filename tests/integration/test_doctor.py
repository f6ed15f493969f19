"""`make doctor`: what it says of servers that work, and of each that does not."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from deploy.local import servers
from deploy.local.servers import S3
from melodymaker import doctor
from melodymaker.adapters.oauth_providers import GithubProvider, GoogleProvider
from melodymaker.adapters.s3_storage import S3Storage
from melodymaker.settings import Settings
from tests.conftest import ROOT
from tests.factories import s3_settings
from tests.fake_provider import CLIENT, fake_provider
from tests.polar.server import fake_polar
from tests.receiver import receiving
from tests.scripted_service import Answer, served
from tests.writer_server import MODEL, writing

NAMES = {"github": "GITHUB_CLIENT_*", "google": "GOOGLE_CLIENT_*"}
KEY = "5iQf0cP2vXw8bT1zR7nK4mJ9sL6hG3dA"


def _settings(folder: Path, **values: object) -> Settings:
    return Settings(data_dir=folder, _env_file=None, **{"port": servers.free_port(), **values})


def _faults(settings: Settings) -> dict[str, str]:
    """What is wrong, by setting."""
    found = {name: doctor.tried(check, settings) for name, check in doctor.checks(settings) if check}
    return {name: fault for name, fault in found.items() if fault}


@pytest.fixture
def mail_server() -> Iterator[str]:
    controller = Controller(Sink(), hostname="localhost", port=servers.free_port())
    controller.start()
    yield f"smtp://localhost:{controller.port}"
    controller.stop()


def test_nothing_is_wrong_without_any_setting(tmp_path: Path) -> None:
    settings = _settings(tmp_path)
    assert _faults(settings) == {}


def test_nothing_is_wrong_with_servers_that_work(
    postgres: str, redis: str, moto_server: S3, tmp_path: Path, mail_server: str
) -> None:
    with fake_polar() as polar, writing() as writer, receiving() as collector:
        given = {name.lower(): value for name, value in polar.settings().items()}
        settings = s3_settings(
            moto_server,
            tmp_path,
            database_url=postgres,
            redis_url=redis,
            secret_key=KEY,
            smtp_url=mail_server,
            mail_from="music@example.org",
            writer_url=writer.url,
            writer_model=MODEL,
            otel_exporter_otlp_endpoint=collector.url,
            port=str(servers.free_port()),
            **given,
        )
        S3Storage(settings).set_up("*")
        assert _faults(settings) == {}


def test_each_server_that_does_not_answer_is_named_with_what_to_do(tmp_path: Path) -> None:
    port = servers.free_port()
    here = f"http://127.0.0.1:{port}"
    settings = _settings(
        tmp_path,
        database_url=f"postgresql://melody:hidden@127.0.0.1:{port}/melody",
        redis_url=f"redis://:hidden@127.0.0.1:{port}",
        secret_key="x" * 32,
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from="music@example.org",
        gpu_url=here,
        writer_url=here,
        writer_model="llama",
        otel_exporter_otlp_endpoint=here,
        github_client_id="id",
        github_client_secret="hidden",
        public_url="",
    )
    faults = _faults(settings)
    assert set(faults) == {
        "SECRET_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "SMTP_URL, MAIL_FROM",
        "GPU_URL",
        "WRITER_URL",
        "OTEL_*",
        "GITHUB_CLIENT_*",
    }
    assert "hidden" not in "".join(faults.values())
    assert "start Redis" in faults["REDIS_URL"]


def test_keys_that_are_refused_are_told(tmp_path: Path, moto_server: S3) -> None:
    wrong = s3_settings(moto_server, tmp_path, s3_bucket="no-such-bucket")
    assert "make bucket" in _faults(wrong)["S3_*"]
    with served() as service:
        service.script = [Answer(401)]
        gpu = _settings(tmp_path, gpu_url=service.url, modal_key="k", modal_secret="s")
        assert "MODAL_KEY" in doctor.tried(doctor._gpu, gpu)
    with served() as collector:
        collector.script = [Answer(403), Answer(404)]
        given = {"otel_exporter_otlp_endpoint": collector.url, "otel_exporter_otlp_headers": "authorization=Basic%20x"}
        settings = _settings(tmp_path, **given)
        assert "OTEL_EXPORTER_OTLP_HEADERS" in doctor.tried(doctor._traces, settings)
        assert "answers with 404" in doctor.tried(doctor._traces, settings)
    with fake_polar() as polar:
        values = {name.lower(): value for name, value in polar.settings().items()}
        polar.down = True
        assert "POLAR_PACKS" in doctor.tried(doctor._polar, _settings(tmp_path, **values))


@pytest.mark.parametrize("name", ["github", "google"])
def test_ids_and_secrets_of_ways_to_sign_in_are_tried(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fake_provider() as provider:
        kinds = {
            "github": lambda *pair: GithubProvider(*pair, site=provider.url),
            "google": lambda *pair: GoogleProvider(*pair, token=provider.url),
        }
        monkeypatch.setattr(doctor, "providers_of", lambda given: {name: kinds[name](*given[name])})

        def fault(client_id: str, secret: str) -> str:
            given = {f"{name}_client_id": client_id, f"{name}_client_secret": secret, "public_url": "https://m.example"}
            return doctor.tried(dict(doctor.checks(made := _settings(tmp_path, **given)))[NAMES[name]], made)

        assert fault(*CLIENT) == ""
        for wrong in (("another", CLIENT[1]), (CLIENT[0], "hidden")):
            assert "refuses the id or the secret" in fault(*wrong)
        provider.refusal = "redirect_uri_mismatch"
        assert f"https://m.example/auth/with/{name}/callback" in fault(*CLIENT)
    assert "does not answer" in fault(*CLIENT)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("http://music.example.org", "not encrypted"),
        ("https://no-such-name.invalid", "leads nowhere"),
        ("http://localhost:3000", ""),
        ("http://192.168.1.20:3000", ""),
    ],
)
def test_an_address_that_does_not_do_is_told(tmp_path: Path, address: str, text: str) -> None:
    fault = doctor.tried(doctor._public_url, _settings(tmp_path, public_url=address))
    assert (text in fault) if text else not fault


def test_a_clock_that_is_off_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served() as service:
        settings = _settings(tmp_path, gpu_url=service.url)
        service.script = [Answer()]
        assert doctor.tried(doctor._clock, settings) == ""
        monkeypatch.setattr(doctor, "time", SimpleNamespace(time=lambda: time.time() + 3_600))
        assert "time synchronisation" in doctor.tried(doctor._clock, settings)


def test_a_full_disk_and_a_taken_port_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_ROOM", 2**62)
    assert "make room" in doctor.tried(doctor._data_dir, _settings(tmp_path))
    with served() as service:
        service.script = [Answer(500)] * 3
        port = int(service.url.rpartition(":")[2])
        assert "another PORT" in doctor.tried(doctor._port, _settings(tmp_path, port=port))


def test_a_check_that_hangs_or_fails_is_wrong(tmp_path: Path) -> None:
    end = threading.Event()
    settings = _settings(tmp_path)

    def hang(_settings: Settings) -> str:
        end.wait(60)
        return ""

    def fail(_settings: Settings) -> str:
        raise ZeroDivisionError

    begun = time.monotonic()
    assert "no answer within" in doctor.tried(hang, settings, seconds=0.05)
    assert time.monotonic() - begun < 30
    end.set()
    assert "ZeroDivisionError" in doctor.tried(fail, settings)


def test_the_command_says_a_line_each_and_no_secret(tmp_path: Path) -> None:
    port = servers.free_port()
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "PORT": str(port), "SECRET_KEY": KEY}

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "melodymaker.doctor"]
        return subprocess.run(
            command, cwd=ROOT, env={**environment, **more}, capture_output=True, text=True, check=False
        )

    well = run()
    assert (well.returncode, well.stderr) == (0, "")
    assert "ok     DATA_DIR" in well.stdout
    assert "-      REDIS_URL            not set" in well.stdout
    ill = run(REDIS_URL=f"redis://:thepassword@127.0.0.1:{port}")
    assert ill.returncode == 1
    assert "wrong  REDIS_URL            Redis cannot be reached" in ill.stdout
    assert "thepassword" not in ill.stdout + ill.stderr
    assert KEY not in ill.stdout + ill.stderr
