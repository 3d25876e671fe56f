"""The sample chronicle: ninety short reports on Central Asia, written for this project."""
