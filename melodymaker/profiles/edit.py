"""The settings' section about one's own profile."""

from typing import Any

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.fields import MAX_NAME
from melodymaker.db.models import MAX_HANDLE
from melodymaker.i18n import t
from melodymaker.profiles.edit_state import EditProfileState
from melodymaker.profiles.service import MAX_BIO, MAX_LINKS
from melodymaker.ui.buttons import link, quiet_button, solid_button
from melodymaker.ui.forms import field, field_error, native_form
from melodymaker.ui.labels import avatar
from melodymaker.ui.layout import settings_section
from melodymaker.ui.messages import note


def profile_settings() -> rx.Component:
    """Return the forms for one's picture, name, handle, bio and links."""
    profile = EditProfileState.profile
    return settings_section(
        t("Profile"),
        rx.fragment(
            t("What everybody sees on "), link(t("your page"), href=routes.profile(profile.person.handle)), "."
        ),
        _picture(),
        # Drawn once what it holds is known: its fields take their first value when they are drawn.
        rx.cond(EditProfileState.loaded, _form()),
    )


def _picture() -> rx.Component:
    person = EditProfileState.profile.person
    remove = native_form(
        quiet_button(t("Remove picture"), type="submit"),
        action=routes.POST_PICTURE,
        same_person=True,
        enc_type="multipart/form-data",
    )
    return rx.el.div(
        avatar(person.name, person.avatar),
        rx.el.div(
            native_form(
                rx.el.label(t("Picture"), html_for="picture", class_name="field-label"),
                rx.el.div(
                    rx.el.input(
                        id="picture",
                        type="file",
                        name="picture",
                        required=True,
                        accept="image/jpeg,image/png,image/webp,image/gif",
                        class_name="input",
                        custom_attrs={"aria-describedby": "picture-hint picture-error"},
                    ),
                    solid_button(t("Upload"), type="submit"),
                    class_name="settings-row",
                ),
                rx.el.p(t("A JPEG, PNG, WebP or GIF of 5 MB at most."), id="picture-hint", class_name="field-hint"),
                field_error(EditProfileState.errors.get("picture", ""), "picture-error"),
                action=routes.POST_PICTURE,
                same_person=True,
                enc_type="multipart/form-data",
            ),
            rx.cond(person.avatar, remove),
            rx.cond(EditProfileState.done, rx.el.div(note(EditProfileState.done, icon="check"), role="status")),
            class_name="stack",
        ),
        class_name="settings-picture",
    )


def _form() -> rx.Component:
    profile = EditProfileState.profile
    errors = EditProfileState.errors
    return rx.el.form(
        field(
            t("Name"),
            "name",
            **_kept("name", profile.person.name),
            error=errors.get("name", ""),
            required=False,
            max_length=MAX_NAME,
        ),
        field(
            t("Handle"),
            "handle",
            **_kept("handle", profile.person.handle),
            error=errors.get("handle", ""),
            hint=t("When you change it, the old one leads to your profile for 90 days."),
            required=False,
            max_length=MAX_HANDLE + 1,
            auto_capitalize="none",
        ),
        _text(t("About you"), "bio", profile.bio, t("At most {most} characters.", most=MAX_BIO), rows=4),
        _text(t("Links"), "links", profile.links, t("Up to {most} links, one per line.", most=MAX_LINKS), rows=3),
        rx.el.div(solid_button(t("Save profile"), type="submit"), class_name="actions"),
        on_submit=EditProfileState.submit_profile,
        class_name="form",
    )


def _kept(name: str, saved: rx.Var[str] | str) -> dict[str, Any]:
    """Return what gives a field what was typed before another form was sent, or what is saved."""
    typed = rx.Var.create(EditProfileState.typed).to(dict[str, str])
    # One that was emptied is empty.
    return {
        "value": rx.cond(typed.contains(name), typed[name], saved),
        "on_blur": lambda text: EditProfileState.keep_field(name, text),
    }


def _text(label: str, name: str, value: rx.Var[str] | str, hint: str, **props: Any) -> rx.Component:
    error = EditProfileState.errors.get(name, "")
    kept = _kept(name, value)
    return rx.el.div(
        rx.el.label(label, html_for=f"field-{name}", class_name="field-label"),
        rx.el.textarea(
            id=f"field-{name}",
            name=name,
            default_value=kept["value"],
            on_blur=kept["on_blur"],
            class_name="input",
            custom_attrs={
                "aria-invalid": rx.cond(error, "true", "false"),
                "aria-describedby": f"field-{name}-hint field-{name}-error",
            },
            **props,
        ),
        rx.el.p(hint, id=f"field-{name}-hint", class_name="field-hint"),
        field_error(error, f"field-{name}-error"),
        class_name="field",
    )
