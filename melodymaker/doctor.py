"""Tries every setting against the real service (`make doctor`): a line each, and how to mend what is wrong.

It makes the data folder, its key and an empty database where there are none, as a start does; besides, it changes
nothing but what it takes away again. It prints no secret. The exit status is 1 if anything is wrong.
"""

import shutil
import smtplib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from melodymaker import bootstrap, routes
from melodymaker.adapters.gpu_service import GpuService
from melodymaker.adapters.oauth_providers import providers_of
from melodymaker.adapters.outside_writer import OutsideWriter
from melodymaker.adapters.polar_payments import PolarPayments
from melodymaker.adapters.smtp_mailer import SmtpMailer
from melodymaker.errors import EngineUnreachable, MelodyError
from melodymaker.settings import Settings, load_settings
from melodymaker.start import address_warning, port_fault

SECONDS = 15.0
"""That one check may take."""
_HELLO = 5.0
_ROOM = 1_000_000_000
_FEWEST_LETTERS = 10
_CLOCK_SECONDS = 60
_LOCAL = {"localhost", "127.0.0.1", "::1"}

Check = Callable[[Settings], str]
"""What is wrong, and how to mend it; nothing where all is well."""


def checks(settings: Settings) -> Iterator[tuple[str, Check | None]]:
    """The settings, each with its check; None for one that is not set, whose twin inside of the app does its work."""
    yield "DATA_DIR", _data_dir
    yield "SECRET_KEY", _secret_key
    yield "HOST, PORT", _port
    yield "PUBLIC_URL", _public_url
    yield "DATABASE_URL", lambda given: bootstrap.database_fault(given, migrates=False)
    yield "REDIS_URL", _redis if settings.redis_url else None
    yield "S3_*", _s3 if settings.in_bucket else None
    yield "SMTP_URL, MAIL_FROM", _smtp if settings.smtp_url else None
    yield "GPU_URL", _gpu if settings.on_gpu else None
    yield "WRITER_URL", _writer if settings.writer_url else None
    yield "POLAR_*", _polar if settings.polar_access_token else None
    for name, (client_id, _) in settings.providers.items():
        yield f"{name.upper()}_CLIENT_*", _provider(name) if client_id else None
    yield "OTEL_*", _traces if settings.otel_exporter_otlp_endpoint else None
    yield "clock", _clock


def tried(check: Check, settings: Settings, seconds: float = SECONDS) -> str:
    """What the check finds wrong; that it does not end in time, or fails itself, is wrong, too."""
    found: list[str] = []

    def run() -> None:
        try:
            found.append(check(settings))
        except Exception as error:  # noqa: BLE001 - a check says what it can; the error's text may hold a secret
            found.append(
                f"cannot be tried ({type(error).__name__}); see whether the service runs and the value is right"
            )

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    return found[0] if found else f"no answer within {seconds:g} s; see whether a firewall drops what is sent there"


def main() -> int:
    """Print a line for each setting; returns the exit status."""
    settings = load_settings()
    wrong = 0
    for name, check in checks(settings):
        fault = tried(check, settings) if check else ""
        wrong += bool(fault)
        print(_line(name, "wrong" if fault else "ok" if check else "-", _without_secrets(fault, settings)), flush=True)
    print(f"{wrong} to mend." if wrong else "All is well.")
    return 1 if wrong else 0


def _line(name: str, state: str, text: str) -> str:
    # Faults of the start begin with the settings that they are about.
    about, _, rest = text.partition(": ")
    text = rest if rest and about.replace(", ", "").replace("_", "").isupper() else text
    return f"{state:<6} {name:<20} {text or ('not set' if state == '-' else '')}".rstrip()


def _without_secrets(text: str, settings: Settings) -> str:
    """The text without any value of a setting that opens something."""
    values = [value for name, value in settings if isinstance(value, str) and name.endswith(("key", "secret", "token"))]
    values += [text for value in settings.otlp_headers.values() for text in (value, value.partition(" ")[2])]
    values += [urlsplit(url).password or "" for url in (settings.database_url, settings.redis_url, settings.smtp_url)]
    for value in sorted(filter(None, values), key=len, reverse=True):
        text = text.replace(value, "…")
    return text


def _data_dir(settings: Settings) -> str:
    free = shutil.disk_usage(settings.data_dir).free  # that it can be written has been tried with the settings
    return "" if free > _ROOM else f"{settings.data_dir} has {free / 1e9:.1f} GB free; make room, or name another disk"


def _secret_key(settings: Settings) -> str:
    if len(set(settings.secret.decode())) < _FEWEST_LETTERS:
        return "it can be guessed; make one with `python3 -c 'import secrets; print(secrets.token_urlsafe(48))'`"
    return ""


def _port(settings: Settings) -> str:
    if not port_fault(settings.host, settings.port):
        return ""
    try:
        httpx.get(f"http://localhost:{settings.port}/ping", timeout=_HELLO, trust_env=False).raise_for_status()
    except httpx.HTTPError:
        return f"something else listens at {settings.host} {settings.port}; name another PORT"
    return ""  # the app itself runs


def _public_url(settings: Settings) -> str:
    if warning := address_warning(settings):
        return warning
    parts = urlsplit(settings.url)
    name = parts.hostname or ""
    if name in _LOCAL:
        return ""
    if parts.scheme != "https" and not name.replace(".", "").isdigit():
        return (
            f"{settings.public_url} is not encrypted: use https, behind a proxy with a certificate (deploy/Caddyfile)"
        )
    try:
        socket.getaddrinfo(name, parts.port or 443)
    except OSError:
        return f"the name {name} leads nowhere; add a record for it at your DNS provider"
    return ""


def _redis(settings: Settings) -> str:
    return _and(bootstrap.redis_fault(settings.redis_url), "start Redis, or correct the address or the password")


def _s3(settings: Settings) -> str:
    from melodymaker.adapters.s3_storage import S3Storage

    return S3Storage(settings).fault()


def _smtp(settings: Settings) -> str:
    try:
        SmtpMailer(settings.smtp_url, settings.mail_from).greet()
    except smtplib.SMTPAuthenticationError:
        return "the mail server refuses the user or the password; %40 stands for an @ in them"
    except (OSError, smtplib.SMTPException) as error:
        kind = type(error).__name__
        return f"the mail server does not answer as expected ({kind}); smtps:// is for port 465, smtp:// for 587"
    return ""


def _gpu(settings: Settings) -> str:
    try:
        with closing(GpuService(settings.gpu_url, settings.modal_key, settings.modal_secret)) as service:
            service.capabilities()
    except EngineUnreachable:
        return f"{settings.gpu_url} does not answer; start the service, or deploy it (docs/deploying.md)"
    except MelodyError:
        return "there is no GPU service that takes MODAL_KEY and MODAL_SECRET; correct them, or the address"
    return ""


def _writer(settings: Settings) -> str:
    fault = OutsideWriter(settings.writer_url, settings.writer_model, settings.writer_key).fault()
    return _and(fault and f"{settings.writer_url} {fault}", "start it, pull the model, or correct WRITER_KEY")


def _polar(settings: Settings) -> str:
    with closing(PolarPayments(settings)) as payments:
        try:
            payments.packs()
        except MelodyError:
            return (
                f"Polar ({settings.polar_environment}) does not show the products of POLAR_PACKS with this token; "
                "see that token, products and POLAR_ENVIRONMENT belong together"
            )
    return ""


def _provider(name: str) -> Check:
    def check(settings: Settings) -> str:
        if not settings.public_url:
            return "PUBLIC_URL is needed for the way back; it stands in the app at the provider, too"
        back = f"{settings.url}{routes.AUTH_CALLBACK.format(provider=name)}"
        return providers_of(settings.providers)[name].fault(back)

    return check


def _traces(settings: Settings) -> str:
    """A message without any span, which a collector takes like any other."""
    headers = {**settings.otlp_headers, "content-type": "application/x-protobuf"}
    try:
        answer = httpx.post(settings.traces_url, content=b"", headers=headers, timeout=_HELLO, trust_env=False)
    except httpx.HTTPError as error:
        kind = type(error).__name__
        return (
            f"no collector answers at {settings.traces_url} ({kind}); start it, or correct the address: OTLP over HTTP"
        )
    if answer.status_code in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        return "the collector refuses OTEL_EXPORTER_OTLP_HEADERS; they carry the key that it asks for"
    if not answer.is_success:
        return f"{settings.traces_url} answers with {answer.status_code}; name a collector's port for OTLP over HTTP"
    return ""


def _clock(settings: Settings) -> str:
    """Compared with a server that is known already: S3 refuses a clock that is wrong, and leases follow it."""
    for url in filter(None, (settings.s3_endpoint, settings.gpu_url, settings.public_url)):
        try:
            there = httpx.head(url, timeout=_HELLO, trust_env=False).headers.get("date", "")
            ahead = time.time() - parsedate_to_datetime(there).timestamp()
        except (httpx.HTTPError, ValueError):
            continue
        if abs(ahead) > _CLOCK_SECONDS:
            return (
                f"this clock is {ahead:+.0f} s off the one of {urlsplit(url).hostname}; switch time synchronisation on"
            )
        return ""
    return ""


def _and(fault: str, mend: str) -> str:
    return f"{fault}; {mend}" if fault else ""


if __name__ == "__main__":
    sys.exit(main())
