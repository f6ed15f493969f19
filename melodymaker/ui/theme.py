"""Stylesheets, fonts, the head of every page, and the choice between dark and light."""

import reflex as rx
from reflex_base.style import color_mode, set_color_mode

from melodymaker import routes
from melodymaker.i18n import t
from melodymaker.ui.controls import radio_group
from melodymaker.ui.language_choice import language_setting
from melodymaker.ui.layout import settings_section
from melodymaker.ui.overlays import menu_choices

STYLESHEETS = [
    f"styles/{name}.css"
    for name in (
        "tokens",
        "base",
        "layout",
        "buttons",
        "forms",
        "controls",
        "overlays",
        "labels",
        "cards",
        "play",
        "player",
        "player-panels",
        "player-small",
        "player-full",
        "auth",
        "pages",
        "composer",
        "library",
        "song",
        "remixes",
        "playlists",
        "discover",
        "profile",
        "admin",
        "stats",
        "credits",
        "inbox",
        "settings",
        "comments",
        "contrast",
        "phone",
    )
]
"""In the order in which they apply; the phone's come last."""

APPEARANCE = t("Appearance")
_FONTS = ("bricolage-grotesque", "inter")
_THEMES = (("dark", t("Dark"), "moon"), ("light", t("Light"), "sun"), ("system", t("System"), "monitor"))

# A form of the page's own that is sent before Reflex has started would be sent by the browser, as a part of an address:
# it waits until the page works.
_HOLD_FORMS = """
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("action") || window.melodyStarted) return;
  event.preventDefault();
  window.melodyHeldForm = event.target;
}, true);
"""

# The page before Reflex starts follows the system; until somebody chooses, this site is dark.
_DARK_FIRST = """
try {
  if (!localStorage.getItem("theme")) {
    document.documentElement.classList.replace("light", "dark");
    document.documentElement.style.colorScheme = "dark";
  }
} catch {}
"""


def head_components() -> list[rx.Component]:
    """Return what stands in the head of every page: icons, colours, fonts to fetch early."""
    fonts = [
        rx.el.link(
            rel="preload",
            href=f"/fonts/{name}.woff2",
            custom_attrs={"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"},
        )
        for name in _FONTS
    ]
    return [
        rx.el.link(rel="alternate", type="application/atom+xml", title=t("New on MelodyMaker"), href=routes.FEED),
        rx.el.script(_DARK_FIRST),
        rx.el.script(_HOLD_FORMS),
        *fonts,
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="icon", href="/favicon.ico", sizes="32x32"),
        rx.el.link(rel="manifest", href="/app.webmanifest"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        rx.el.meta(name="theme-color", content="#0d0c0f"),
        rx.el.meta(name="color-scheme", content="dark light"),
    ]


def appearance_settings() -> rx.Component:
    """Return the same choice as a section of the settings."""
    choices = [(value, label) for value, label, _icon in _THEMES]
    return settings_section(
        APPEARANCE,
        t("Kept in this browser. System follows your device, also by day and night."),
        radio_group("appearance", APPEARANCE, choices, color_mode, set_color_mode),
        language_setting(),
    )


def theme_choices() -> rx.Component:
    """Return the choice of dark, light or system as items of a menu."""
    return menu_choices(*_THEMES, value=color_mode, on_change=set_color_mode)
