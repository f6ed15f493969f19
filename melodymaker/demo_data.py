"""A site's first data: a folder that `make demo` made, for where nothing outlives a restart."""

import logging
import shutil
from pathlib import Path

from melodymaker.settings import Settings

log = logging.getLogger(__name__)

DATABASE = "melodymaker.sqlite"
FILES = "media"


def bring(settings: Settings) -> str:
    """Copy the demo data to the data folder if that has no database yet; returns what keeps it from being copied."""
    source = settings.demo_data
    if source is None:
        return ""
    if settings.database_url or settings.in_bucket:
        return "DEMO_DATA: it goes into DATA_DIR alone; leave it out with DATABASE_URL and S3_BUCKET"
    if not (source / DATABASE).is_file():
        return f"DEMO_DATA: {source} is no folder that `make demo` made"
    if (settings.data_dir / DATABASE).exists():
        return ""
    try:
        _copy(source, settings.data_dir)
    except OSError as error:
        return f"DEMO_DATA: {source} cannot be copied to {settings.data_dir} ({error.strerror})"
    log.info("the demo data of %s was copied to %s", source, settings.data_dir)
    return ""


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source / FILES, target / FILES, dirs_exist_ok=True)
    # The database comes last and whole: a copy that is cut off is made again.
    part = target / f"{DATABASE}.part"
    shutil.copyfile(source / DATABASE, part)
    part.rename(target / DATABASE)
