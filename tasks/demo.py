"""The demo data that a site can begin with (`make demo`): songs, people and playlists, and nobody to sign in as."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlmodel import delete, update

from melodymaker import bootstrap, db
from melodymaker.db.models import AccountLink, ApiKey, Identity, Passkey, User, UserSession
from melodymaker.demo_data import DATABASE, FILES
from melodymaker.settings import Settings
from tasks import seed
from tasks.queue import open_queue

SONGS = 12
WAYS_IN = (UserSession, ApiKey, Identity, Passkey, AccountLink)


def main(folder: Path) -> None:
    """Make the folder, in the place of what it held."""
    with tempfile.TemporaryDirectory(prefix="melodymaker-") as data_dir:
        settings = _settings(Path(data_dir))
        seed.make_data(settings, SONGS)
        _close_accounts(settings)
        _keep(settings.data_dir, folder)
    print(f"{folder} holds the demo data; DEMO_DATA={folder} has a site begin with it.")


def _settings(data_dir: Path) -> Settings:
    """The defaults: neither servers nor keys of this machine have any business here."""
    defaults = {name: field.get_default() for name, field in Settings.model_fields.items()}
    no_file: Any = {"_env_file": None}
    return Settings(**no_file, **{**defaults, "data_dir": data_dir})


def _close_accounts(settings: Settings) -> None:
    """Let nobody in with the password that stands in the code, nor be an admin."""
    with bootstrap.started(settings, open_queue(settings).tasks), db.transaction() as session:
        session.exec(update(User).values(password_hash="", admin=False))
        for way_in in WAYS_IN:
            session.exec(delete(way_in))


def _keep(made: Path, folder: Path) -> None:
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    shutil.copytree(made / FILES, part / FILES)
    shutil.copyfile(made / DATABASE, part / DATABASE)
    shutil.rmtree(folder, ignore_errors=True)
    part.rename(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "demo"))
