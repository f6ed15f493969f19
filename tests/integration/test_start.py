"""Before the start: one message names each setting whose server does not work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

from deploy.local import servers
from deploy.local.servers import S3
from melodymaker import bootstrap, db
from melodymaker.settings import Settings
from tasks.queue import open_queue
from tests.conftest import ROOT
from tests.factories import s3_settings
from tests.scripted_service import Answer, served


def _settings(folder: Path, **values: str) -> Settings:
    return Settings(data_dir=folder, _env_file=None, **values)


def _set_revision(url: str, revision: str | None) -> None:
    engine = db.connect(url)
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM alembic_version"))
        if revision:
            connection.execute(sa.text("INSERT INTO alembic_version VALUES (:it)"), {"it": revision})
    engine.dispose()


def test_start_succeeds_without_any_setting(tmp_path: Path) -> None:
    assert bootstrap.faults(_settings(tmp_path)) == []
    assert (tmp_path / "melodymaker.sqlite").is_file()


def test_start_succeeds_with_servers_that_answer(postgres: str, redis: str, moto_server: S3, tmp_path: Path) -> None:
    from melodymaker.adapters.s3_storage import S3Storage

    settings = s3_settings(moto_server, tmp_path, database_url=postgres, redis_url=redis, secret_key="x" * 32)
    S3Storage(settings).set_up(settings.url)
    assert bootstrap.faults(settings) == []


def test_one_message_names_each_server_that_does_not_answer(tmp_path: Path) -> None:
    port = servers.free_port()
    wrong = {
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": f"postgresql://melody:secret@127.0.0.1:{port}/melody",
        "REDIS_URL": f"redis://127.0.0.1:{port}",
        "SECRET_KEY": "x" * 32,
        "S3_ENDPOINT": f"http://127.0.0.1:{port}",
        "S3_REGION": "eu",
        "S3_BUCKET": "songs",
        "S3_KEY_ID": "key",
        "S3_APP_KEY": "secret",
    }
    done = subprocess.run(
        [sys.executable, "-m", "melodymaker.start"],
        cwd=ROOT,
        env={**os.environ, **wrong},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr
    named = [line.split(":")[0].strip() for line in done.stderr.splitlines()[1:] if line.startswith("  ")]
    assert named == ["DATABASE_URL", "REDIS_URL", "S3_ENDPOINT"]


@pytest.mark.parametrize("answer", [Answer(401), Answer(404), Answer(200, headers={"Content-Type": "text/html"})])
def test_start_reports_a_gpu_service_that_refuses_the_keys(tmp_path: Path, answer: Answer) -> None:
    with served() as service:
        service.script = [answer]
        (fault,) = bootstrap.faults(_settings(tmp_path, gpu_url=service.url, modal_key="k", modal_secret="s"))
    assert fault.startswith("GPU_URL, MODAL_KEY, MODAL_SECRET: ")


def test_start_succeeds_while_the_gpu_service_is_unreachable(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = _settings(tmp_path, gpu_url=f"http://127.0.0.1:{servers.free_port()}")
    assert bootstrap.faults(settings) == []
    assert "does not answer" in caplog.text
    with bootstrap.started(settings, open_queue(settings).tasks) as used:
        assert used.generator.name == "gpu"
        assert "does not answer" in used.generator.capabilities.notes[0]


def test_start_reports_a_missing_database(postgres: str, tmp_path: Path) -> None:
    url = postgres.replace("/test", "/no_such_test")
    (fault,) = bootstrap.faults(_settings(tmp_path, database_url=url))
    assert fault.startswith("DATABASE_URL: the database cannot be reached")
    assert "does not exist" in fault


def test_start_refuses_a_database_that_is_not_migrated(postgres: str, tmp_path: Path) -> None:
    _set_revision(postgres, None)
    (fault,) = bootstrap.faults(_settings(tmp_path, database_url=postgres))
    assert "make migrate" in fault


def test_start_migrates_an_embedded_database(tmp_path: Path) -> None:
    settings = _settings(tmp_path, database_url=f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert bootstrap.faults(settings) == []
    engine = db.connect(settings.database)
    assert "songs" in sa.inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_start_refuses_a_database_of_a_newer_version(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    url = request.getfixturevalue(kind)
    _set_revision(url, "fromthefuture")
    (fault,) = bootstrap.faults(_settings(tmp_path, database_url=url))
    assert "newer MelodyMaker" in fault


def test_start_reports_incomplete_s3_settings_and_a_missing_secret(tmp_path: Path) -> None:
    wrong = {"DATA_DIR": str(tmp_path), "S3_BUCKET": "songs", "S3_REGION": "eu", "REDIS_URL": "redis://localhost"}
    done = subprocess.run(
        [sys.executable, "-m", "melodymaker.start"],
        cwd=ROOT,
        env={**os.environ, **wrong},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "S3_ENDPOINT, S3_KEY_ID, S3_APP_KEY: missing" in done.stderr
