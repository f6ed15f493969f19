"""A new field of a request takes one line in the dataclass and a migration; all else is made from the dataclass."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

BEFORE = "    instrumental: bool = False\n"
MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "0000accent"
down_revision = {head!r}


def upgrade():
    op.add_column("generations", sa.Column("accent", sa.Text(), server_default="", nullable=False))
"""
# Run in the changed copy: what is typed into the new field is followed to the engine.
JOURNEY = """
import asyncio

import alembic.command
import alembic.config
from reflex.istate.data import HeaderData, ReflexURL, RouterData, SessionData

import reflex as rx
from melodymaker import bootstrap, ports
from melodymaker.accounts.queries import user_of_session
from melodymaker.accounts.service import Visitor, sign_up
from melodymaker.create.queries import preset_settings, presets_of, request_of
from melodymaker.create.service import save_preset
from melodymaker.create.state import CreateState
from melodymaker.generation.claims import claim_next
from melodymaker.generation.requests import submit_request
from melodymaker.remixes.service import repeat_request
from melodymaker.settings import load_settings
from melodymaker.web import cookies
from tasks import songs
from tasks.queue import open_queue


async def type_request(token):
    root = rx.State(_reflex_internal_init=True)
    root.router = RouterData(
        session=SessionData(client_token="tab"),
        headers=HeaderData(cookie=f"{cookies.SESSION}={token}"),
        url=ReflexURL("http://localhost:3000/create"),
    )
    state = await root.get_state(CreateState)
    await CreateState.set_text.fn(state, "description", "a tune")
    await CreateState.set_text.fn(state, "accent", "  low\\nalto ")
    return state._request()


settings = load_settings()
with bootstrap.started(settings, open_queue(settings).tasks):
    config = alembic.config.Config("alembic.ini")
    config.attributes["url"] = load_settings().database
    alembic.command.check(config)
    token = sign_up("Mira", "mira@example.com", "three words together", Visitor("127.0.0.1"))
    user = user_of_session(token).id
    request = asyncio.run(type_request(token))
    save_preset(user, "Low", request)
    print("preset", preset_settings(user, presets_of(user)[0].id).accent)
    generation = submit_request(user, request)
    print("row", request_of(user, generation).accent)
    print("repeated", request_of(user, repeat_request(user, generation)).accent)
    claim = claim_next("worker")
    print("column", claim.generation.accent)
    job = ports.Job(claim.generation.request, (songs._new_files(), songs._new_files()))
    print("job", job.request.accent)
"""


def test_a_new_field_travels_from_the_composer_to_the_engine(tmp_path: Path) -> None:
    for name in ("melodymaker", "tasks", "gpu", "song_files", "alembic"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("alembic.ini", "rxconfig.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    types = tmp_path / "melodymaker" / "types.py"
    text = types.read_text()
    assert text.count(BEFORE) == 1
    types.write_text(text.replace(BEFORE, f'    accent: str = ""\n{BEFORE}'))
    (tmp_path / "alembic" / "versions" / "accent.py").write_text(MIGRATION.format(head=_head()))
    done = subprocess.run(
        [sys.executable, "-c", JOURNEY],
        cwd=tmp_path,
        env={**os.environ, "DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    stages = [line for line in done.stdout.splitlines() if line.endswith("low alto")]
    assert [line.split()[0] for line in stages] == ["preset", "row", "repeated", "column", "job"]


def _head() -> str:
    import alembic.config
    from alembic.script import ScriptDirectory

    head = ScriptDirectory.from_config(alembic.config.Config(ROOT / "alembic.ini")).get_current_head()
    assert head is not None
    return head
