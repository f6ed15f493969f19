"""The production shape: its servers, its proxy, and a way to see it on a laptop."""
