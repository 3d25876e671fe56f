"""Readings as one self-contained HTML page."""
