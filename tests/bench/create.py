"""Click Create → both cards on screen.

Timed inside the page: from the time stamp of a real mouse click to the moment after the first frame that
shows two new cards was drawn. Each request is cancelled, and the next click waits until no engine is at
work, so the engine of one click never slows the next; the queue stays at one, and the list grows by a pair a click.
"""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.bench.figures import Figure, percentile, spread
from tests.bench.say import say
from tests.bench.stage import OWN, TABS, Stage

NAME = "click Create → both cards on screen"
CLICKS = 24
SCRIPT = Path(__file__).with_name("page.js").read_text()


def measure(stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles of 24 clicks: alone, among 200 tabs of others, and with ten of those the same person's."""
    alone = _clicks(stage)
    yield Figure(f"{NAME}: p95 alone", percentile(alone, 0.95), "ms", 120)
    with stage.crowd():
        crowded = _clicks(stage)
        own = _clicks(stage, stage.people[0])
    yield Figure(f"{NAME}: p95 with {TABS} tabs", percentile(crowded, 0.95), "ms", 200)
    yield Figure(f"{NAME}: p95 with {TABS} tabs, {OWN} of them the same person's", percentile(own, 0.95), "ms", 200)


def _clicks(stage: Stage, session: str = "") -> list[float]:
    with stage.composer(session) as page:
        page.evaluate(SCRIPT)
        values = [_click(stage, page) for _ in range(CLICKS)]
    say(spread(values))
    return values


def _click(stage: Stage, page: Page) -> float:
    page.evaluate("bench.expectCards()")
    page.get_by_role("button", name="Create", exact=True).click()
    value = page.evaluate("bench.cards")
    page.get_by_role("button", name="Cancel").first.click()
    page.wait_for_function("() => !document.querySelector('[data-status=queued], [data-status=processing]')")
    stage.until_quiet()
    return value
