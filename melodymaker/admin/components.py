"""What an admin can do with a song or a person, in their menus."""

import reflex as rx

from melodymaker.accounts.state import AccountState
from melodymaker.admin.state import AdminState
from melodymaker.i18n import t
from melodymaker.songs.rows import SongRow
from melodymaker.ui.overlays import menu_item, menu_line


def admin_song_items(song: SongRow) -> rx.Component:
    """Return the menu's items that hide and feature a song; nothing for others."""
    hide = menu_item(t("Hide from everybody"), "eye-off", AdminState.hide_song(song.id, True), danger=True)  # noqa: FBT003
    show = menu_item(t("Restore for everybody"), "eye", AdminState.hide_song(song.id, False))  # noqa: FBT003
    feature = menu_item(t("Feature"), "pin", AdminState.feature_song(song.id, True))  # noqa: FBT003
    stop = menu_item(t("Stop featuring"), "pin-off", AdminState.feature_song(song.id, False))  # noqa: FBT003
    items = rx.fragment(
        menu_line(),
        rx.cond(song.featured, stop, feature),
        rx.cond(song.hidden, show, hide),
    )
    return rx.cond(AccountState.admin & rx.Var.create(song.published), items)


def admin_person_items(person_id: rx.Var[str] | str, suspended: rx.Var[bool] | bool) -> rx.Component:
    """Return the menu's item that suspends a person, or restores them; nothing for others."""
    suspend = menu_item(t("Suspend"), "user-round-x", AdminState.suspend_person(person_id, True), danger=True)  # noqa: FBT003
    restore = menu_item(t("Restore"), "user-round-check", AdminState.suspend_person(person_id, False))  # noqa: FBT003
    return rx.cond(AccountState.admin, rx.fragment(menu_line(), rx.cond(suspended, restore, suspend)))
