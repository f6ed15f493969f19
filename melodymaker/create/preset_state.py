"""The composer's presets."""

from typing import Any

import reflex as rx

from melodymaker.accounts.state import Private
from melodymaker.create import queries, service
from melodymaker.create.state import CreateState
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments


class PresetState(Private, rx.State):
    """The presets, and the dialog that names a new one."""

    presets: list[queries.PresetRow] = []
    naming: bool = False
    error: str = ""
    _deleted: tuple[str, str] = ("", "")

    @rx.event
    async def load_presets(self) -> None:
        """Show the user's presets."""
        self.presets = await in_thread(queries.presets_of, await self._user_id())

    @rx.event
    async def set_naming(self, on: bool) -> None:
        """Ask for a name, or no longer."""
        await self._user_id()
        self.naming = arguments.flag(on)
        self.error = ""

    @rx.event
    async def submit_preset(self, form: dict[str, Any]) -> rx.event.EventSpec:
        """Save what the composer holds under the name that was typed."""
        user_id = await self._user_id()
        name = arguments.form_text(form, "name")
        composer = await self.get_state(CreateState)
        try:
            name = await in_thread(service.save_preset, user_id, name, composer._request())  # noqa: SLF001 - ours
        except InvalidInput as error:
            self.error = error.message
            return show_first_error()
        self.naming = False
        self.presets = await in_thread(queries.presets_of, user_id)
        return toast_done(t("Saved as “{name}”.", name=name))

    @rx.event
    async def apply_preset(self, preset_id: str) -> rx.event.EventSpec | None:
        """Fill the composer from a preset."""
        settings = await in_thread(queries.preset_settings, await self._user_id(), arguments.row_id(preset_id))
        composer = await self.get_state(CreateState)
        before = composer._held()  # noqa: SLF001 - ours, as below
        composer._fill(settings)  # noqa: SLF001
        return composer._offer_undo(before, t("The preset is in place."))  # noqa: SLF001

    @rx.event
    async def delete_preset(self, preset_id: str) -> rx.event.EventSpec:
        """Delete a preset, and offer to undo it for 10 s."""
        deleted = await in_thread(service.delete_preset, await self._user_id(), arguments.row_id(preset_id))
        self._deleted = (deleted.name, deleted.settings)
        self.presets = [row for row in self.presets if row.id != preset_id]
        return toast_done(t("Deleted “{name}”.", name=deleted.name), undo=PresetState.bring_back)

    @rx.event
    async def bring_back(self) -> None:
        """Save the preset that was deleted last once more."""
        user_id = await self._user_id()
        name, settings = self._deleted
        if name:
            await in_thread(service.save_preset, user_id, name, queries.settings_in(settings))
            self.presets = await in_thread(queries.presets_of, user_id)
