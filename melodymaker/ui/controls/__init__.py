"""Switches, tabs, choices, sliders and fields: they answer at once and tell the server after."""

from melodymaker.ui.controls.chips import chip, chips
from melodymaker.ui.controls.choices import Choices, Option, choice, option_list, radio_group
from melodymaker.ui.controls.disclosure import disclosure
from melodymaker.ui.controls.password import password_input
from melodymaker.ui.controls.search_field import search_field
from melodymaker.ui.controls.slider import slider
from melodymaker.ui.controls.switch import switch
from melodymaker.ui.controls.tabs import tab_panel, tabs
from melodymaker.ui.controls.text_area import text_area
from melodymaker.ui.controls.text_field import text_field

__all__ = [
    "Choices",
    "Option",
    "chip",
    "chips",
    "choice",
    "disclosure",
    "option_list",
    "password_input",
    "radio_group",
    "search_field",
    "slider",
    "switch",
    "tab_panel",
    "tabs",
    "text_area",
    "text_field",
]
