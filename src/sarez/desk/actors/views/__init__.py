"""The pages of this room: thin, each asks one function for what it shows."""
