"""Whether a pinned dependency has a known vulnerability (`python -m tests.audit`; `make check` runs it).

The advisories are OSV's. Without a network nothing can be said, which is told and is no failure: a check that needs the
network would keep people from working without one. Where the service answers, a vulnerability fails the check.
"""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKED = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
_UNREACHABLE = re.compile("Connection|Timeout|HTTPError|ServiceError")
OSV = "https://api.osv.dev/v1/query"


def audit(files: Sequence[Path], service: str = OSV, seconds: float = 60) -> tuple[int, str]:
    """The exit status and what there is to say about the files, whose versions are pinned with hashes.

    A network that lets nothing through would be waited for, once for each dependency; so many seconds are enough.
    """
    options = ["--vulnerability-service=osv", f"--osv-url={service}", "--disable-pip", "--format=json"]
    command = [sys.executable, "-m", "pip_audit", *options, "--progress-spinner=off", "--timeout=10"]
    try:
        done = subprocess.run(
            [*command, *[part for file in files for part in ("--requirement", str(file))]],
            capture_output=True,
            text=True,
            check=False,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return 0, f"Nothing was audited: the advisories were not read within {seconds:g} s."
    if not done.stdout.startswith("{"):
        reason = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "no answer"
        if not _UNREACHABLE.search(reason):
            return 2, reason
        return 0, f"Nothing was audited: the advisories could not be read ({reason[:200]})."
    dependencies = json.loads(done.stdout)["dependencies"]
    found = [
        f"{one['name']} {one['version']}: {bug['id']}, mended in {', '.join(bug['fix_versions']) or 'no version yet'}"
        for one in dependencies
        for bug in one.get("vulns", ())
    ]
    if found:
        return 1, "\n".join(["Dependencies with known vulnerabilities:", *found])
    return 0, f"{len(dependencies)} dependencies, no known vulnerability."


if __name__ == "__main__":
    status, words = audit(LOCKED)
    print(words)
    sys.exit(status)
