"""Says what is wrong with the settings, before the app is started."""

from melodymaker.settings import load_settings

load_settings()
