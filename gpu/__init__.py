"""The GPU service: makes songs with ACE-Step, and knows nothing of the app."""
