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


def language_choice(class_name: str = "") -> rx.Component:
    """Return a list of the languages by their own names, for whoever is here; nothing where there is but one."""
    languages = offered()
    if len(languages) == 1:
        return rx.fragment()
    return rx.el.select(
        *[rx.el.option(language.name, value=language.code, lang=language.code) for language in languages],
        value=hook_value(_LIBRARY, "usePageLanguage", name="page_language", kind=str),
        on_change=action_on_event(_LIBRARY, "chooseLanguage"),
        class_name=f"input language-choice {class_name}",
        custom_attrs={"aria-label": t("Language")},
    )
