"""Names of musical keys."""

from melodymaker.i18n.texts import t


def key_name(key: str) -> str:
    """A key such as "B♭ minor", as songs have it, in the current language; what is none as it is."""
    note, _, mode = key.partition(" ")
    if mode == "major":
        return t("{note} major", note=note)
    return t("{note} minor", note=note) if mode == "minor" else key
