"""A song's own page, and what of it is seen elsewhere: its card where a link is pasted, and the embedded player."""
