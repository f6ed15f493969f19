"""What every Limits promises."""

from pathlib import Path

import pytest

from deploy.local import servers
from melodymaker.adapters.rate_limits import RateLimits


@pytest.fixture(params=["memory", "redis"])
def limits(request: pytest.FixtureRequest) -> RateLimits:
    return RateLimits(request.getfixturevalue("redis") if request.param == "redis" else "")


def test_so_many_and_no_more(limits: RateLimits) -> None:
    assert [limits.allow("3/minute", "sign-in", "mira") for _ in range(5)] == [True, True, True, False, False]


def test_each_key_counts_by_itself(limits: RateLimits) -> None:
    assert limits.allow("1/minute", "sign-in", "mira")
    assert limits.allow("1/minute", "sign-in", "okto")
    assert limits.allow("1/minute", "sign-up", "mira")
    assert not limits.allow("1/minute", "sign-in", "mira")


def test_processes_count_together(redis: str) -> None:
    one = RateLimits(redis)
    two = RateLimits(redis)
    assert one.allow("1/minute", "mira")
    assert not two.allow("1/minute", "mira")


def test_without_redis_each_process_counts_by_itself(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with servers.redis(tmp_path) as url:
        limits = RateLimits(url)
    assert [limits.allow("2/minute", "mira") for _ in range(3)] == [True, True, False]
    assert "this process only" in caplog.text
