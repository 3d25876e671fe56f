"""Its pages, a module for each."""
