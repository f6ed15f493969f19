"""The sketch engine: two finished songs from one sentence, on any CPU, without a download."""

from melodymaker.sketch.request import SketchPair, SketchRequest, SketchTake

__all__ = ["SketchPair", "SketchRequest", "SketchTake"]
