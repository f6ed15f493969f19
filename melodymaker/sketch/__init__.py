"""The sketch engine: two finished songs from one sentence, on any CPU, without a download."""

import os

# Each take has a processor of its own: more threads of numpy would only wait for each other, three times as long, and
# round otherwise. numpy reads this when it is loaded, which the modules below put off.
os.putenv("OPENBLAS_NUM_THREADS", "1")

from melodymaker.sketch.request import SketchPair, SketchRequest, SketchTake

__all__ = ["SketchPair", "SketchRequest", "SketchTake"]
