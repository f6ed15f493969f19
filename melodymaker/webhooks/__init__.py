"""Telling people's own programs of their songs."""
