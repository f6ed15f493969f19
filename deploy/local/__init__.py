"""The production shape on a laptop: every server it needs comes from pip."""
