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

_FIELDS = ("name", "handle", "bio", "links")


class EditProfileState(Private, rx.State):
    """What the form holds, and what is wrong with what was typed. `done` is what became of a picture."""

    profile: EditedProfile = NO_PROFILE
    # What is typed and not saved yet, while another form of the page is sent.
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    done: str = ""
    loaded: bool = False

    @rx.event
    async def load_edit(self) -> None:
        """Fill the form; a picture that was just sent says what became of it."""
        self.profile = await in_thread(queries.own_profile, await self._user_id())
        picture = cookies.refused_form(self.router.headers.cookie, "picture")
        self.errors = dict(picture.errors)
        self.done = picture.done
        if not cookies.is_answered(self.router.headers.cookie):
            self.typed = {}
        self.loaded = True

    @rx.event
    async def keep_field(self, name: str, text: str) -> None:
        """Keep what was typed into a field: each other form of the page loads it anew."""
        await self._user_id()
        field = arguments.text(name)
        if field in _FIELDS:
            self.typed = {**self.typed, field: arguments.text(text)}

    @rx.event
    async def submit_profile(self, form: dict[str, Any]) -> list[rx.event.EventSpec] | rx.event.EventSpec:
        """Change the profile."""
        user_id = await self._user_id()
        given = [arguments.form_text(form, name) for name in _FIELDS]
        try:
            await in_thread(service.edit_profile, user_id, *given)
        except InvalidInput as error:
            self.errors = dict(error.fields)
            return show_first_error()
        self.errors = {}
        self.typed = {}
        self.profile = await in_thread(queries.own_profile, user_id)
        return [cast("rx.event.EventSpec", AccountState.load_account()), toast_done(t("Your profile is saved."))]
