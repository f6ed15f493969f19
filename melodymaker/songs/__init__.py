"""Songs: asking for a pair, watching it being made, and its cards."""
