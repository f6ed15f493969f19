"""Playlists: lists of songs that one makes, orders, plays and shows to others."""
