"""The library: all of one's songs."""
