"""An S3 API in memory for tests and demonstrations: moto, behind a gate that checks Signature Version 4.

Moto serves expired and badly signed addresses; real stores do not. The gate recomputes each signature,
in the query or in the Authorization header, as AWS describes it in "Create a signed AWS API request".
"""

import hashlib
import hmac
import re
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlsplit

SKEW = timedelta(minutes=15)
_HEADER = re.compile(r"AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)")


class Gate:
    """A WSGI app that lets signed requests through to another."""

    def __init__(self, app: Callable, key_id: str, secret: str, refuses: Callable[[], str] = str) -> None:
        self._app = app
        self._refuses = refuses
        self._key_id = key_id
        self._secret = secret

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer, or refuse with 403, or with the status that `refuses` says."""
        if status := self._refuses():
            start_response(status, [("Content-Type", "application/xml")])
            return [b"<Error><Code>Refused</Code><Message>Refused</Message></Error>"]
        if environ["REQUEST_METHOD"] != "OPTIONS" and (fault := self._fault(environ)):
            start_response("403 Forbidden", [("Content-Type", "application/xml")])
            return [f"<Error><Code>{fault}</Code><Message>{fault}</Message></Error>".encode()]
        return self._app(environ, start_response)

    def _fault(self, environ: dict) -> str:
        address = urlsplit(environ.get("RAW_URI") or environ["REQUEST_URI"])
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        if "X-Amz-Signature" in query:
            signature = query.pop("X-Amz-Signature")
            credential = query.get("X-Amz-Credential", "")
            names = query.get("X-Amz-SignedHeaders", "host")
            stamp = query.get("X-Amz-Date", "")
            body = "UNSIGNED-PAYLOAD"
            expires = timedelta(seconds=int(query.get("X-Amz-Expires", "0")))
        elif found := _HEADER.match(environ.get("HTTP_AUTHORIZATION", "")):
            credential, names, signature = found.groups()
            stamp = environ.get("HTTP_X_AMZ_DATE", "")
            expires = SKEW
            body = environ.get("HTTP_X_AMZ_CONTENT_SHA256", "")
        else:
            return "AccessDenied"
        key_id, _, scope = credential.partition("/")
        signed = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        now = datetime.now(UTC)
        if key_id != self._key_id:
            return "InvalidAccessKeyId"
        if signed - now > SKEW:
            return "RequestTimeTooSkewed"
        if now > signed + expires:
            return "AccessDenied"
        canonical = "\n".join(
            (
                environ["REQUEST_METHOD"],
                address.path,
                "&".join(f"{quote(key, safe='-_.~')}={quote(query[key], safe='-_.~')}" for key in sorted(query)),
                *(f"{name}:{_header(environ, name)}" for name in names.split(";")),
                "",
                names,
                body,
            )
        )
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
        key = f"AWS4{self._secret}".encode()
        for part in (*scope.split("/"), text):
            key = hmac.digest(key, part.encode(), "sha256")
        return "" if hmac.compare_digest(key.hex(), signature) else "SignatureDoesNotMatch"


def _header(environ: dict, name: str) -> str:
    key = name.upper().replace("-", "_")
    value = environ.get(key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}", "")
    return " ".join(value.split())


def main(refuses: Callable[[], str] = str) -> None:
    """Serve on the port of the command line, for the one key of `deploy.local.servers.S3`; `refuses` as in `Gate`."""
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
    from werkzeug.serving import make_server

    from deploy.local.servers import S3

    app = DomainDispatcherApplication(create_backend_app)
    make_server("127.0.0.1", int(sys.argv[1]), Gate(app, S3.key_id, S3.app_key, refuses), threaded=True).serve_forever()


if __name__ == "__main__":
    main()
