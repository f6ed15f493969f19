"""Everything that is one's own, to take along."""
