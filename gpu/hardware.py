"""What the machine has: the card's memory, and what is missing for its compilers."""

import shutil
import sysconfig
from pathlib import Path

import torch


def card_gigabytes(device: str) -> float | None:
    """The memory of the card, in GB (10⁹ bytes); None where there is no card."""
    if not device.startswith("cuda") or not torch.cuda.is_available():
        return None
    return torch.cuda.get_device_properties(torch.device(device)).total_memory / 1e9


def cap_memory(device: str, gigabytes: float) -> None:
    """Let this process use no more of the card than that, as on a smaller one; more than it has lifts the cap."""
    total = card_gigabytes(device)
    if total:
        torch.cuda.set_per_process_memory_fraction(min(1.0, gigabytes / total), torch.device(device))


def missing_for_compilers() -> list[str]:
    """What is not installed of what xgrammar's and torch's kernels for a card are compiled with when first used."""
    missing = [] if shutil.which("gcc") or shutil.which("cc") else ["gcc"]
    if not Path(sysconfig.get_paths()["include"], "Python.h").is_file():
        missing.append("Python's headers (python3-dev)")
    return missing
