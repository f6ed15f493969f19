"""The measures of `make bench-large` at their smallest, so that they still run when somebody needs them."""

from collections.abc import Iterator

import pytest

from tests.bench import soak, under_load
from tests.bench.busy_site import BusySite, small_site


@pytest.fixture(scope="module")
def busy() -> Iterator[BusySite]:
    """One process with all of it in it."""
    with small_site() as site:
        yield site


def test_load_measures_tabs_requests_listening_and_a_restart(busy: BusySite) -> None:
    size = under_load.Size(
        tabs=(1, 2),
        requests=4,
        pauses=(0.1, 0.3),
        without_tabs=3,
        steady=3,
        steady_pauses=(0.2, 0.6),
        listeners=2,
        settle_seconds=0,
        idle_seconds=0.2,
        listen_seconds=1,
        restart_seconds=0.5,
    )
    found = {figure.name: figure.value for figure in under_load.measured(busy, size)}
    assert all(name.startswith(("load: ", "load, ")) for name in found)
    (faults,) = [value for name, value in found.items() if "restart" in name and "lost" in name]
    assert faults == 0
    for part in ("without tabs", "a request a second", "as many as go"):
        assert found[f"load, {part}: lost, doubled or wrong"] == 0
        assert 0 < found[f"load, {part}: request → taken, p50"] <= found[f"load, {part}: request → taken, p99"]
        assert found[f"load, {part}: request → songs ready, p50"] > 0
        assert found[f"load, {part}: memory of the web processes afterwards, PSS"] > 20


def test_soak_compares_memory_and_files_of_both_kinds(busy: BusySite) -> None:
    size = soak.Size(tabs=1, pauses=(0.1, 0.3), warm_seconds=0, every_seconds=0.1, samples=8)
    figures = list(soak.measured(busy, size))
    assert [figure.unit for figure in figures] == ["MB", "files"] * 2
    assert abs(figures[0].value) < 200
    assert [figure.value for figure in figures[2:]] == [0, 0]  # here the web process is the worker, too
