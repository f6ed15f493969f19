"""One module for each family of cover compositions; every one draws (size, palette, rng)."""
