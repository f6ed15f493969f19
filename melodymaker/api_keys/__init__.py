"""Keys for one's own programs and apps."""
