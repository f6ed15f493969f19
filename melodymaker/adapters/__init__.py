"""One file per outside service: the implementations of the ports."""
