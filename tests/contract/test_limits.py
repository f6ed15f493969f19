"""What every RateLimits promises."""

from pathlib import Path

import pytest

from deploy.local import servers
from melodymaker.adapters.rate_limits import RateLimits


@pytest.fixture(params=["memory", "redis"])
def limits(request: pytest.FixtureRequest) -> RateLimits:
    return RateLimits(request.getfixturevalue("redis") if request.param == "redis" else "")


def test_rate_limit_rejects_the_attempt_after_the_last_allowed(limits: RateLimits) -> None:
    assert [limits.allow("3/minute", "sign-in", "mira") for _ in range(5)] == [True, True, True, False, False]


def test_rate_limit_counts_each_key_separately(limits: RateLimits) -> None:
    assert limits.allow("1/minute", "sign-in", "mira")
    assert limits.allow("1/minute", "sign-in", "okto")
    assert limits.allow("1/minute", "sign-up", "mira")
    assert not limits.allow("1/minute", "sign-in", "mira")


def test_the_allowance_says_how_many_attempts_are_left_and_when_there_are_more(limits: RateLimits) -> None:
    assert limits.allowance("3/minute", "api", "mira").left == 3
    for _ in range(4):
        limits.allow("3/minute", "api", "mira")
    allowance = limits.allowance("3/minute", "api", "mira")
    assert allowance.left == 0
    assert 55 <= allowance.seconds <= 60
    assert limits.allowance("3/minute", "api", "okto").left == 3


def test_rate_limit_is_shared_between_processes(redis: str) -> None:
    one = RateLimits(redis)
    two = RateLimits(redis)
    assert one.allow("1/minute", "mira")
    assert not two.allow("1/minute", "mira")


def test_rate_limit_counts_in_each_process_while_redis_is_down(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with servers.redis(tmp_path) as url:
        limits = RateLimits(url)
    assert [limits.allow("2/minute", "mira") for _ in range(3)] == [True, True, False]
    assert "this process only" in caplog.text
