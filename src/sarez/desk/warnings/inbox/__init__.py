"""The inbox: what rules propose, what is open, what is closed."""
