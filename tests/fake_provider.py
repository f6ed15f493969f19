"""A site that says who somebody is, on this computer: GitHub's and Google's addresses, in one."""

import base64
import hashlib
import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

CLIENT = ("an id", "a secret of this site")


class FakeProvider:
    """Knows one person; `answers` are what its API says, by path. Codes work once, and for whoever began."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {
            "/user": {"id": 7, "login": "ana", "name": "Ana L."},
            "/user/emails": [{"email": "ana@example.com", "primary": True, "verified": True}],
            "/v1/userinfo": {"sub": "70", "email": "ana@example.com", "email_verified": True, "name": "Ana L."},
        }
        self.url = ""
        self.refusal = ""  # what it answers instead of a token, whatever it is asked
        self._codes: dict[str, dict[str, str]] = {}
        self._numbers = itertools.count()

    def allow(self, address: str) -> str:
        """What a person does who is sent to this address and agrees; returns the address that they come back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(self.url)
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == (
            "code",
            CLIENT[0],
            "S256",
        )
        code = f"code{next(self._numbers)}"
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?code={code}&state={asked['state']}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        """The token for a code; None for one that is not right."""
        asked = self._codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        right = asked is not None and asked["code_challenge"] == challenge
        return {"access_token": "t", "token_type": "bearer"} if right and self.knows(authorization) else None

    def knows(self, authorization: str) -> bool:
        """Whether these are the id and the secret of this site."""
        return base64.b64encode(":".join(CLIENT).encode()).decode() in authorization


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    """One that runs until the block ends."""
    provider = FakeProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            authorization = self.headers.get("Authorization", "")
            known = provider.knows(authorization)
            if provider.refusal:
                self._send({"error": provider.refusal}, 400)
            elif answer := provider.token(form, authorization):
                self._send(answer, 200)
            elif self.path == "/token":  # as Google, by RFC 6749
                self._send({"error": "invalid_grant" if known else "invalid_client"}, 400 if known else 401)
            else:
                self._send({"error": "bad_verification_code" if known else "incorrect_client_credentials"}, 200)

        def do_GET(self) -> None:
            known = self.headers.get("Authorization") == "Bearer t" and self.path in provider.answers
            self._send(provider.answers[self.path] if known else {}, 200 if known else 401)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def _send(self, answer: Any, status: int) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
