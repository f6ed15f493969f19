"""How Python names values and functions of the browser."""

import reflex as rx

from melodymaker.ui.browser import action, action_on_event, callback, computed, hook_value, inline_style, method, part
from melodymaker.ui.held import Held

MODULE = "/modules/clock.js"


def _imports(var: rx.Var) -> set[tuple[str, str | None, str | None]]:
    data = var._get_all_var_data()
    assert data is not None
    return {(library, one.tag, one.alias) for library, ones in data.imports for one in ones}


def _hooks(var: rx.Var) -> list[str]:
    data = var._get_all_var_data()
    assert data is not None
    return list(data.hooks)


def test_hook_value_calls_the_hook_with_its_arguments() -> None:
    zone = rx.Var("zone", _var_type=str)
    time = hook_value(MODULE, "useTime", "UTC", zone, name="time", kind=int)
    assert str(time + 1) == "(time + 1)"
    assert _hooks(time) == ['const time = useTime("UTC", zone)']
    assert (MODULE, "useTime", None) in _imports(time)


def test_part_and_method_belong_to_the_value_of_the_hook() -> None:
    clock = hook_value(MODULE, "useClock", name="clock", kind=dict)
    minutes = part(clock, "minutes", int)
    assert str(minutes) == "clock.minutes"
    assert _hooks(minutes) == _hooks(clock)
    assert str(method(clock, "setTo", minutes)) == "(() => (clock.setTo(clock.minutes)))"


def test_computed_may_stand_in_any_row() -> None:
    row = rx.Var("row", _var_type=str)
    hue = computed(MODULE, "hueOf", row, kind=int)
    assert str(hue) == "(do_hueOf(row))"
    assert _hooks(hue) == []
    assert (MODULE, "hueOf", "do_hueOf") in _imports(hue)


def test_actions_run_in_the_event_itself() -> None:
    assert str(action(MODULE, "wind", 3)) == "(() => (do_wind(3)))"
    assert str(action_on_event(MODULE, "wind")) == "do_wind"
    assert str(action_on_event(MODULE, "wind", 3)) == "((...args) => (do_wind(3, ...args)))"
    assert (MODULE, "wind", "do_wind") in _imports(action(MODULE, "wind"))


def test_callback_passes_its_arguments_on_to_the_handler() -> None:
    class ClockState(rx.State):
        @rx.event
        def set_zone(self, name: str, zone: str) -> None: ...

    told = str(callback(ClockState.set_zone("mine"), str))
    assert '["name"] : "mine"' in told
    assert '["zone"] : _ev_0' in told


def test_inline_style_names_custom_properties() -> None:
    style = inline_style(__fill="10%", color="red")["style"]
    assert str(style) == '({ ["--fill"] : "10%", ["color"] : "red" })'


def test_a_value_held_here_alone_tells_nobody() -> None:
    shown = Held(value=False, kind=bool)
    assert _hooks(shown.value) == ["const held = useHeld(false)"]
    assert str(shown.set(~shown.value)) == "(() => (held.choose(!(held.shown))))"


def test_a_value_of_the_server_waits_while_the_connection_is_lost() -> None:
    on = Held(rx.Var("on", _var_type=bool), rx.Var("tell"), kind=bool)
    hooks = _hooks(on.value)
    assert hooks[-1] == "const held = useHeld(on, tell, (connectErrors.length > 0))"
    assert any("connectErrors" in hook for hook in hooks[:-1])
