"""The settings: each feature's own section under the other, and an index of them."""

from collections.abc import Mapping
from typing import Any, TypedDict

import reflex as rx

from melodymaker.i18n import t
from melodymaker.ui.layout import anchor
from melodymaker.ui.sections import section_in_view


class _Entry(TypedDict):
    """A section in the index: what it is called, and its id."""

    title: str
    id: str


def settings_page(sections: Mapping[str, rx.Component]) -> rx.Component:
    """Return the page of these sections, by their titles."""
    entries: Any = [_Entry(title=title, id=anchor(title)) for title in sections]
    index = _index(entries=entries, ids=[entry["id"] for entry in entries])
    return rx.el.div(
        rx.el.div(rx.el.h1(t("Settings")), class_name="page-head"),
        rx.el.div(index, rx.el.div(*sections.values(), class_name="settings-sections"), class_name="settings-body"),
        class_name="page settings-page",
    )


@rx.memo
def _index(entries: rx.Var[list[_Entry]], ids: rx.Var[list[str]]) -> rx.Component:
    seen = section_in_view(ids)

    def link(entry: Any) -> rx.Component:
        is_seen = rx.cond(seen == entry["id"], "location", "false")
        return rx.el.a(entry["title"], href=f"#{entry['id']}", custom_attrs={"aria-current": is_seen})

    return rx.el.nav(rx.foreach(entries, link), class_name="settings-index", custom_attrs={"aria-label": t("Settings")})
