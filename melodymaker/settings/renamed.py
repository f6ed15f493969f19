"""Settings that had another name before: they are still read, with a warning."""

import logging
import os
from collections.abc import Mapping

from dotenv import dotenv_values

log = logging.getLogger(__name__)

# The name before, and the name now. An entry goes with the major version after the one that brought it.
RENAMED: dict[str, str] = {}


def read_former_names(renamed: Mapping[str, str] = RENAMED) -> None:
    """Give each setting that is set by its former name alone its name of today, in this process and those it starts."""
    given = {**dotenv_values(".env"), **os.environ}
    for before, now in renamed.items():
        value = given.get(before)
        if value and not given.get(now):
            log.warning("%s is called %s now: rename it where it is set", before, now)
            os.environ[now] = value
