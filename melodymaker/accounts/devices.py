"""A browser's own name for itself (RFC 9110, 10.1.5), in words that its owner knows it by."""

from melodymaker.i18n import later, t, translated

# The first that stands in the text counts: most browsers also name those whose pages they can show.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
    ("python", later("A Python program")),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)
_PHONES = frozenset({"iPhone", "Android"})
UNKNOWN = later("Unknown device")


def device_of(user_agent: str) -> str:
    """The browser and its system, such as "Firefox on Linux"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return t("{browser} on {system}", browser=browser, system=system)
    return translated(browser or system or UNKNOWN)


def is_phone(user_agent: str) -> bool:
    """Whether it is one that fits a pocket."""
    return next((name for mark, name in _SYSTEMS if mark in user_agent), "") in _PHONES
