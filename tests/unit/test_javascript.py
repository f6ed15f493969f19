"""The tests of the pages' JavaScript that need no browser, run by Node."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def test_the_javascript_modules() -> None:
    files = sorted(str(path) for path in (ROOT / "tests" / "javascript").glob("*.test.js"))
    assert files
    # Node comes from the virtual environment.
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        [scripts / "node", "--test", *files],
        cwd=ROOT,
        env={**os.environ, "TZ": "Europe/Berlin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
