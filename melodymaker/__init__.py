"""MelodyMaker: one sentence in, two finished songs out."""
