"""What people say about songs, and about moments in them."""
