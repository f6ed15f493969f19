"""The child process: JSON lines out, clear refusals, and no process left."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "melodymaker.sketch")
ROOT = Path(__file__).parents[3]


def speak(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, str(folder), "--json"], input=text, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
    )


def test_command_prints_json_lines(tmp_path: Path) -> None:
    done = speak(tmp_path, json.dumps({"description": "solo piano", "duration": 20, "seed": 1, "guidance": [10, 20]}))
    assert done.returncode == 0, done.stderr
    *progress, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert set(last) == {"result"}
    assert {step["stage"] for step in progress} == {"writing", "composing", "cover", "finishing"}
    assert progress[-1]["progress"] == 1
    takes = last["result"]["takes"]
    assert [take["guidance"] for take in takes] == [10, 20]
    assert all(
        (tmp_path / take[name]).stat().st_size > 0 for take in takes for name in ("master", "stream", "cover", "thumb")
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [('{"bpm": 7}', "bpm"), ("[]", "object"), ("{", "JSON"), ('{"tempo": 1}', "tempo"), ('{"key": "H"}', "key")],
)
def test_bad_requests_exit_with_2_and_name_the_field(tmp_path: Path, text: str, message: str) -> None:
    done = speak(tmp_path, text)
    assert done.returncode == 2
    assert message in json.loads(done.stdout)["error"]


def test_a_missing_sound_font_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, str(tmp_path), "pop", "--duration", "20", "--sound-font", str(tmp_path / "none.sf2")],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "none.sf2" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_signals_end_all_child_processes(tmp_path: Path, number: signal.Signals) -> None:
    child = subprocess.Popen(
        [*COMMAND, str(tmp_path), "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert child.stdin
    assert child.stdout
    with child:
        child.stdin.write('{"description": "pop", "duration": 180}')
        child.stdin.close()
        # The first word from a take says that the children are at work.
        line = next(line for line in child.stdout if '"composing"' in line)
        assert json.loads(line)["progress"] < 1
        grandchildren = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
        watches = [os.pidfd_open(int(pid)) for pid in grandchildren]
        child.send_signal(number)
        assert child.wait(5) != 0
        assert_ended(watches)


def assert_ended(watches: list[int]) -> None:
    """Assert that every watched process ends within five seconds."""
    for watch in watches:
        readable, _, _ = select.select([watch], [], [], 5)
        os.close(watch)
        assert readable
