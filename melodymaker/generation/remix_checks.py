"""What a request for a remix has to say."""

from melodymaker import ports
from melodymaker.i18n import t
from melodymaker.types import RemixKind, SongRequest

SHORTEST_PART = 1.0
_LONGEST_SOURCE = 600.0


def remix_errors(request: SongRequest) -> dict[str, str]:
    """What is wrong with a remix: a message for each field at fault; none for a request that is no remix."""
    if not request.remix:
        return {}
    can = ports.in_use().generator.capabilities
    if request.remix not in can.remix or not request.source_id:
        return {"remix": t("The music engine cannot make this kind of remix.")}
    errors = {}
    if not 0 <= request.difference <= 1:
        errors["difference"] = t("How different it is goes from 0 to 1.")
    if request.remix == RemixKind.REPLACE and not _is_part(request.remix_from, request.remix_to):
        errors["part"] = t("Choose a part of the song that lasts a second or more.")
    if request.remix == RemixKind.EXTEND and request.remix_from is not None and not _is_time(request.remix_from):
        errors["part"] = t("Choose where the song goes on from.")
    return errors


def _is_part(start: float | None, end: float | None) -> bool:
    return _is_time(start) and _is_time(end) and (end or 0.0) - (start or 0.0) >= SHORTEST_PART


def _is_time(seconds: float | None) -> bool:
    return seconds is not None and 0 <= seconds <= _LONGEST_SOURCE
