"""Play click → script: how long scripts run for eight clicks on play buttons of a page with 200 songs.

Chromium counts the time itself (`ScriptDuration`). The clicks are those of a mouse at places found before, so that no
script of the measure runs among them.
"""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.bench.figures import Figure
from tests.bench.say import say
from tests.bench.stage import Stage, sign_up
from tests.song_copies import give_songs

NAME = "play click → script, eight clicks among 200 songs"
ROWS = 200
BUTTONS = 4  # in turn, so that each click plays another song
CLICKS = 8
ROUNDS = 3
_BETWEEN_CLICKS_MS = 300


def measure(stage: Stage) -> Iterator[Figure]:
    """The median of three pages."""
    with stage.composer() as page:
        page.get_by_role("button", name="Create", exact=True).click()
        page.locator("article [data-plays]").nth(1).wait_for(timeout=60_000)
    values = []
    for _ in range(ROUNDS):
        session = sign_up(stage.app.url)
        give_songs(stage.folder, ROWS)
        with stage.visit(session) as context:
            page = context.new_page()
            page.goto("/library")
            page.get_by_role("article").nth(BUTTONS).wait_for()
            values.append(milliseconds_of_clicks(page))
    say(f"in turn: {[round(value) for value in values]} ms")
    yield Figure(NAME, sorted(values)[ROUNDS // 2], "ms", 40)


def milliseconds_of_clicks(page: Page) -> float:
    """The time that scripts ran while four play buttons at the top of the page were clicked, each twice."""
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    buttons = page.locator("article [data-plays]")
    buttons.first.hover()  # once it stands still
    boxes = [buttons.nth(number).bounding_box() for number in range(BUTTONS)]
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    page.wait_for_load_state("networkidle")

    def script_seconds() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(each["value"] for each in metrics if each["name"] == "ScriptDuration")

    before = script_seconds()
    for number in range(CLICKS):
        box = boxes[number % BUTTONS]
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.wait_for_timeout(_BETWEEN_CLICKS_MS)
    return 1000 * (script_seconds() - before)
