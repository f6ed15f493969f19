"""Deleting one's account: asked for, taken back, and done."""
