"""What the mail server gets, and what is said where it takes nothing; against a real SMTP server."""

import email
import email.policy
import logging
import ssl
import subprocess
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from deploy.local.servers import free_port
from melodymaker import ports
from melodymaker.adapters.log_mailer import LogMailer
from melodymaker.adapters.smtp_mailer import SmtpMailer
from melodymaker.errors import MailNotSent

# The server does not see that its connection is encrypted from the first byte.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
SENDER = "MelodyMaker <music@example.org>"
MAIL = ports.Mail(
    to="mira@example.com",
    subject="Okto liked “Rain” 🎵",
    text="Okto liked “Rain”\nhttps://music.example.org/song/1",
    html="<p>Okto liked “Rain”</p>",
    unsubscribe=f"https://music.example.org/unsubscribe/{'a' * 16}.{'b' * 43}",
)


class Postbox:
    """Keeps what arrives, unless it is told to refuse."""

    def __init__(self) -> None:
        self.arrived: list[tuple[str, EmailMessage]] = []
        self.lines: list[bytes] = []
        self.refuses = False

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a mail."""
        if self.refuses:
            return "552 the mailbox is full"
        content = envelope.original_content or b""
        self.lines = content.splitlines()
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.arrived.append((envelope.rcpt_tos[0], message))
        return "250 OK"


def _check(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"me@site", b"p@ss:word")
    return AuthResult(success=good, handled=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this computer, which nobody else trusts; its key is in the same file."""
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost", "-keyout", str(file), "-out", str(file.with_suffix(".crt"))),
        ],
        check=True,
        capture_output=True,
    )
    file.write_bytes(file.read_bytes() + file.with_suffix(".crt").read_bytes())
    return file


@pytest.fixture(params=["plain", "starttls", "tls"])
def server(
    request: pytest.FixtureRequest, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Postbox, str]]:
    """A mail server, and the URL under which it takes mails."""
    postbox = Postbox()
    port = free_port()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    kinds: dict[str, dict[str, Any]] = {
        "plain": {},
        "starttls": {"tls_context": context, "authenticator": _check, "auth_required": True},
        "tls": {"ssl_context": context, "authenticator": _check, "auth_required": True, "auth_require_tls": False},
    }
    urls = {
        "plain": f"smtp://localhost:{port}",
        "starttls": f"smtp://me%40site:p%40ss%3Aword@localhost:{port}",
        "tls": f"smtps://me%40site:p%40ss%3Aword@localhost:{port}",
    }
    controller = Controller(postbox, hostname="localhost", port=port, **kinds[request.param])
    controller.start()
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(ssl, "create_default_context", lambda *_: trusting)
    yield postbox, urls[request.param]
    controller.stop()


def test_a_mail_arrives_with_its_headers_and_both_texts(server: tuple[Postbox, str]) -> None:
    postbox, url = server
    mailer = SmtpMailer(url, SENDER)
    assert mailer.delivers
    assert mailer.fault() == ""
    mailer.send(MAIL)
    ((recipient, message),) = postbox.arrived
    assert recipient == MAIL.to
    assert (message["From"], message["To"], message["Subject"]) == (SENDER, MAIL.to, MAIL.subject)
    # As it stands: encoded, it would be no address for programs that look for one.
    assert f"List-Unsubscribe: <{MAIL.unsubscribe}>".encode() in postbox.lines
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"].endswith("@example.org>")
    assert message["Date"]
    parts = {part.get_content_type(): part.get_content().strip().replace("\r\n", "\n") for part in message.iter_parts()}
    assert parts == {"text/plain": MAIL.text, "text/html": MAIL.html}


def test_a_server_that_takes_nothing_is_reported(server: tuple[Postbox, str]) -> None:
    postbox, url = server
    postbox.refuses = True
    with pytest.raises(MailNotSent):
        SmtpMailer(url, SENDER).send(MAIL)
    assert postbox.arrived == []


@pytest.mark.parametrize("server", ["starttls", "tls"], indirect=True)
def test_a_wrong_password_is_a_fault(server: tuple[Postbox, str]) -> None:
    wrong = SmtpMailer(server[1].replace("word@", "wrong@"), SENDER)
    assert wrong.fault().startswith("SMTP_URL: the mail server refuses to be used so (")
    with pytest.raises(MailNotSent):
        wrong.send(MAIL)


@pytest.mark.parametrize("server", ["plain"], indirect=True)
def test_no_password_is_sent_without_encryption(server: tuple[Postbox, str]) -> None:
    mailer = SmtpMailer(server[1].replace("//", "//me:secret@"), SENDER)
    assert "no encryption for the password" in mailer.fault()
    with pytest.raises(MailNotSent):
        mailer.send(MAIL)


@pytest.mark.parametrize("server", ["tls"], indirect=True)
def test_an_unknown_certificate_is_a_fault(server: tuple[Postbox, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert "certificate" in SmtpMailer(server[1], SENDER).fault()


def test_a_server_that_does_not_answer_keeps_nobody_from_starting() -> None:
    mailer = SmtpMailer(f"smtp://localhost:{free_port()}", SENDER)
    assert mailer.fault() == ""
    with pytest.raises(MailNotSent):
        mailer.send(MAIL)


def test_without_a_server_only_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    mailer = LogMailer()
    assert not mailer.delivers
    with caplog.at_level(logging.INFO):
        mailer.send(MAIL)
    assert MAIL.subject in caplog.text
    assert MAIL.text not in caplog.text
