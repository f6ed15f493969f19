"""Which events a socket may send."""

import pytest

from melodymaker import app
from melodymaker.web.events import MAX_ADDRESS, event_fault

CREATE = "reflex___state____state.melodymaker___create___state____create_state"
HERE = {"pathname": "/create/", "asPath": "/create/"}


def _event(name: object = f"{CREATE}.set_text", payload: object = None, router_data: object = HERE) -> dict:
    payload = {"name": "style", "text": "folk"} if payload is None else payload
    return {"name": name, "payload": payload, "router_data": router_data}


@pytest.mark.parametrize(
    "event",
    [
        _event(),
        _event(f"{CREATE}.submit_request", {}),
        {"name": f"{CREATE}.submit_request"},
        _event("reflex___state____state.hydrate_and_load", {}),
        _event("reflex___state____state.reflex___state____on_load_internal_state.on_load_internal", {}),
    ],
)
def test_event_fault_accepts_events_of_pages(event: dict) -> None:
    assert app.PAGES
    assert event_fault(event) == ""


@pytest.mark.parametrize(
    "event",
    [
        None,
        "text",
        7,
        ["event"],
        {},
        _event(None),
        _event({"a": 1}),
        _event("a.b.c"),
        _event(f"{CREATE}.setvar", {"var_name": "style", "value": "x"}),
        _event(f"{CREATE}._request", {}),
        _event(f"{CREATE}.reset", {}),
        _event(
            "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal", {"vars": {}}
        ),
        _event(payload={"name": "style"}),
        _event(payload={"name": "style", "text": "x", "more": 1}),
        _event(payload=["style", "x"]),
        _event(payload="text"),
        _event(payload=7),
        _event(router_data="text"),
        _event(router_data={"pathname": "x" * (MAX_ADDRESS + 1)}),
        _event(router_data={str(number): "" for number in range(100)}),
        {"name": f"{CREATE}.submit_request", "payload": None},
    ],
)
def test_event_fault_describes_forged_events_in_one_short_line(event: object) -> None:
    fault = event_fault(event)
    assert fault
    assert "\n" not in fault
    assert len(fault) < 300


def test_event_fault_keeps_line_breaks_out_of_the_log() -> None:
    fault = event_fault(_event("a\nERROR forged \x1b[31m\u202e" + "x" * 10_000))
    assert "\\x0aERROR forged \\x1b[31m\\x202e" in fault
    assert len(fault) < 300
