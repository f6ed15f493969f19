"""`make demo`: nobody gets in as one of the people in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import update

from melodymaker import bootstrap, db
from melodymaker.accounts import service as accounts
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.sessions import Visitor
from melodymaker.api_keys.service import create_key
from melodymaker.db.models import AccountLink, Identity, Passkey, User, now
from melodymaker.demo_data import DATABASE, FILES
from melodymaker.errors import InvalidInput
from melodymaker.settings import Settings
from tasks import demo, seed
from tasks.queue import open_queue
from tests.conftest import PASSWORD

VISITOR = Visitor("127.0.0.1")


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder, made of a site with one account, an admin's, instead of the seed's songs and people."""

    def make_data(settings: Settings, _songs: int) -> None:
        with bootstrap.started(settings, open_queue(settings).tasks):
            token = accounts.sign_up("Mira", "mira@example.com", PASSWORD, VISITOR, confirmed=True)
            assert accounts.sign_in("mira@example.com", PASSWORD, VISITOR)
            user = user_of_session(token)
            assert user
            create_key(user.id, "Script", may_create=True)
            with db.transaction() as session:
                session.exec(update(User).values(admin=True))
                session.add(Identity(provider="github", subject="7", user_id=user.id))
                session.add(Passkey(user_id=user.id, name="Phone", credential_id="c", public_key="k"))
                link = {"token_hash": "h", "purpose": "reset", "email": "mira@example.com", "expires_at": now()}
                session.add(AccountLink(user_id=user.id, **link))
        (settings.data_dir / FILES).mkdir(exist_ok=True)
        (tmp_path / "token").write_text(token)

    monkeypatch.setattr(seed, "make_data", make_data)
    demo.main(tmp_path / "demo")
    return tmp_path / "demo"


def test_nobody_gets_in_as_one_of_its_people(made: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(made / DATABASE)) as rows:
        assert rows.execute("SELECT email, password_hash, admin FROM users").fetchall() == [("mira@example.com", "", 0)]
        for way_in in demo.WAYS_IN:
            assert rows.execute(f"SELECT count(*) FROM {way_in.__tablename__}").fetchone() == (0,)  # noqa: S608 - a constant
    settings = Settings(data_dir=tmp_path / "site", demo_data=made, _env_file=None)
    with bootstrap.started(settings, open_queue(settings).tasks):
        assert user_of_session((tmp_path / "token").read_text()) is None
        for password in (PASSWORD, ""):
            with pytest.raises(InvalidInput):
                accounts.sign_in("mira@example.com", password, VISITOR)
