"""Figures as they are found, and a table of them at the end."""

import json
import platform
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import which
from subprocess import run

import torch


class Report:
    """Prints each figure as a JSON object on a line: `name value unit budget holds`."""

    def __init__(self, device: str) -> None:
        self.device = device
        self._rows: list[tuple[str, str]] = []

    @property
    def card(self) -> str:
        """The name of what is measured."""
        return torch.cuda.get_device_name(self.device) if self.device.startswith("cuda") else platform.machine()

    def add(self, name: str, value: float, unit: str) -> None:
        """Print one figure. None of them has a budget: what a card does is what is to be learned."""
        print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "budget": None, "holds": None}))
        sys.stdout.flush()
        self._rows.append((name, f"{value:.3g} {unit}"))

    def say(self, name: str, text: str) -> None:
        """Print what is no figure."""
        print(json.dumps({"name": name, "value": None, "unit": text, "budget": None, "holds": None}))
        sys.stdout.flush()
        self._rows.append((name, text))

    def add_peak(self, name: str) -> None:
        """The most memory since the last time, on the card or in main memory."""
        if self.device.startswith("cuda"):
            self.add(f"{name}, peak on the card", torch.cuda.max_memory_allocated(self.device) / 1e9, "GB")
            torch.cuda.reset_peak_memory_stats(self.device)
        else:
            self.add(f"{name}, peak in main memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, "GB")

    def table(self) -> str:
        """All figures, in Markdown."""
        lines = [f"| {self.card} | measured |", "| --- | ---: |"]
        return "\n".join([*lines, *(f"| {name} | {text} |" for name, text in self._rows)])


def settle() -> None:
    """Wait until the card has done what it was told."""
    if torch.cuda.is_available():
        torch.cuda.synchronize()


def seconds(work: Callable[[], object]) -> float:
    """The time that the work takes, the card's included."""
    settle()
    began = time.monotonic()
    work()
    settle()
    return time.monotonic() - began


@contextmanager
def watched_card() -> Iterator[list[float]]:
    """How busy the card is, in percent, each half second while the block runs; nothing where nvidia-smi is missing."""
    found: list[float] = []
    over = threading.Event()

    def watch() -> None:
        command = ["nvidia-smi", "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
        while not over.wait(0.5):
            answer = run(command, capture_output=True, text=True, check=False).stdout.split()
            found.extend(float(text) for text in answer[:1] if text.isdigit())

    thread = threading.Thread(target=watch, daemon=True)
    if which("nvidia-smi"):
        thread.start()
    try:
        yield found
    finally:
        over.set()
        if thread.is_alive():
            thread.join()
