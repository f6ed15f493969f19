"""Remixes in plain words."""

from melodymaker.i18n import later, t
from melodymaker.types import RemixKind
from melodymaker.ui.controls import Option

# What each kind is called, and what it does.
KINDS = {
    RemixKind.VARY: Option(RemixKind.VARY, later("Vary it"), later("The same form, another melody.")),
    RemixKind.RESTYLE: Option(
        RemixKind.RESTYLE, later("Another style"), later("The same melody, chords and lyrics, another band.")
    ),
    RemixKind.EXTEND: Option(
        RemixKind.EXTEND, later("Make it longer"), later("It goes on from the point you choose, in its key and tempo.")
    ),
    RemixKind.REPLACE: Option(
        RemixKind.REPLACE, later("Replace a part"), later("Only the part you choose is made anew.")
    ),
}
# How different, from the slider's low end to its high end, and what the engines get for it.
DIFFERENCES = (t("Barely"), t("A little"), t("Clearly"), t("A lot"), t("Almost another song"))
STRENGTHS = (0.1, 0.3, 0.5, 0.7, 0.9)
USUAL_DIFFERENCE = 2
STYLES = ("bossa nova", "synthwave", "folk", "metal", "lo-fi", "jazz waltz", "techno", "reggae")
# What a song in the tree is to the one above it.
MADE_AS = {
    RemixKind.VARY: t("variation"),
    RemixKind.RESTYLE: t("another style"),
    RemixKind.EXTEND: t("longer"),
    RemixKind.REPLACE: t("new part"),
}
