"""The clock of a warning: what is to happen to it, by when, and what did."""
