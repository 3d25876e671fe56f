"""Commitments: their state on a day, what people found on them, evidence, chains, promises kept."""
