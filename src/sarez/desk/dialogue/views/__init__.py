"""The pages of dialogue, a module for each."""
