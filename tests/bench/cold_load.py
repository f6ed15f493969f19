"""The cold load of /create: what a signed-in browser with an empty cache fetches, and when it paints.

Bytes are those that crossed the network, headers included, as Chromium's own network log says.
"""

from collections.abc import Iterator
from statistics import median
from typing import Any

from melodymaker import routes
from tests.bench.figures import Figure
from tests.bench.say import say
from tests.bench.stage import Stage

NAME = "cold load of /create"
LOADS = 3
_PAINT = "performance.getEntriesByType('paint').find(({name}) => name === 'first-paint').startTime"


def measure(stage: Stage) -> Iterator[Figure]:
    """Medians of three loads in a fresh profile each."""
    loads = [_load(stage) for _ in range(LOADS)]
    yield Figure(f"{NAME}: JS + CSS", median(size for size, _ in loads) / 1000, "KB", 250)
    yield Figure(f"{NAME}: first paint", median(paint for _, paint in loads) / 1000, "s", 0.6)


def _load(stage: Stage) -> tuple[float, float]:
    with stage.visit() as context:
        page = context.new_page()
        kinds: dict[str, str] = {}
        sizes: dict[str, float] = {"javascript": 0, "css": 0}

        def note_kind(message: dict[str, Any]) -> None:
            kinds[message["requestId"]] = message["response"]["mimeType"].rpartition("/")[2]

        def note_size(message: dict[str, Any]) -> None:
            kind = kinds.get(message["requestId"], "")
            sizes[kind] = sizes.get(kind, 0) + message["encodedDataLength"]

        network = context.new_cdp_session(page)
        network.on("Network.responseReceived", note_kind)
        network.on("Network.loadingFinished", note_size)
        network.send("Network.enable")
        page.goto(routes.CREATE)
        page.get_by_text("Describe your first song").wait_for()
        page.wait_for_load_state("networkidle")
        paint = page.evaluate(_PAINT)
    say(f"first paint {paint:.0f} ms, KB: { {kind: round(size / 1000, 1) for kind, size in sizes.items()} }")
    return sizes["javascript"] + sizes["css"], paint
