"""What is done by itself, and when."""

from datetime import datetime
from pathlib import Path

from melodymaker.settings import Settings
from tasks.queue import open_queue


def test_mails_and_cleaning_up_come_once_an_hour_and_requeueing_each_minute(tmp_path: Path) -> None:
    huey = open_queue(Settings(data_dir=tmp_path, _env_file=None)).huey
    minutes: dict[str, list[int]] = {}
    for minute in range(60):
        for task in huey.read_periodic(datetime(2026, 11, 26, 9, minute)):  # noqa: DTZ001 - Huey's own are so
            minutes.setdefault(task.name, []).append(minute)
    assert minutes == {"requeue": [*range(60)], "remove_expired": [17], "send_mails": [37]}
    at_night = {task.name for task in huey.read_periodic(datetime(2026, 11, 26, 4, 27))}  # noqa: DTZ001 - as above
    assert "tidy_up" in at_night
    huey.storage.close()
