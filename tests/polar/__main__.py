"""Run a Polar for a try by hand; it prints the settings of an app that sells through it."""

import sys
import threading

from tests.polar.server import fake_polar

if __name__ == "__main__":
    with fake_polar() as polar:
        polar.hook = f"{sys.argv[1] if len(sys.argv) > 1 else 'http://localhost:3000'}/webhooks/polar"
        print("\n".join(f"{name}={value}" for name, value in polar.settings().items()), flush=True)
        threading.Event().wait()
