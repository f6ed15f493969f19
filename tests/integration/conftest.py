"""Programs of several people, for the tests of what takes keys."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from melodymaker.api import http_routes
from melodymaker.api_keys.service import create_key
from tests.conftest import Adapters, Person
from tests.programs import SITE, Program


@pytest.fixture
def http(adapters: Adapters) -> Iterator[TestClient]:
    """A visitor without a key."""
    with TestClient(http_routes(), base_url=SITE, follow_redirects=False) as client:
        yield client


@pytest.fixture
def api(http: TestClient, owner: Person) -> Program:
    """A program of the owner's."""
    return Program(http, create_key(owner.id, "Script", may_create=True).key)


@pytest.fixture
def reader(http: TestClient, owner: Person) -> Program:
    """A program of the owner's whose key only reads."""
    return Program(http, create_key(owner.id, "Reader", may_create=False).key)


@pytest.fixture
def stranger(http: TestClient, outsider: Person) -> Program:
    """Somebody else's program."""
    return Program(http, create_key(outsider.id, "Script", may_create=True).key)
