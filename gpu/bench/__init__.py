"""How fast the service is, and in how much memory: `python -m gpu.bench`."""
