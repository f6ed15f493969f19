"""Singing: lyrics and a tune become a voice, by the model inside the package hibari-tts."""
