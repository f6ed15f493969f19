"""Sharing an address of the site."""

import reflex as rx


class _ShareButton(rx.Component):
    library = rx.asset("share.jsx", shared=True).importable_path
    tag = "ShareButton"

    title: rx.Var[str]
    address: rx.Var[str]


def share_button(title: rx.Var[str] | str, address: rx.Var[str] | str = "") -> rx.Component:
    """Return the button that shares an address of the site, this page's at first, or copies it."""
    return _ShareButton.create(title=title, address=address)
