"""The settings' form for one's own profile."""

from typing import Any, cast

import reflex as rx

from melodymaker.accounts.state import AccountState, Private
from melodymaker.db import in_thread
from melodymaker.errors import InvalidInput
from melodymaker.i18n import t
from melodymaker.profiles import queries, service
from melodymaker.profiles.queries import NO_PROFILE, EditedProfile
from melodymaker.ui.commands import show_first_error, toast_done
from melodymaker.web import arguments, cookies


class EditProfileState(Private, rx.State):
    """What the form holds, and what is wrong with what was typed."""

    profile: EditedProfile = NO_PROFILE
    errors: dict[str, str] = {}
    loaded: bool = False

    @rx.event
    async def load_edit(self) -> None:
        """Fill the form; a picture that was just refused says why."""
        self.profile = await in_thread(queries.own_profile, await self._user_id())
        self.errors = dict(cookies.refused_form(self.router.headers.cookie, "picture").errors)
        self.loaded = True

    @rx.event
    async def submit_profile(self, form: dict[str, Any]) -> list[rx.event.EventSpec] | rx.event.EventSpec:
        """Change the profile."""
        user_id = await self._user_id()
        given = [arguments.form_text(form, name) for name in ("name", "handle", "bio", "links")]
        try:
            await in_thread(service.edit_profile, user_id, *given)
        except InvalidInput as error:
            self.errors = dict(error.fields)
            return show_first_error()
        self.errors = {}
        self.profile = await in_thread(queries.own_profile, user_id)
        return [cast("rx.event.EventSpec", AccountState.load_account()), toast_done(t("Your profile is saved."))]
