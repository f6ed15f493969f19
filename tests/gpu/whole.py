"""A service for the tests of the whole app, as a pytest plugin: `pytest_plugins = ["tests.gpu.whole"]`."""

from collections.abc import Iterator

import pytest

from deploy.local.servers import free_port
from tests.gpu.process import PYTHON, Process, running


@pytest.fixture(scope="session")
def gpu(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    """The GPU service with tiny models, in its own environment."""
    with running(free_port(), tmp_path_factory.mktemp("gpu") / "log", PYTHON) as service:
        yield service
