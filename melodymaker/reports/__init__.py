"""Reporting a song, a comment or a person to the admins."""
