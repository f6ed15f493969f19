"""Remixes: songs made of others, and where they came from."""
