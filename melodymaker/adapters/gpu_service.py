"""The GPU service's HTTP interface, as the app speaks it: JSON, two key headers, jobs by id.

It is described at the service's `/docs` and in gpu/contract.
"""

import logging
from typing import Any

import httpx
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from melodymaker.errors import EngineUnreachable, GenerationFailed

log = logging.getLogger(__name__)

_TRIES = 5
_LONGEST_PAUSE = 8
# Modal holds a request for up to 150 s while a container starts.
_TIMEOUT = httpx.Timeout(10, read=160)
_MOST_REDIRECTS = 20
_MISCONFIGURED = "The music engine is not set up correctly; the operator has been told. Nothing was charged."


class Busy(Exception):
    """The service's waiting list is full; `seconds` is when it says to come again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__()


class UnknownJob(Exception):
    """The service has no job of this id, or has forgotten it."""


class _Unavailable(Exception):
    """The service, or something in front of it, does not work for the moment."""


class GpuService:
    """A client of one service. Safe to use from several threads."""

    def __init__(self, url: str, key: str, secret: str, *, pause: float = 0.5) -> None:
        headers = {"Modal-Key": key, "Modal-Secret": secret} if key else {}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=_TIMEOUT)
        self._retrying = Retrying(
            retry=retry_if_exception_type((httpx.TransportError, _Unavailable)),
            wait=wait_random_exponential(multiplier=pause, max=_LONGEST_PAUSE),
            stop=stop_after_attempt(_TRIES),
        )

    def submit(self, request: dict[str, Any]) -> dict[str, Any]:
        """The job that this request's id names, begun now if it is new; raises Busy, and as `job` does."""
        return self._request("POST", "/jobs", request)

    def job(self, job_id: str) -> dict[str, Any]:
        """The job as it stands; raises UnknownJob, EngineUnreachable, and GenerationFailed when it is refused."""
        return self._request("GET", f"/jobs/{job_id}")

    def cancel(self, job_id: str) -> None:
        """Stop the job; raises as `job` does."""
        self._request("DELETE", f"/jobs/{job_id}")

    def capabilities(self) -> dict[str, Any]:
        """What the service can do; requested once, without trying again; raises as `job` does."""
        return self._request_once("GET", "/capabilities")

    def check(self) -> None:
        """Raise unless the service would take a job."""
        self._request_once("GET", "/health")

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def _request(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            return self._retrying(self._send, method, path, body)
        except RetryError as error:
            log.warning("the GPU service does not answer: %r", error.last_attempt.exception())
            raise EngineUnreachable from error

    def _request_once(self, method: str, path: str) -> dict[str, Any]:
        try:
            return self._send(method, path, None)
        except (httpx.TransportError, _Unavailable, Busy) as error:
            raise EngineUnreachable from error

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        answer = self._follow_redirects(self._http.send(self._http.build_request(method, path, json=body)))
        if answer.is_success and answer.headers.get("Content-Type", "").startswith("application/json"):
            return answer.json()
        if answer.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Busy(_seconds(answer.headers.get("Retry-After", "")))
        if answer.is_server_error:
            raise _Unavailable(answer.status_code)
        if answer.status_code == httpx.codes.NOT_FOUND and path.startswith("/jobs/"):
            raise UnknownJob
        raise self._refusal(answer)

    def _follow_redirects(self, answer: httpx.Response) -> httpx.Response:
        """The answer at the end of redirects, which Modal sends while a request takes long.

        Only within the service: the keys are for nobody else.
        """
        for _ in range(_MOST_REDIRECTS):
            follow = answer.next_request
            if follow is None:
                return answer
            if (follow.url.scheme, follow.url.host, follow.url.port) != _origin(answer.request.url):
                break
            answer = self._http.send(follow)
        raise _Unavailable(answer.status_code)

    @staticmethod
    def _refusal(answer: httpx.Response) -> GenerationFailed:
        log.error("the GPU service refused a request with %s: %s", answer.status_code, answer.text[:500])
        if answer.status_code in {httpx.codes.UNPROCESSABLE_ENTITY, httpx.codes.REQUEST_ENTITY_TOO_LARGE}:
            return GenerationFailed(_message(answer), retry=False)
        return GenerationFailed(_MISCONFIGURED, retry=False)


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _seconds(header: str) -> float:
    return float(header) if header.isdigit() else 5.0


def _message(answer: httpx.Response) -> str | None:
    try:
        return str(answer.json()["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return None
