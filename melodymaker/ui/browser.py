"""What a component reads and does in the browser itself, without the server: values of hooks, and functions to call.

Both stand in a JavaScript module of the project that draws nothing. `library` is its `import_path`.
"""

from typing import Any

import reflex as rx
from reflex.vars import FunctionVar, VarData
from reflex_base.vars.function import ArgsFunctionOperation, FunctionStringVar


def hook_value(
    library: str,
    hook: str,
    *arguments: Any,
    name: str,
    kind: Any,
    uses: tuple[str, ...] = (),
) -> Any:
    """Return a Var of this type: what the module's hook answers to these arguments.

    `name` is the value's name in the page's code; the same name must always stand for the same hook and arguments.
    `uses` are other names of the module that the arguments mention. A component that reads the value is drawn again
    when it changes, and only that component.
    """
    passed = [rx.Var.create(argument) for argument in arguments]
    hook_data = VarData.merge(
        *[_data_of(argument) for argument in passed],  # the arguments' own hooks come before this one
        VarData(imports=_imports(library, hook, *uses)),
    )
    text = f"const {name} = {hook}({', '.join(str(argument) for argument in passed)})"
    data = VarData(hooks={text: hook_data}, imports=_imports(library, hook, *uses))
    return rx.Var(_js_expr=name, _var_type=kind, _var_data=data).guess_type()


def part(value: rx.Var, name: str, kind: Any) -> Any:
    """Return a Var of this type: a named part of an object in the browser, such as what `hook_value` returned."""
    return rx.Var(_js_expr=f"{value}.{name}", _var_type=kind, _var_data=_data_of(value)).guess_type()


def method(value: rx.Var, name: str, *arguments: Any) -> FunctionVar:
    """Return an event trigger that calls a function which is a part of such an object, in the event itself."""
    return ArgsFunctionOperation.create((), _method(value, name).call(*arguments))


def computed(library: str, function: str, *arguments: Any, kind: Any) -> Any:
    """Return a Var of this type: what the module's function answers to these arguments, each time it is drawn."""
    return _function(library, function).call(*arguments).to(kind).guess_type()


def action(library: str, function: str, *arguments: Any) -> FunctionVar:
    """Return an event trigger that calls the module's function with these arguments, in the event itself."""
    return ArgsFunctionOperation.create((), _function(library, function).call(*arguments))


def action_on_event(library: str, function: str, *arguments: Any) -> FunctionVar:
    """As `action`, for a function that takes the browser's event as its last argument."""
    return _function(library, function).partial(*arguments) if arguments else _function(library, function)


def callback(handler: Any, *kinds: type) -> rx.Var:
    """Return an event handler as a function that the module's code can call with arguments of these types."""
    return rx.Var.create(rx.EventChain.create(handler, args_spec=rx.event.passthrough_event_spec(*kinds)))


def inline_style(**properties: Any) -> dict[str, rx.Var]:
    """Return `custom_attrs` with this inline style; `__played` stands for `--played`.

    Reflex's own `style` makes a new class, and a new rule in the page, for each new value.
    """
    named = {key.replace("__", "--"): value for key, value in properties.items()}
    return {"style": rx.Var.create(named)}


def _data_of(value: rx.Var) -> VarData | None:
    return value._get_all_var_data()  # noqa: SLF001 - Reflex names it so, and has no other way


def _method(value: rx.Var, name: str) -> FunctionVar:
    return FunctionStringVar.create(f"{value}.{name}", _var_data=_data_of(value))


def _function(library: str, function: str) -> FunctionVar:
    data = VarData(imports=_imports(library, function, prefix="do_"))
    return FunctionStringVar.create(f"do_{function}", _var_data=data)


def _imports(library: str, *names: str, prefix: str = "") -> dict[str, list[rx.ImportVar]]:
    return {library: [rx.ImportVar(tag=name, alias=f"{prefix}{name}" if prefix else None) for name in names]}
