"""PostgreSQL databases of earlier states of the app, made of the SQLite ones that are kept."""

import itertools
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import alembic.command
import alembic.config
import psycopg
import sqlalchemy as sa
from psycopg import sql

from melodymaker import bootstrap, db
from tests.conftest import ROOT

_numbers = itertools.count()


def upgraded(server: str, sqlite: Path) -> str:
    """The URL of a database of its own with what the SQLite file holds, brought up to date from the same revision."""
    template = _template(server, sqlite.read_bytes())
    return _create(server, f"upgraded{next(_numbers)}", template)


@cache
def _template(server: str, content: bytes) -> str:
    """The name of such a database; made once, since the migrations take longer than a copy."""
    with closing(sqlite3.connect(":memory:")) as old:
        old.deserialize(content)
        (revision,) = old.execute("SELECT version_num FROM alembic_version").fetchone()
        name = f"old_{revision}"
        url = _create(server, name, "template0")
        config = alembic.config.Config(ROOT / "alembic.ini")
        config.attributes["url"] = url
        alembic.command.upgrade(config, revision)
        engine = db.connect(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("SET session_replication_role = replica")  # references and triggers wait
            tables = sa.MetaData()
            tables.reflect(connection)
            for table in tables.tables.values():
                _copy(old, connection, table)
        engine.dispose()
    bootstrap.migrate(url)
    return name


def _copy(old: sqlite3.Connection, connection: sa.Connection, table: sa.Table) -> None:
    connection.execute(table.delete())
    there = {row[1] for row in old.execute(f"PRAGMA table_info({table.name})")}
    columns = [column for column in table.columns if column.name in there and column.computed is None]
    wanted = sa.select(*(sa.column(column.name) for column in columns)).select_from(sa.table(table.name))
    if columns and (rows := old.execute(str(wanted)).fetchall()):
        values = ({one.name: _value(one, value) for one, value in zip(columns, row, strict=True)} for row in rows)
        connection.execute(table.insert(), list(values))


def _value(column: sa.Column, value: Any) -> Any:
    """The value as PostgreSQL has it: SQLite knows neither times nor booleans."""
    if value is None:
        return None
    if isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return bool(value) if isinstance(column.type, sa.Boolean) else value


def _create(server: str, name: str, template: str) -> str:
    with psycopg.connect(server, autocommit=True) as connection:
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        connection.execute(command)
    return server.replace("/postgres?", f"/{name}?")
