"""The frame around every page, and the one around signing in."""

from dataclasses import dataclass

import reflex as rx

from melodymaker import routes
from melodymaker.i18n import marks, t
from melodymaker.ui.buttons import link
from melodymaker.ui.labels import avatar, badge
from melodymaker.ui.language_choice import language_choice


@dataclass(frozen=True)
class NavEntry:
    """One entry of the site's navigation; `icon` is a lucide name."""

    label: str
    href: str
    icon: str


NAV = (
    NavEntry(t("Discover"), routes.HOME, "compass"),
    NavEntry(t("Search"), routes.SEARCH, "search"),
    NavEntry(t("Create"), routes.CREATE, "sparkles"),
    NavEntry(t("Library"), routes.LIBRARY, "library"),
)

_BARS = ((1, 8, 8), (7, 3, 18), (13, 6, 12), (19, 4, 16), (25, 9, 6))


def logo_mark(size: int = 28) -> rx.Component:
    """Return the five bars."""
    return rx.el.svg(
        rx.el.svg.linear_gradient(
            rx.el.svg.stop(offset="0", class_name="from"),
            rx.el.svg.stop(offset="1", class_name="to"),
            id="logo-gradient",
            x1="0",
            y1="0",
            x2="0",
            y2="24",
            gradient_units="userSpaceOnUse",
        ),
        *[rx.el.svg.rect(x=x, y=y, width=4, height=height, rx=2, fill="url(#logo-gradient)") for x, y, height in _BARS],
        width=size,
        height=size * 24 // 30,
        view_box="0 0 30 24",
        custom_attrs={"aria-hidden": "true"},
    )


def logo(href: str = "/") -> rx.Component:
    """Return the mark and the name, as a link home."""
    return link(logo_mark(), rx.el.span("MelodyMaker"), href=href, class_name="logo")


def frame(
    *content: rx.Component,
    current: str,
    account: rx.Component,
    playlists: rx.Component | None = None,
    bell: rx.Component | None = None,
    entries: tuple[NavEntry, ...] = NAV,
) -> rx.Component:
    """Return a page: sidebar, content on the surface, room for the player.

    `current` is the address of the navigation entry that this page belongs to. `account` stands at the
    sidebar's foot and is the bottom bar's last entry on phones; `bell` follows the navigation, and `playlists` fill
    the sidebar's middle.
    """
    return rx.el.div(
        rx.el.a(t("Skip to content"), href="#content", class_name="skip-link"),
        rx.el.header(
            logo(),
            rx.el.nav(
                *[_nav_entry(entry, current) for entry in entries],
                class_name="nav",
                custom_attrs={"aria-label": t("Main")},
            ),
            bell or rx.fragment(),
            rx.el.div(*([playlists] if playlists else []), class_name="sidebar-more"),
            rx.el.div(account, class_name="account"),
            class_name="sidebar",
        ),
        rx.el.main(*content, id="content", class_name="surface", tab_index=-1),
        rx.el.p(id="arrived", role="status", class_name="visually-hidden"),
        class_name="frame",
    )


def _nav_entry(entry: NavEntry, current: str) -> rx.Component:
    here = {"aria-current": "page"} if entry.href == current else {}
    return link(
        rx.icon(entry.icon, size=18),
        rx.el.span(entry.label),
        href=entry.href,
        class_name="nav-entry",
        custom_attrs=here,
    )


def account_button(
    name: rx.Var[str] | str, remark: rx.Var[str] | str = "", *, picture: rx.Var[str] | str = ""
) -> rx.Component:
    """Return the trigger of the account menu: face, name and a remark such as the credits left."""
    return rx.el.button(
        avatar(name, picture),
        rx.el.span(name, class_name="account-name ellipsis"),
        rx.cond(remark, badge(remark, "round")),
        type="button",
        class_name="account-button",
    )


def account_link(label: str, href: str, icon: str = "user-round") -> rx.Component:
    """Return what stands in the account's place for somebody who is not signed in."""
    return link(
        rx.icon(icon, size=18),
        rx.el.span(label, class_name="account-name ellipsis"),
        href=href,
        class_name="account-button",
    )


def anchor(title: str) -> str:
    """The id of the section of the settings page with this title."""
    return f"settings-{marks.english(title).lower().replace(' ', '-')}"


def settings_section(
    title: str, about: rx.Component | rx.Var[str] | str, *content: rx.Component, class_name: str = ""
) -> rx.Component:
    """Return a section of the settings page: what it is about, and the controls."""
    return rx.el.section(
        rx.el.h2(title),
        rx.el.p(about, class_name="settings-about"),
        *content,
        id=anchor(title),
        class_name=f"settings-section {class_name}".strip(),
        custom_attrs={"aria-label": title},
    )


def auth_frame(*content: rx.Component) -> rx.Component:
    """Return a page of signing in: the logo, one narrow form, a cover beside it, no player."""
    return rx.el.div(
        rx.el.main(logo(), rx.el.div(*content, class_name="auth-form"), language_choice(), class_name="auth-main"),
        rx.el.div(
            _hills(),
            rx.el.p(t("Say it."), rx.el.br(), t("Hear it in seconds.")),
            rx.el.small(t("One sentence becomes two finished songs, with lyrics, cover and your name on them.")),
            class_name="auth-visual",
            custom_attrs={"aria-hidden": "true"},
        ),
        class_name="auth-frame",
    )


_HILLS = (
    ("#c9568f", "M0 90C70 40 130 60 200 84S330 40 400 66V300H0Z"),
    ("#9d3f7c", "M0 130C60 70 120 84 190 132S320 96 400 128V300H0Z"),
    ("#6d2a5c", "M0 160C90 196 150 140 220 168S340 206 400 170V300H0Z"),
    ("#3d1638", "M0 232C80 196 140 210 210 236S330 200 400 226V300H0Z"),
)


def _hills() -> rx.Component:
    return rx.el.svg(
        *[rx.el.svg.path(d=shape, fill=colour) for colour, shape in _HILLS],
        view_box="0 0 400 300",
        preserve_aspect_ratio="none",
    )
