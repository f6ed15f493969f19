"""Requests for songs: made by users, claimed by workers, and ended in one of several ways."""
