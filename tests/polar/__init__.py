"""A Polar of the tests' own. `python -m tests.polar` runs it, to try buying by hand."""
