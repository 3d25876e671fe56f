"""Briefs: what the record knows of someone to be met, as a page and as Word. Reads the desk; the desk does not know it."""
