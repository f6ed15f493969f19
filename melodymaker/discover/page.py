"""The front page: what this is, and ideas to start from."""

from urllib.parse import quote

import reflex as rx

from melodymaker import routes
from melodymaker.accounts.state import AccountState
from melodymaker.ui.buttons import link, link_button

_IDEAS = (
    ("rain", "a warm lo-fi piano tune about rain"),
    ("drive", "neon synthwave for a night drive, 104 bpm"),
    ("waltz", "a rainy Sunday waltz for accordion, about a last train"),
    ("window", "smoky jazz trio about the last light in the window"),
    ("stars", "dreamy ambient with harp about drifting among the stars"),
    ("mountains", "a triumphant orchestral score about crossing the mountains"),
)


def home_page() -> rx.Component:
    """A word of welcome over six ideas, each one click from the composer."""
    return rx.el.div(
        rx.el.section(
            rx.el.div(
                rx.el.h1("Say it.", rx.el.br(), "Hear it in seconds.", class_name="display"),
                rx.el.p(
                    "One sentence becomes two finished songs, with lyrics, cover and your name on them. Yours to keep.",
                ),
                rx.el.div(
                    link_button(rx.icon("audio-lines", size=20), "Make a song", href=routes.CREATE, kind="primary"),
                    rx.cond(
                        AccountState.name,
                        link_button("Your library", href=routes.LIBRARY),
                        link_button("Sign in", href=routes.SIGN_IN),
                    ),
                    class_name="actions",
                ),
            ),
            rx.el.img(src="/ideas/night.webp", alt="", width="512", height="512", class_name="hero-cover"),
            class_name="hero",
        ),
        rx.el.section(
            rx.el.div(rx.el.h2("Start from an idea"), class_name="section-head"),
            rx.el.div(*[_idea(name, text) for name, text in _IDEAS], class_name="tiles"),
        ),
        class_name="page",
    )


def _idea(name: str, text: str) -> rx.Component:
    return link(
        rx.el.img(
            src=f"/ideas/{name}.webp", alt="", width="512", height="512", loading="lazy", class_name="tile-cover"
        ),
        rx.el.span(text, class_name="tile-about"),
        href=f"{routes.CREATE}?idea={quote(text)}",
        class_name="tile idea",
    )
