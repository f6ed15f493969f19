"""What the measures are made of."""

import json
import os
from pathlib import Path

from tests.bench import memory
from tests.bench.figures import Figure


def test_a_figure_without_a_budget_neither_holds_nor_fails() -> None:
    assert json.loads(Figure("speed", 4.2, "1/s").line()) == {
        "name": "speed",
        "value": 4.2,
        "unit": "1/s",
        "budget": None,
        "holds": None,
    }
    assert Figure("wait", 3, "ms", 2).holds is False


def test_open_files_counts_one_more_for_each_that_is_opened(tmp_path: Path) -> None:
    before = memory.open_files([os.getpid()])
    with (tmp_path / "file").open("w"):
        assert memory.open_files([os.getpid()]) == before + 1


def test_processor_seconds_grow_with_work_and_skip_what_has_ended() -> None:
    own = [os.getpid(), 2**22 + 1]
    before = memory.processor_seconds(own)
    while memory.processor_seconds(own) < before + 0.02:
        sum(range(10_000))
    assert memory.processor_seconds([2**22 + 1]) == 0
