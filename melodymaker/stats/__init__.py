"""How one's songs are doing."""
