"""Menus and dialogs, with the keyboard and focus handling of Radix."""

from typing import Any

import reflex as rx
from reflex_base.constants.compiler import MemoizationMode

from melodymaker.i18n import t
from melodymaker.ui.browser import action_on_event
from melodymaker.ui.buttons import icon_button
from melodymaker.web.scripts import import_path

# Radix hands props and refs to the child of these, so the compiler must not wrap that child.
_WHOLE = MemoizationMode(recursive=False)
_FOCUS = import_path(__file__, "dialog-focus.js")


class _MenuPart(rx.Component):
    library = "@radix-ui/react-dropdown-menu@2.2.1"


class _MenuRoot(_MenuPart):
    tag = "Root"
    alias = "MenuRoot"

    modal: rx.Var[bool]
    on_open_change: rx.EventHandler[rx.event.passthrough_event_spec(bool)]


class _MenuTrigger(_MenuPart):
    tag = "Trigger"
    alias = "MenuTrigger"
    _memoization_mode = _WHOLE

    as_child: rx.Var[bool]


class _MenuPortal(_MenuPart):
    tag = "Portal"
    alias = "MenuPortal"


class _MenuContent(_MenuPart):
    tag = "Content"
    alias = "MenuContent"

    align: rx.Var[str]
    side_offset: rx.Var[int]
    collision_padding: rx.Var[int]


class _MenuItem(_MenuPart):
    tag = "Item"
    alias = "MenuItem"
    _memoization_mode = _WHOLE

    as_child: rx.Var[bool]
    disabled: rx.Var[bool]
    on_select: rx.EventHandler[rx.event.no_args_event_spec]


class _MenuRadioGroup(_MenuPart):
    tag = "RadioGroup"
    alias = "MenuRadioGroup"

    value: rx.Var[str]
    on_value_change: rx.EventHandler[rx.event.passthrough_event_spec(str)]


class _MenuRadioItem(_MenuPart):
    tag = "RadioItem"
    alias = "MenuRadioItem"

    value: rx.Var[str]


class _MenuLabel(_MenuPart):
    tag = "Label"
    alias = "MenuLabel"


class _MenuSeparator(_MenuPart):
    tag = "Separator"
    alias = "MenuSeparator"


class _DialogPart(rx.Component):
    library = "@radix-ui/react-dialog@1.3.1"


class _DialogRoot(_DialogPart):
    tag = "Root"
    alias = "DialogRoot"

    open: rx.Var[bool]
    on_open_change: rx.EventHandler[rx.event.passthrough_event_spec(bool)]


class _DialogTrigger(_DialogPart):
    tag = "Trigger"
    alias = "DialogTrigger"
    _memoization_mode = _WHOLE

    as_child: rx.Var[bool]


class _DialogPortal(_DialogPart):
    tag = "Portal"
    alias = "DialogPortal"


class _DialogOverlay(_DialogPart):
    tag = "Overlay"
    alias = "DialogOverlay"


class _DialogContent(_DialogPart):
    tag = "Content"
    alias = "DialogContent"


class _DialogTitle(_DialogPart):
    tag = "Title"
    alias = "DialogTitle"


class _DialogDescription(_DialogPart):
    tag = "Description"
    alias = "DialogDescription"


class _DialogClose(_DialogPart):
    tag = "Close"
    alias = "DialogClose"
    _memoization_mode = _WHOLE

    as_child: rx.Var[bool]


def menu(trigger: rx.Component, *items: rx.Component, align: str = "end", on_open_change: Any = None) -> rx.Component:
    """Return a menu that opens from its trigger, which has to be one plain button."""
    return _MenuRoot.create(
        _MenuTrigger.create(trigger, as_child=True),
        _MenuPortal.create(
            _MenuContent.create(
                *items,
                align=align,
                side_offset=6,
                collision_padding=8,
                class_name="menu",
                custom_attrs={"onCloseAutoFocus": action_on_event(_FOCUS, "leaveFocus")},
            )
        ),
        modal=False,
        **({"on_open_change": on_open_change} if on_open_change else {}),
    )


def menu_item(
    label: rx.Var[str] | str,
    icon: str,
    on_select: Any,
    *,
    danger: bool = False,
    disabled: rx.Var[bool] | bool = False,
) -> rx.Component:
    """Return one action of a menu."""
    return _MenuItem.create(
        rx.icon(icon, size=17),
        rx.el.span(label),
        on_select=on_select,
        disabled=disabled,
        class_name=f"menu-item {'menu-item-danger' if danger else ''}".strip(),
    )


def menu_pair(item: rx.Component, label: rx.Var[str] | str, icon: str, on_select: Any) -> rx.Component:
    """Return an item of a menu with a second one at its end, which is an icon."""
    second = _MenuItem.create(
        rx.icon(icon, size=17),
        on_select=on_select,
        class_name="menu-item menu-item-icon",
        custom_attrs={"aria-label": label, "title": label},
    )
    return rx.el.div(item, second, role="none", class_name="menu-pair")


def menu_choices(*choices: tuple[str, str, str], value: rx.Var[str], on_change: Any) -> rx.Component:
    """Return the menu's items of which one is chosen, each a value, its words and its icon."""
    return _MenuRadioGroup.create(
        *[
            _MenuRadioItem.create(rx.icon(icon, size=17), rx.el.span(text), value=key, class_name="menu-item")
            for key, text, icon in choices
        ],
        value=value,
        on_value_change=on_change,
    )


def menu_label(text: rx.Var[str] | str) -> rx.Component:
    """Return small print inside a menu."""
    return _MenuLabel.create(text, class_name="menu-label")


def menu_line() -> rx.Component:
    """Return the hairline between groups of a menu."""
    return _MenuSeparator.create(class_name="menu-line")


def dialog(
    *children: rx.Component,
    title: rx.Var[str] | str,
    about: rx.Var[str] | str = "",
    trigger: rx.Component | None = None,
    opened: rx.Var[bool] | bool | None = None,
    on_open_change: Any = None,
    wide: bool = False,
    class_name: str = "",
) -> rx.Component:
    """Return a dialog: opened by its trigger, or by the state through `opened` and `on_open_change`.

    Its contents exist only while it is open; on phones it is a sheet from below.
    """
    control = {} if opened is None else {"open": opened, "on_open_change": on_open_change}
    described = isinstance(about, rx.Var) or bool(about)
    head = rx.el.div(
        rx.el.div(
            _DialogTitle.create(title, class_name="dialog-title display"),
            rx.cond(about, _DialogDescription.create(about, class_name="dialog-about")),
        ),
        dialog_close(icon_button("x", t("Close"))),
        class_name="dialog-head",
    )
    content = _DialogContent.create(
        head,
        rx.el.div(*children, class_name="dialog-body"),
        custom_attrs={
            "onCloseAutoFocus": action_on_event(_FOCUS, "returnFocus"),
            **({} if described else {"aria-describedby": rx.Var("undefined")}),
        },
        class_name=f"dialog {'dialog-wide' if wide else ''} {class_name}".strip(),
    )
    return _DialogRoot.create(
        *([_DialogTrigger.create(trigger, as_child=True)] if trigger else []),
        _DialogPortal.create(_DialogOverlay.create(class_name="veil"), content),
        **control,
    )


def dialog_close(button: rx.Component) -> rx.Component:
    """Return a button that closes the dialog it stands in."""
    return _DialogClose.create(button, as_child=True)


def dialog_actions(*buttons: rx.Component) -> rx.Component:
    """Return the row of buttons at the end of a dialog."""
    return rx.el.div(*buttons, class_name="dialog-actions")
