"""The choice of the language that the site is read in."""

import reflex as rx

from melodymaker.i18n import LANGUAGES, Language, marks, t
from melodymaker.settings import load_addresses
from melodymaker.ui.browser import action_on_event, hook_value
from melodymaker.web.scripts import import_path

_LIBRARY = import_path(__file__, "language-choice.js")


def offered() -> tuple[Language, ...]:
    """The languages that pages are built in, here and now."""
    return load_addresses().offered_languages if marks.in_use() else LANGUAGES[:1]


def language_choice() -> rx.Component:
    """Return a list of the languages by their own names, for whoever is here; nothing where there is but one."""
    if len(offered()) == 1:
        return rx.fragment()
    return rx.el.div(_list(), class_name="language-choice")


def language_setting() -> rx.Component:
    """Return the same with a visible label."""
    if len(offered()) == 1:
        return rx.fragment()
    return rx.el.div(
        # The list says it itself.
        rx.el.span(t("Language"), class_name="field-label", custom_attrs={"aria-hidden": "true"}),
        _list(),
        class_name="field",
    )


def _list() -> rx.Component:
    options = [rx.el.option(language.name, value=language.code, lang=language.code) for language in offered()]
    value = hook_value(_LIBRARY, "usePageLanguage", name="page_language", kind=str)
    return rx.el.div(
        rx.el.select(
            *options,
            value=value,
            on_change=action_on_event(_LIBRARY, "chooseLanguage"),
            class_name="select",
            custom_attrs={"aria-label": t("Language")},
        ),
        rx.icon("chevron-down", size=18),
        class_name="select-box",
    )
