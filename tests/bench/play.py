"""Play click → sound starts: from the time stamp of a real click until the audio element says `playing` and moves on.

The two songs of a pair take turns, so each click loads another file; Chromium's cache is off. The moment
is looked for every 4 ms, the shortest time-out that pages have.
"""

from collections.abc import Iterator

from tests.bench.create import SCRIPT
from tests.bench.figures import Figure, percentile, spread
from tests.bench.say import say
from tests.bench.stage import Stage

NAME = "play click → sound starts (local)"
PLAYS = 10


def measure(stage: Stage) -> Iterator[Figure]:
    """The median and the 95th percentile of ten plays."""
    with stage.composer() as page:
        page.get_by_role("button", name="Create", exact=True).click()
        plays = page.locator("article [data-plays]")
        plays.nth(1).wait_for(timeout=60_000)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.evaluate(SCRIPT)
        values = []
        for number in range(PLAYS):
            page.evaluate("bench.expectSound()")
            plays.nth(number % 2).click()
            values.append(page.evaluate("bench.sound"))
            page.wait_for_timeout(400)
    say(f"{spread(values)}; in turn: {[round(value) for value in values]}")
    yield Figure(f"{NAME}: median", percentile(values, 0.5), "ms", 150)
    yield Figure(f"{NAME}: p95", percentile(values, 0.95), "ms", 150)
