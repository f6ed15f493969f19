"""What people say about songs: likes, for all to see, and favorites, which only oneself sees."""
