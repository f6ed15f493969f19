"""Logs show no session."""

import logging

import pytest

from melodymaker import cookies, logs


def test_no_log_shows_a_session(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())
    logs.keep_secrets()
    headers = {"cookie": f"theme=dark; {cookies.SESSION}=the-secret-token; {cookies.FORM}=what-was-typed"}
    logging.getLogger("somebody.elses").error("failed: %s", headers)
    logging.getLogger("somebody.elses").error(str(headers))
    assert caplog.text.count("theme=dark") == 2
    assert "the-secret-token" not in caplog.text
    assert "what-was-typed" not in caplog.text


def test_no_log_shows_a_session_of_a_site_on_https(caplog: pytest.LogCaptureFixture) -> None:
    record = logs.CarefulRecord("a", 20, "a", 1, "__Host-melody_session=the-secret; __Host-melody_form=typed", (), None)
    assert record.getMessage() == "__Host-melody_session=…; __Host-melody_form=…"
