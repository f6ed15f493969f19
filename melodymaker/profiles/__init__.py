"""People's own pages: who somebody is, and what they have published."""
