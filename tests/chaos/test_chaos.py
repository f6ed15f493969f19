"""`make chaos` at its smallest: one process that is killed under load, twice."""

import os
import subprocess
import sys

from tests.browser.server import ROOT


def test_nothing_is_lost_or_doubled_where_the_app_is_killed_twice() -> None:
    environment = {**os.environ, "TIMES": "2", "SEED": "1", "PACE": "10"}
    command = [sys.executable, "-m", "tests.chaos", "embedded app killed"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280, check=False)
    assert done.returncode == 0, done.stderr
    row = done.stdout.splitlines()[-1].split(" | ")
    assert (row[0], row[1], row[3:6]) == ("| embedded app killed", "2", ["0", "0", "0"])
    assert int(row[2]) > 0
