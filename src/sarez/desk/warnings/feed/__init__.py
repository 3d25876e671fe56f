"""Warnings for programs: CAP 1.2 and an Atom feed."""
