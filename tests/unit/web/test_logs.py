"""Logs show no session, no tab's token and no file's signature."""

import logging

import pytest

from melodymaker.web import cookies, logs


def test_logs_hide_session_tokens(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())
    logs.keep_secrets()
    headers = {"cookie": f"theme=dark; {cookies.SESSION}=the-secret-token; {cookies.FORM}=what-was-typed"}
    logging.getLogger("somebody.elses").error("failed: %s", headers)
    logging.getLogger("somebody.elses").error(str(headers))
    assert caplog.text.count("theme=dark") == 2
    assert "the-secret-token" not in caplog.text
    assert "what-was-typed" not in caplog.text


def test_logs_hide_tab_tokens_and_signatures(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())
    logs.keep_secrets()
    log = logging.getLogger("somebody.elses")
    log.error("GET %s", "/_event/?token=the-tab&EIO=4")
    log.error("GET /media/files/a.mp3?expires=1&signature=the-signature")
    assert "EIO=4" in caplog.text
    assert "the-tab" not in caplog.text
    assert "the-signature" not in caplog.text


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("plain", "plain"),
        ("a\nb\r\x1b[31m\u2028", "a\\x0ab\\x0d\\x1b[31m\\x2028"),
        ("lone \ud800", "lone ?"),
        ("x" * 500, "x" * 200 + "…"),
        (ValueError("no"), "no"),
    ],
)
def test_logged_input_is_on_one_line(value: object, line: str) -> None:
    assert logs.one_line(value) == line


def test_logs_hide_session_tokens_of_an_https_site(caplog: pytest.LogCaptureFixture) -> None:
    record = logs.CarefulRecord("a", 20, "a", 1, "__Host-melody_session=the-secret; __Host-melody_form=typed", (), None)
    assert record.getMessage() == "__Host-melody_session=…; __Host-melody_form=…"


def test_logs_hide_what_programs_sign_in_with(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())
    logs.keep_secrets()
    log = logging.getLogger("somebody.elses")
    log.error("GET /rest/ping.view?u=mira&p=enc:616263&c=app")
    log.error("GET %s", "/rest/stream?t=26719a1196d2a940705a59634eb18eab&s=c19b2d&u=mira&id=so-1")
    log.error("GET /rest/ping?apiKey=mm_thekey&f=json")
    log.error("GET /search?s=kept&p=kept")
    log.error("{'authorization': 'Bearer mm_anotherkey-_1'}")
    for secret in ("616263", "26719a", "c19b2d", "thekey", "anotherkey"):
        assert secret not in caplog.text
    assert caplog.text.count("u=mira") == 2
    assert caplog.text.count("kept") == 2
