"""The scoreboard: every warning ever issued, and what became of it."""
