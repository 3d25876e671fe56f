"""Sarez: an early warning and response desk for preventive diplomacy."""

__version__ = "0.1.0"
