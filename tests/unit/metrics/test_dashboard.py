"""The dashboard asks for metrics that there are, and shows each of the site's."""

import json
import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from melodymaker.metrics.exposition import exposition
from tests.conftest import ROOT


@pytest.mark.usefixtures("adapters")
def test_the_dashboard_shows_every_metric_of_the_site_and_no_other() -> None:
    dashboard = json.loads((ROOT / "deploy" / "grafana.json").read_text())
    queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    asked = set(re.findall(r"\b(?:melodymaker|process)_\w+", " ".join(queries)))
    families = list(text_string_to_metric_families(exposition().decode()))
    endings = {"counter": ("_total",), "histogram": ("_bucket",), "gauge": ("",)}
    there = {family.name + ending for family in families for ending in endings[family.type]}
    assert asked <= there
    assert {name for name in there if name.startswith("melodymaker_")} <= asked


def test_panels_do_not_lie_on_each_other() -> None:
    dashboard = json.loads((ROOT / "deploy" / "grafana.json").read_text())
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in dashboard["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
