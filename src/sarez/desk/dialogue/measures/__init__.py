"""Confidence-building measures and the clocks that run."""
