"""How quickly words are sung."""

# Seconds for a syllable, and for the pause after a line: in a song that takes its time, in one that is full, and in one
# that hurries before it leaves out a line.
EASY = (0.27, 0.4)
TIGHT = (0.2, 0.25)
HURRIED = (0.165, 0.15)
