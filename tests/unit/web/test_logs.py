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
