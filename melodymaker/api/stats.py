"""One's own figures as a table for other programs."""

import csv
import io
from operator import attrgetter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from melodymaker import routes
from melodymaker.api.answers import refused
from melodymaker.api.visitors import signed_in_user
from melodymaker.db import in_thread
from melodymaker.errors import MelodyError
from melodymaker.stats.queries import song_stats_of, stats_of
from melodymaker.types import SongId
from melodymaker.web import arguments
from melodymaker.web.media_types import attachment

_COLUMNS = ("day", "plays", "likes", "comments", "downloads")


async def get_csv(request: Request) -> Response:
    """The days of a period as CSV (RFC 4180), of one song or of all."""
    days = request.query_params.get("days", "")
    period = int(days) if days in {"7", "30", "365"} else 30
    song_id = SongId(arguments.row_id(request.query_params.get("song", "")))
    try:
        user_id = await signed_in_user(request)
        stats = await (
            in_thread(song_stats_of, user_id, song_id, period) if song_id else in_thread(stats_of, user_id, period)
        )
    except MelodyError as error:
        return refused(error)
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_COLUMNS)
    rows.writerows(map(attrgetter(*_COLUMNS), stats.days))
    headers = {"Content-Disposition": attachment(f"stats-{period}-days.csv"), "Cache-Control": "private, no-store"}
    return Response(written.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


ROUTES = [Route(routes.STATS_CSV, get_csv)]
