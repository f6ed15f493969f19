"""What the engine knows by heart: genres, moods, instruments and rhythms."""
