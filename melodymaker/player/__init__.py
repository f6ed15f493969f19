"""The player: one audio element for the whole app, and the listens it counts."""
