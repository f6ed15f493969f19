"""A text that is searched for as one types, and that the page's address keeps."""

import reflex as rx


class TypedSearch(rx.State, mixin=True):
    """Tells an address that its own typing asked for from one that somebody opened.

    Typing goes on while the addresses of earlier letters are on their way: one that arrives late must not take the
    later letters back.
    """

    _asked: list[str] = []

    def _ask(self, text: str) -> None:
        """Note that an address with this text has been asked for."""
        self._asked = [*self._asked, text]

    def _arrived(self, text: str) -> str:
        """What is searched for now that an address with this text has come: what was typed last, if that is newer."""
        if text not in self._asked:
            self._asked = []
            return text
        self._asked = self._asked[self._asked.index(text) + 1 :]
        return self._asked[-1] if self._asked else text
