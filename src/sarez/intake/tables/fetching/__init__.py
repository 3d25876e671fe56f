"""Tables of events fetched from those who make them, patiently, and going on where it was stopped."""
