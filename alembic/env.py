"""Runs the migrations on the database of the settings, or on the URL a caller hands over."""

from typing import Any

from alembic import context

from melodymaker import db
from melodymaker.db import models
from melodymaker.settings import load_settings


def _render(kind: str, thing: Any, _context: Any) -> str | bool:
    """Write our own column types as what they store, so that migrations do not depend on the app."""
    if kind == "type" and isinstance(thing, models.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _is_a_model(_thing: Any, name: str | None, _kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out of comparisons what only migrations make: the search's table or index, different on each database."""
    made_by_hand = "_fts" in (name or "") or (name or "").endswith("_search") or name == "search"
    return not (reflected and compare_to is None and made_by_hand)


def _run() -> None:
    url = context.config.attributes.get("url") or load_settings().database
    engine = db.connect(url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=models.SQLModel.metadata,
            render_as_batch=True,
            compare_type=True,
            render_item=_render,
            include_object=_is_a_model,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


_run()
