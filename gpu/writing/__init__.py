"""The writer: title, style, tempo, key and lyrics from a few words, by a language model."""
