"""An engine that remixes, and songs that it made."""

from dataclasses import replace

import pytest

from melodymaker.types import RemixKind, SongId
from tests.conftest import Adapters, Person
from tests.factories import make_song


@pytest.fixture
def by_score(adapters: Adapters) -> Adapters:
    """The engine works from the scores of its own songs."""
    return remixing(adapters, own_scores=True)


@pytest.fixture
def by_sound(adapters: Adapters) -> Adapters:
    """The engine works from the sound of any song."""
    return remixing(adapters, own_scores=False)


def remixing(adapters: Adapters, *, own_scores: bool) -> Adapters:
    """Let the engine make every kind of remix."""
    can = replace(adapters.generator.capabilities, remix=tuple(RemixKind)[1:], remixes_own_scores=own_scores)
    adapters.generator.capabilities = can
    return adapters


@pytest.fixture
def song(owner: Person) -> SongId:
    """A published song of the owner's, made by the engine."""
    return make_song(owner.id, "Rain", public=True, engine="scripted", score_hash="1" * 64)
