"""A library of 1,000 songs: how long frames take while it is scrolled through, how many rows are drawn, and what clicks take.

The list is scrolled by 60 px a frame, some 47 rows a second where each frame comes in time, from its first to its last
song, as rows and as tiles. Then songs in its middle are played and selected with real clicks.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.bench.create import SCRIPT
from tests.bench.figures import Figure, percentile, spread
from tests.bench.say import say
from tests.bench.stage import Stage, sign_up
from tests.song_copies import give_songs

NAME = "a library of 1,000 songs"
SONGS = 1000
STEP_PX = 60
CLICKS = 8
_P95 = 0.95


def measure(stage: Stage) -> Iterator[Figure]:
    """The 95th percentiles, and the most rows."""
    with stage.composer() as page:
        page.get_by_role("button", name="Create", exact=True).click()
        page.locator("article [data-plays]").nth(1).wait_for(timeout=60_000)
    session = sign_up(stage.app.url)
    give_songs(stage.folder, SONGS)
    with stage.visit(session) as context:
        page = context.new_page()
        most = 0
        for kind, address in (("rows", "/library"), ("tiles", "/library?view=grid")):
            page.goto(address)
            page.get_by_role("article").nth(8).wait_for()
            page.evaluate(SCRIPT)
            page.wait_for_load_state("networkidle")
            walked = page.evaluate("step => bench.walk(step)", STEP_PX)
            say(f"{kind}: {spread(walked['frames'])}, {walked['most']} at most")
            most = max(most, walked["most"])
            yield Figure(f"{NAME}: frame while scrolling, {kind}, p95", percentile(walked["frames"], _P95), "ms", 34)
        yield Figure(f"{NAME}: drawn at a time, most", most, "songs", 150)
        page.goto("/library")
        page.get_by_role("article").nth(8).wait_for()
        page.evaluate(SCRIPT)
        page.evaluate("document.getElementById('content').scrollTop = 38_000")
        page.wait_for_url("**at=*", wait_until="commit")
        yield _figure("play click → sound starts", _clicks(page, "article [data-plays]", "Sound"))
        page.get_by_role("button", name="Select", exact=True).evaluate("button => button.click()")
        page.locator(".box").first.wait_for()
        yield _figure("select click → checked", _clicks(page, "[data-cell] .box", "Checked"))


def _clicks(page: Page, selector: str, what: str) -> list[float]:
    """The milliseconds from clicks on what is seen until what they are for is there."""
    values = []
    for number in range(CLICKS):
        page.evaluate(f"bench.expect{what}()")
        page.locator(selector).nth(10 + number).click()
        values.append(page.evaluate(f"bench.{what.lower()}"))
        page.wait_for_timeout(400)
    return values


def _figure(name: str, values: list[float]) -> Figure:
    say(f"{name}: {spread(values)}; in turn: {[round(value) for value in values]}")
    return Figure(f"{NAME}: {name}, p95", percentile(values, _P95), "ms", 150)
