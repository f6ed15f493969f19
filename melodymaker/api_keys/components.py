"""The settings' section of one's keys."""

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.api_keys.queries import KeyRow
from melodymaker.api_keys.service import MAX_NAME
from melodymaker.api_keys.state import APP, CREATE, READ, KeysState
from melodymaker.i18n import t
from melodymaker.ui.buttons import quiet_button, solid_button
from melodymaker.ui.forms import field, select
from melodymaker.ui.layout import settings_section
from melodymaker.ui.once import shown_once
from melodymaker.ui.texts import formatted
from melodymaker.ui.time_ago import time_ago
from melodymaker.ui.vars import count

_KINDS = (
    (CREATE, t("A key that reads and creates")),
    (READ, t("A key that only reads")),
    (APP, t("A password for a music app")),
)


def key_settings() -> rx.Component:
    """Return the list of one's keys, and the form that makes one."""
    return settings_section(
        t("Keys"),
        rx.fragment(
            t("Let your own programs, an assistant or a music app in. "),
            rx.el.a(t("How to use them"), href=routes.API_DOCS, class_name="link"),
            ".",
        ),
        rx.cond(KeysState.made, _made()),
        rx.cond(count(KeysState.keys) > 0, rx.el.ul(rx.foreach(KeysState.keys, _key), class_name="settings-rows")),
        rx.el.form(
            field(
                t("Name"),
                "key_name",
                error=KeysState.error,
                required=False,
                max_length=MAX_NAME,
                placeholder=t("What it is for"),
            ),
            select(t("What it may do"), "key_kind", _KINDS, CREATE),
            rx.el.div(solid_button(t("Make a key"), type="submit"), class_name="actions"),
            on_submit=KeysState.submit_key(KeysState.form_id),
            key=KeysState.form_id,
            class_name="form",
        ),
    )


def _made() -> rx.Component:
    for_app = rx.el.p(
        t("Server "),
        rx.el.code(KeysState.site),
        t(", user name "),
        rx.el.code(AccountState.handle),
        t(", and this password."),
        class_name="field-hint",
    )
    return shown_once(
        rx.cond(KeysState.made_for_app, t("Your app password"), t("Your new key")),
        KeysState.made,
        KeysState.close_made,
        rx.cond(KeysState.made_for_app, for_app),
        name="key",
    )


def _key(key: KeyRow) -> rx.Component:
    used = rx.cond(key.used_at, rx.fragment(t("used "), time_ago(key.used_at)), t("never used"))
    return rx.el.li(
        rx.el.div(
            rx.el.span(key.name, class_name="ellipsis"),
            rx.el.small(key.about, " · ", used),
            class_name="settings-row-text",
        ),
        quiet_button(
            t("Revoke"),
            on_click=KeysState.delete_key(key.id),
            custom_attrs={"aria-label": formatted("Revoke {name}", name=key.name)},
        ),
        class_name="settings-entry",
    )
