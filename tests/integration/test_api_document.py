"""The API against its own document, by schemathesis."""

import subprocess
import sys
from pathlib import Path

import pytest

from melodymaker.api.v1 import access
from tests.api_server import running_api
from tests.factories import make_song


def test_the_api_keeps_what_its_document_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests made from the document, right and wrong ones: no failure, no answer that it does not describe."""
    monkeypatch.setattr(access, "_RULE", "100000/minute")
    with running_api(tmp_path, working=False) as server:
        make_song(server.user_id)
        arguments = {
            "--header": f"Authorization: Bearer {server.key}",
            "--max-examples": "8",
            "--max-time": "20",
            "--seed": "1",
            "--generation-database": "none",
            # The document does not say that one of several texts is needed, for example.
            "--exclude-checks": "positive_data_acceptance",
        }
        command = [Path(sys.executable).parent / "st", "run", f"{server.url}/api/v1/openapi.json", "--no-color"]
        options = [part for pair in arguments.items() for part in pair]
        done = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-5_000:] + done.stderr
    assert "19 selected / 19 total" in done.stdout
