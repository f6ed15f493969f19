"""Forms that are carried out once, however often they are sent."""

import uuid

import reflex as rx


class SentOnce(rx.State, mixin=True):
    """For a state with such a form: `form_id` is sent along with it, and its key, so that a new id empties its fields.

    What is not known counts as new: a form that is sent before the page has heard from the server is carried out, too.
    """

    form_id: str = ""
    _taken: str | None = None

    def _is_repeated(self, form_id: str) -> bool:
        """Whether that form was carried out already."""
        return form_id == self._taken

    def _take(self, form_id: str) -> None:
        """Count that form as carried out; the next one has another id."""
        self._taken = form_id
        self.form_id = uuid.uuid4().hex
