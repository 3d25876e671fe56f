"""The warning rules of the desk: read, edited, run."""
