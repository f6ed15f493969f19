"""The metrics as Prometheus reads them.

What comes from the database is the same in every process: of several, one is to be looked at (`max`). What is of the
process that is asked (open tabs, memory, handles, processor time) adds up over all of them (`sum`).
"""

from collections.abc import Iterator, Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from melodymaker.metrics import counters, queries
from melodymaker.web import live_updates

CONTENT_TYPE = CONTENT_TYPE_LATEST
_PREFIX = "melodymaker_"
_COUNTERS = (
    (counters.ENDED, "status", "Requests for songs that ended, by how."),
    (counters.FAILURES, "reason", "Tries at making songs that failed, by reason; a request has three."),
)
_HISTOGRAMS = (
    (counters.STAGE_SECONDS, "stage", "How long a stage of making a pair of songs took."),
    (
        counters.PAIR_SECONDS,
        "",
        "How long a pair of songs took, from a worker's claim to both being ready.",
    ),
)

Counts = Sequence[tuple[str, str, str, float]]


class _FromDatabase(Collector):
    def collect(self) -> Iterator[Metric]:
        """Read once for all of them."""
        figures = queries.figures()
        yield _gauge("queue_depth", "Requests for songs that wait for a worker.", figures.waiting)
        yield _gauge("queue_oldest_seconds", "How long the oldest of them has waited.", figures.oldest)
        yield _gauge("generations_running", "Requests for songs that a worker makes now.", figures.running)
        yield _gauge("credits_held", "Credits put aside for requests that have not ended.", figures.credits_held)
        for name, label, text in _COUNTERS:
            yield _counter(name, label, text, figures.counts)
        for name, label, text in _HISTOGRAMS:
            yield _histogram(name, label, text, figures.counts)


class _OfProcess(Collector):
    def collect(self) -> Iterator[Metric]:
        """Count what this process has open."""
        yield _gauge("live_tabs", "Open tabs that this process keeps up to date.", live_updates.watching())


def exposition() -> bytes:
    """All metrics, as text of CONTENT_TYPE; they are read now."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_FromDatabase())
    registry.register(_OfProcess())
    ProcessCollector(registry=registry)
    return generate_latest(registry)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(_PREFIX + name, text, value=value)


def _counter(name: str, label: str, text: str, counts: Counts) -> Metric:
    family = CounterMetricFamily(_PREFIX + name, text, labels=[label])
    for counted, value_of_label, _, value in counts:
        if counted == name:
            family.add_metric([value_of_label], value)
    return family


def _histogram(name: str, label: str, text: str, counts: Counts) -> Metric:
    family = HistogramMetricFamily(_PREFIX + name, text, labels=[label] if label else [])
    values = {(value_of_label, part): value for counted, value_of_label, part, value in counts if counted == name}
    for value_of_label in sorted({key for key, _ in values}):
        buckets = []
        total = 0.0
        for bound in counters.BOUNDS:
            total += values.get((value_of_label, f"{bound:g}"), 0.0)
            buckets.append(("+Inf" if bound == counters.BOUNDS[-1] else str(bound), total))
        family.add_metric([value_of_label] if label else [], buckets, values.get((value_of_label, counters.SUM), 0.0))
    return family
