"""Measures the budgets: a JSON object a line on stdout, what goes on on stderr.

Names given as arguments choose the budgets that start with them. The exit status says whether all could
be measured, not whether they hold.
"""

import signal
import sys
import traceback
from collections.abc import Callable, Iterator

from tests.bench import (
    cold_load,
    commits,
    create,
    long_list,
    play,
    queries,
    script,
    servers,
    sketch,
    soak,
    tabs,
    under_load,
    whole_app,
)
from tests.bench.figures import Figure
from tests.bench.say import say
from tests.bench.stage import Stage

BUDGETS: tuple[tuple[str, Callable[[Stage], Iterator[Figure]]], ...] = (
    (create.NAME, create.measure),
    (commits.NAME, commits.measure),
    (sketch.NAME, sketch.measure),
    (play.NAME, play.measure),
    (script.NAME, script.measure),
    (long_list.NAME, long_list.measure),
    (whole_app.NAME, whole_app.measure),
    (tabs.MEMORY, tabs.measure_memory),
    (tabs.WORK, tabs.measure_work),
    (cold_load.NAME, cold_load.measure),
    (queries.NAME, queries.measure),
    (servers.NAME, servers.measure),
)
# Those that take longer than all of these, and are measured only when they are named.
LONG = ((under_load.NAME, under_load.measure), (soak.NAME, soak.measure))


def main(requested: list[str]) -> int:
    """Measure; 0, or 1 when something could not be measured."""
    named = [(name, measure) for name, measure in (*BUDGETS, *LONG) if name.startswith(tuple(requested))]
    chosen = named if requested else BUDGETS
    if not chosen:
        say("no budget starts like that; they are:\n" + "\n".join(name for name, _ in (*BUDGETS, *LONG)))
        return 1
    # Asked to end, it still stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    failed = False
    with Stage() as stage:
        for name, measure in chosen:
            say(name)
            try:
                for figure in measure(stage):
                    print(figure.line(), flush=True)
            except Exception:  # noqa: BLE001 - the other budgets are measured all the same
                traceback.print_exc()
                failed = True
    say("done")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
