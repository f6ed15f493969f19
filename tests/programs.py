"""Programs that use the API, and what they are answered."""

from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from melodymaker import routes

SITE = "http://localhost:3000"
WALTZ = {"description": "a waltz about the last train home"}


class Program:
    """A program of somebody's, with a key."""

    def __init__(self, http: TestClient, key: str) -> None:
        self._http = http
        self.headers = {"Authorization": f"Bearer {key}"}

    def __call__(self, method: str, path: str, json: Any = None, **headers: str) -> Response:
        """Send a request to the API."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._http.request(method, f"{routes.API}{path}", json=json, headers={**self.headers, **sent})


def problem_of(answer: Response, status: int) -> dict[str, Any]:
    """The problem that was answered, in the form that it has to have."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["type"].startswith(f"{SITE}{routes.API_DOCS}#problem-")
    assert problem["title"]
    assert problem["detail"]
    return problem


def fields_of(answer: Response) -> set[str]:
    return {error["field"] for error in problem_of(answer, 422)["errors"]}
