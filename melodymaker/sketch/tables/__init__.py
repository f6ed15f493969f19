"""The engine's tables: genres, moods, instruments and rhythms."""
