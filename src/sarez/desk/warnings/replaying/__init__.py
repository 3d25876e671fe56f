"""Replay: a past stretch of a unit stepped through with only what was known then, as a page."""
